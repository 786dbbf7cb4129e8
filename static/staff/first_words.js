// In the page editor: while the body is empty, one button begins it with a paragraph.
// Wagtail's plus beside it leads to everything else.

const place = document.querySelector("#page-edit-form [data-contentpath=body]");
const asked = JSON.parse(document.getElementById("content-profile")?.textContent || "{}");
const SOON_MS = 3000;

// What matches first within a moment: Wagtail draws its lists after the press.
function seen(find) {
  return new Promise((found) => {
    const now = find();
    if (now) return found(now);
    const watch = new MutationObserver(() => {
      const come = find();
      if (!come) return;
      watch.disconnect();
      found(come);
    });
    watch.observe(document.body, { childList: true, subtree: true });
    return setTimeout(() => (watch.disconnect(), found(null)), SOON_MS);
  });
}

async function begin() {
  place.querySelector("button.c-sf-add-button")?.click();
  const choice = await seen(() =>
    [...document.querySelectorAll('[role="option"]')].find((each) => each.textContent.trim() === asked.text),
  );
  choice?.click();
  const box = await seen(() => place.querySelector('[contenteditable="true"]'));
  box?.focus();
}

if (place && asked.text) {
  const frame = document.createElement("div");
  frame.className = "ts inside first-words";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "b go";
  button.textContent = gettext("Viết đoạn đầu");
  button.addEventListener("click", begin);
  frame.append(button);
  const show = () => {
    // The plus is there once Wagtail has drawn the field.
    const isWanted = place.querySelector("button.c-sf-add-button:enabled") && !place.querySelector("[data-streamfield-child]");
    if (isWanted && !frame.isConnected) place.querySelector("[data-field-input]").prepend(frame);
    if (!isWanted && frame.isConnected) frame.remove();
  };
  new MutationObserver(show).observe(place, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["disabled"],
  });
  show();
}
