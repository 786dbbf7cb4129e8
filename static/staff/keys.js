// Single keys of the staff screens: / search, N new, J and K through a list, D and T
// move to "approve" and "return" (Enter then does it). Never while a text field has focus, nor while letters are being composed.
// "?" (the sheet) and "[" are Wagtail's own and keep working.

const TYPING = "input, textarea, select, [contenteditable], [role=textbox], [role=combobox]";

function isTyping(event) {
  return event.isComposing || event.keyCode === 229 || event.target.closest?.(TYPING);
}

function rows() {
  return [...document.querySelectorAll(".ts .ls > li .ttl a, .ts .tb .ttl a")];
}

function step(direction) {
  const links = rows();
  if (!links.length) return;
  const now = links.indexOf(document.activeElement);
  const next = now < 0 ? (direction > 0 ? 0 : links.length - 1) : now + direction;
  links[Math.max(0, Math.min(links.length - 1, next))].focus();
}

function press(name) {
  const found = [...document.querySelectorAll(`[data-key="${name}"]`)].find(
    (element) => element.offsetParent,
  );
  if (!found) return false;
  // A decision is never one stray key: D and T only go to the button.
  if (found.matches("input") || "dt".includes(name)) found.focus();
  else found.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (isTyping(event)) return;
  const key = event.key.toLowerCase();
  if (key === "j") step(1);
  else if (key === "k") step(-1);
  else if (["n", "d", "t", "/"].includes(key) && press(key)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);
