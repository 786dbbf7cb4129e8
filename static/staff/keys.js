// Single keys of the staff screens: / search, N new, J and K through a list, D and T
// move to "approve" and "return" (Enter then does it), ? says which of them work here.
// Beside a list with a panel, N and P go to the next and the one before; G and a letter
// lead to another view. A screen may do more at keys of its own (keyed.js).
// Never while a text field has focus, nor while letters are being composed.
// "[" and the editor's keys are Wagtail's own and keep working.

import { deeds, rows, shown } from "./keyed.js";
import { openSheet } from "./key_sheet.js";

const TICKED = "[type=checkbox], [type=radio], [type=submit], [type=button], [type=file]";
const TYPING =
  `input:not(${TICKED}), textarea, select, [contenteditable], [role=textbox], [role=combobox]`;

function isTyping(event) {
  return event.isComposing || event.keyCode === 229 || event.target.closest?.(TYPING);
}

// Switched off in the person's account, or something lies over the screen.
function isBusy() {
  const sheet = document.getElementById("key-sheet");
  return sheet?.hasAttribute("data-off") || document.querySelector("dialog[open]");
}

function step(direction) {
  const links = rows();
  if (!links.length) return;
  const now = links.indexOf(document.activeElement);
  const next = now < 0 ? (direction > 0 ? 0 : links.length - 1) : now + direction;
  links[Math.max(0, Math.min(links.length - 1, next))].focus();
}

function press(name) {
  if (name === "?") return openSheet();
  const found = shown(`[data-key="${name}"]`);
  if (!found) return false;
  // A decision is never one stray key: D and T only go to the button.
  if (found.matches("input") || "dt".includes(name)) found.focus();
  else found.click();
  return true;
}

const LED_MS = 1500;
let ledAt = -LED_MS;

// The second of two keys: "g", then the letter of a view.
function lead(event, key) {
  const isSecond = event.timeStamp - ledAt < LED_MS;
  ledAt = key === "g" && !isSecond ? event.timeStamp : -LED_MS;
  return isSecond && press(`g ${key}`);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (isTyping(event) || isBusy()) return;
  const key = event.key.toLowerCase();
  if (lead(event, key)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (deeds.has(key) && deeds.get(key)() !== false) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (key === "j") step(1);
  else if (key === "k") step(-1);
  else if (["n", "p", "d", "t", "/", "?"].includes(key) && press(key)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);
