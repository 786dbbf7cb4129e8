// The map moves without the page: the arrows, + and − press its own buttons, and what the
// house answers takes the place of what was shown. Without this the buttons are links.

import { deeds } from "./keyed.js";

const KEYS = {
  "+": "nearer",
  "=": "nearer",
  "-": "farther",
  arrowleft: "west",
  arrowright: "east",
  arrowup: "north",
  arrowdown: "south",
};
let asked = "";

function wayTo(key) {
  return document.querySelector(`[data-map] [data-way="${key}"]`);
}

async function go(link) {
  const { href } = link;
  const key = link.dataset.way;
  const hadFocus = document.activeElement === link;
  asked = href;
  const answer = await fetch(href, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  // Somebody pressed again meanwhile.
  if (asked !== href) return;
  document.querySelector("[data-map]").replaceWith(document.adoptNode(page.querySelector("[data-map]")));
  history.replaceState(null, "", href);
  if (hadFocus) wayTo(key)?.focus();
}

function press(key) {
  const link = wayTo(key);
  if (!link) return false;
  go(link).catch(() => location.assign(link.href));
  return true;
}

for (const [key, way] of Object.entries(KEYS)) deeds.set(key, () => press(way));

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-map] [data-way]");
  const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.button;
  if (!link || !isPlain) return;
  event.preventDefault();
  go(link).catch(() => location.assign(link.href));
});
