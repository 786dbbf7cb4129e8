// A picture chosen, or dropped anywhere on the screen, is sent to be compared at once.
// Without this the form has a button, and the grid a link to it.

const form = document.querySelector("[data-picture-form]");
const input = form?.querySelector("input[type=file]");
const place = document.querySelector("[data-drop]") ?? document.querySelector("[data-catalogue]");

function carriesFiles(event) {
  return [...(event.dataTransfer?.types ?? [])].includes("Files");
}

function over(event) {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  place?.classList.add("over");
}

function dropped(event) {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  place?.classList.remove("over");
  // Several cannot be asked after at once: the first is.
  const carrier = new DataTransfer();
  if (event.dataTransfer.files[0]) carrier.items.add(event.dataTransfer.files[0]);
  input.files = carrier.files;
  send();
}

function send() {
  if (input.files.length) form.requestSubmit();
}

if (form) {
  input.addEventListener("change", send);
  for (const name of ["dragenter", "dragover"]) document.addEventListener(name, over);
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) place?.classList.remove("over");
  });
  document.addEventListener("drop", dropped);
  document.querySelector("[data-by-picture]")?.addEventListener("click", (event) => {
    event.preventDefault();
    input.click();
  });
  // Back from the answer the same picture may be chosen again.
  addEventListener("pageshow", () => {
    if (form.hidden) form.reset();
  });
}
