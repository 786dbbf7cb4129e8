// What the keys reach on this screen.

export function rows() {
  const all = document.querySelectorAll(
    ".ts .ls > li .ttl a, .ts .tb .ttl a, .ts .card .ttl a, .ts .month .ev a",
  );
  return [...all].filter((link) => !link.closest("[data-panel]"));
}

// A part that is on the screen: its twin for another width is not.
export function shown(selector) {
  return [...document.querySelectorAll(selector)].find((part) => part.offsetParent);
}

// What a screen does itself at a key; a deed that returns false leaves it to the others.
export const deeds = new Map();
