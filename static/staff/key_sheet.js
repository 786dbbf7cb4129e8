// The sheet of keys ("?"): opened over any staff screen, it lists what works there.

import { rows, shown } from "./keyed.js";

const MAC = /Mac|iP(hone|ad|od)/.test(navigator.platform);

function works(place) {
  return !place || (place === "rows" ? rows().length > 0 : Boolean(shown(place)));
}

function wordsOf(button) {
  const copy = button.cloneNode(true);
  for (const part of copy.querySelectorAll("kbd, svg")) part.remove();
  return copy.textContent.trim();
}

function fill(sheet) {
  for (const row of sheet.querySelectorAll("tbody tr")) {
    row.hidden = !works(row.dataset.for);
    const named = row.querySelector("[data-named]");
    if (named && !row.hidden) named.textContent = wordsOf(shown(row.dataset.for));
  }
  if (MAC) for (const key of sheet.querySelectorAll("[data-mod]")) key.textContent = "⌘";
}

export function openSheet() {
  const sheet = document.getElementById("key-sheet");
  if (!sheet) return false;
  if (!sheet.open) {
    fill(sheet);
    sheet.showModal();
  }
  return true;
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys-open]")) openSheet();
  // The dialog itself is hit only beside its content: on the ground behind it.
  const sheet = event.target.closest("#key-sheet");
  if (sheet && (event.target === sheet || event.target.closest("[data-keys-close]"))) {
    sheet.close();
  }
});
