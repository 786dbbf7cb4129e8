// The seconds in which a publication can still be undone. The moment is written on the
// page, and the button works without this.

for (const bar of document.querySelectorAll("[data-leaving]")) {
  const button = bar.querySelector("form");
  const left = bar.querySelector("[data-leaving-left]");
  const end = performance.now() + Number(bar.dataset.leaving) * 1000;
  left.hidden = false;

  const show = () => {
    const seconds = Math.ceil((end - performance.now()) / 1000);
    if (seconds > 0) {
      left.textContent = String(seconds);
      return true;
    }
    bar.querySelector("[data-leaving-said]").textContent = bar.dataset.leavingGone;
    button.remove();
    return false;
  };

  if (show()) {
    const timer = setInterval(() => { if (!show()) clearInterval(timer); }, 250);
  }
}
