// Putting changed stories into the view without moving what the person is on.
//
// A story that stays where it is changes at once. One that comes, goes or moves above
// what the pointer or the focus is on waits: its words change in place, and a line says
// how many wait, until the person presses it or goes elsewhere. An item of a desk board
// may stand in several columns at once; a story of the plan stands in one place.

import { cardsOf, root } from "./ask.js";
import { tellTimes } from "./clock.js";

const list = root.querySelector("[data-list]");
const news = root.querySelector("[data-news]");
const waiting = new Map();
let dragging = false;

export function holdStill(yes) {
  dragging = yes;
  if (!yes) settle();
}

function make(row) {
  const template = document.createElement("template");
  template.innerHTML = row.html.trim();
  return template.content.firstElementChild;
}

function held() {
  const focused = document.activeElement?.closest?.("[data-list] [data-story]");
  return list.querySelector("[data-story]:hover") ?? focused;
}

function placeOf(name) {
  return root.querySelector(`[data-place-of="${name}"]`);
}

function nextIn(place, row, except) {
  return [...place.children].find(
    (each) => each !== except && each.dataset.sort !== undefined
      && (Number(each.dataset.sort) > row.sort
        || (Number(each.dataset.sort) === row.sort && Number(each.dataset.story) > row.story)),
  ) ?? null;
}

function isBefore(one, other) {
  return Boolean(one && other.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING);
}

// Columns of the board are heights of their own; everything else shares one.
function shifts(old, row, on) {
  if (dragging) return true;
  if (!on) return false;
  const inColumn = on.closest(".colm");
  const touches = (node) => node && (!inColumn || inColumn.contains(node));
  if (touches(old) && (old === on || isBefore(old, on))) return true;
  const place = row && placeOf(row.place);
  if (!touches(place)) return false;
  const next = nextIn(place, row, old);
  return next ? next === on || isBefore(next, on) : isBefore(place, on) && !place.contains(on);
}

// What the person did to the card is not undone by news of it.
function carryOver(old, fresh) {
  if (old.hasAttribute("aria-current")) fresh.setAttribute("aria-current", "true");
  const picked = fresh.querySelector("[data-pick]");
  if (picked) picked.checked = Boolean(old.querySelector("[data-pick]")?.checked);
}

function swap(old, fresh) {
  const hadFocus = old.contains(document.activeElement);
  carryOver(old, fresh);
  old.replaceWith(fresh);
  if (hadFocus) fresh.querySelector("a")?.focus({ preventScroll: true });
}

function mark(node) {
  node.classList.add("is-new");
  setTimeout(() => node.classList.remove("is-new"), 2500);
  tellTimes(node);
}

function stays(old, row) {
  return old && row && old.dataset.place === row.place && Number(old.dataset.sort) === row.sort;
}

// Cards and rows of one thing, two by two: first those that stay in their place.
function pairs(story, rows) {
  const fresh = [...rows];
  const found = [];
  const left = cardsOf(story).filter((card) => {
    const at = fresh.findIndex((row) => row.place === card.dataset.place);
    if (at >= 0) found.push([card, ...fresh.splice(at, 1)]);
    return at < 0;
  });
  while (left.length || fresh.length) found.push([left.shift() ?? null, fresh.shift() ?? null]);
  return found;
}

function put(old, row) {
  if (!row) {
    old?.remove();
    return;
  }
  const place = placeOf(row.place);
  const fresh = make(row);
  if (stays(old, row) || (old && !place)) swap(old, fresh);
  else if (place) {
    const hadFocus = old?.contains(document.activeElement);
    if (old) carryOver(old, fresh);
    place.insertBefore(fresh, nextIn(place, row, old));
    old?.remove();
    if (hadFocus) fresh.querySelector("a")?.focus({ preventScroll: true });
  }
  mark(fresh);
}

// The truth at once, the move later.
function tellInPlace(old, row) {
  if (!old) return;
  if (!row) {
    old.classList.add("is-gone");
    return;
  }
  const fresh = make(row);
  fresh.dataset.place = old.dataset.place;
  fresh.dataset.sort = old.dataset.sort;
  swap(old, fresh);
  mark(fresh);
}

function announce() {
  news.hidden = waiting.size === 0;
  news.textContent = interpolate(gettext("%(n)s thay đổi mới"), { n: waiting.size }, true);
}

export function settle() {
  for (const [story, rows] of waiting) {
    for (const [old, row] of pairs(story, rows)) put(old, row);
  }
  waiting.clear();
  announce();
  showEmpty();
}

function showEmpty() {
  for (const part of root.querySelectorAll("[data-empty]")) {
    part.hidden = Boolean(list.querySelector("[data-story]"));
  }
}

function tellCounts(counts) {
  let total = 0;
  for (const [place, n] of Object.entries(counts)) {
    total += n;
    const shown = root.querySelector(`[data-count-of="${place}"]`);
    if (shown) shown.textContent = n.toLocaleString("vi-VN");
  }
  const whole = document.querySelector(".ts [data-total]");
  if (whole) whole.textContent = total.toLocaleString("vi-VN");
}

function tellParts(parts) {
  for (const [id, html] of Object.entries(parts)) {
    const part = document.getElementById(id);
    const wasOpen = part?.querySelector("details")?.open;
    if (part) part.innerHTML = html;
    if (wasOpen && part.querySelector("details")) part.querySelector("details").open = true;
  }
}

function grouped(rows) {
  const found = new Map();
  for (const row of rows) found.set(row.story, [...(found.get(row.story) ?? []), row]);
  return found;
}

// `stories`: those that were asked for; one without a row has left the view.
export function patch(stories, { rows, counts, parts }) {
  const found = grouped(rows);
  for (const story of stories) {
    const told = found.get(story) ?? [];
    const all = pairs(story, told);
    if (!all.length) continue;
    const on = held();
    if (all.some(([old, row]) => !stays(old, row) && shifts(old, row, on))) {
      for (const [old, row] of all) tellInPlace(old, row);
      waiting.set(story, told);
    } else {
      waiting.delete(story);
      for (const [old, row] of all) put(old, row);
    }
  }
  tellCounts(counts);
  tellParts(parts);
  announce();
  showEmpty();
}

export function storiesShown() {
  return [...list.querySelectorAll("[data-story]")].map((card) => Number(card.dataset.story));
}

news.addEventListener("click", settle);
// Once the person is elsewhere nothing holds the list.
for (const left of ["pointerleave", "focusout"]) {
  list.addEventListener(left, () => setTimeout(() => {
    if (waiting.size && !dragging && !held()) settle();
  }, 0));
}
