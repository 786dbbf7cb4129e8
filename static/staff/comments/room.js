// What is said of an item, beside its text: on the reading screen and in the editor.

import { Marks, findThread } from "./marks.js";
import { onTextChange, placesNow } from "./places.js";
import { Talk } from "./talk.js";
import { stepByKeys } from "./stepping.js";

const root = document.querySelector("[data-comments]");
const isEditor = root.dataset.here === "editor";
const marks = new Marks();
const button = root.querySelector("[data-here-button]");
const narrow = matchMedia("(max-width: 63.99rem), (pointer: coarse)");
let places = [];
let found = new Map();
let chosen = null;
let settling = 0;

const talk = new Talk(root, {
  onChange(comment) {
    look();
    if (comment) bringUp(document.getElementById(`y-kien-${comment}`), { focus: true });
  },
});

// --- Where each thread stands now -----------------------------------------------------

function look() {
  places = placesNow();
  const { threads } = talk;
  found = new Map();
  for (const thread of threads) {
    const spot = findThread(thread, places);
    if (spot) found.set(thread.pk, spot);
    tellGone(thread, Boolean(thread.exact) && !spot && isGone(thread));
  }
  marks.draw(threads, found);
  markFields(threads);
  if (!isEditor) stepByKeys(places, () => begin());
}

// A field may hold fewer words than readers see there (a picture's credit, say): of those
// the house knows better.
function isGone(thread) {
  if (!isEditor) return true;
  const own = places.find((place) => place.key === thread.spot);
  return own ? own.isWhole || thread.wasGone : true;
}

function tellGone({ node }, isGone) {
  const place = node.querySelector("[data-gone-place]");
  if (Boolean(place.firstElementChild) === isGone) return;
  const words = root.querySelector("[data-gone]").content.cloneNode(true);
  place.replaceChildren(...(isGone ? [words] : []));
}

// A plain field shows no colour within: it says by its edge that it is spoken of.
function markFields(threads) {
  if (!isEditor) return;
  const open = threads.filter((thread) => thread.isOpen);
  const spoken = new Set(open.map((thread) => found.get(thread.pk)?.place.key));
  for (const { key, node } of places) {
    if (node.matches("input, textarea")) node.classList.toggle("ts-spoken-of", spoken.has(key));
  }
}

// --- From the list to the text and back -------------------------------------------------

function bringUp(node, { focus = false } = {}) {
  const thread = node?.closest("[data-thread]");
  if (!thread) return;
  for (const each of root.querySelectorAll(".thread.now")) each.classList.remove("now", "up");
  thread.classList.add("now");
  marks.setNow(thread.dataset.thread);
  if (!narrow.matches || isEditor) thread.scrollIntoView({ block: "nearest" });
  if (focus) thread.focus({ preventScroll: true });
}

function toPassage(pk) {
  const spot = found.get(pk);
  if (spot) spot.place.show(spot.start ?? 0, spot.end ?? 0);
}

root.addEventListener("click", (event) => {
  const thread = event.target.closest("[data-thread]");
  if (!thread || event.target.closest("form, summary, textarea")) return;
  bringUp(thread);
  if (event.target.closest("[data-to-passage]")) toPassage(thread.dataset.thread);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-comments] aside, .form-side, .talk-float, a, button")) return;
  const pk = marks.under(event.clientX, event.clientY);
  if (!pk) return lower();
  const thread = document.getElementById(`y-kien-${pk}`);
  bringUp(thread);
  if (!isEditor && narrow.matches) thread.classList.add("up");
  return undefined;
});

function lower() {
  for (const each of root.querySelectorAll(".thread.up")) each.classList.remove("up");
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") lower();
  if (event.ctrlKey && event.altKey && event.key.toLowerCase() === "m") {
    event.preventDefault();
    choose();
    begin();
  }
});

// --- From a chosen passage to words about it ---------------------------------------------

function choose() {
  // The text may have changed since it was last looked at.
  places = placesNow();
  chosen = null;
  for (const place of places) {
    chosen = place.chosen();
    if (chosen) break;
  }
}

function offer() {
  const active = document.activeElement;
  if (active?.closest("[data-comments] aside, .form-side, .talk-float")) return;
  const isField = active?.matches("input, textarea");
  chosen = null;
  if (isField ? active.selectionStart !== active.selectionEnd : !document.getSelection().isCollapsed) choose();
  button.hidden = !chosen;
  if (chosen) beside(chosen);
}

function beside({ spot, from, to }) {
  const place = places.find((each) => each.key === spot);
  const box = (place.range(from, to) ?? place.node).getBoundingClientRect();
  const top = Math.min(Math.max(box.bottom + 8, 8), innerHeight - 60);
  button.style.top = narrow.matches ? "" : `${top}px`;
  button.style.left = narrow.matches ? "" : `${Math.min(Math.max(box.left, 8), innerWidth - 140)}px`;
}

function begin() {
  const passage = chosen;
  button.hidden = true;
  if (isEditor) {
    const toggle = document.querySelector('[data-side-panel-toggle="y-kien"]');
    if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
    if (passage) keepInSight(passage);
  }
  if (passage || !talk.box.area.value) talk.box.about(passage);
  talk.box.open();
}

// The panel makes the text narrower, and the passage would be elsewhere.
function keepInSight({ spot, from, to }) {
  const place = places.find((each) => each.key === spot);
  const at = place?.range(from, to)?.startContainer.parentElement ?? place?.node;
  at?.scrollIntoView({ block: "center" });
}

function floatButton() {
  const float = document.createElement("div");
  float.className = "ts talk-float";
  float.append(button);
  document.body.append(float);
  // The press must not take away what is chosen.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", begin);
  const soon = () => {
    clearTimeout(settling);
    settling = setTimeout(offer, 200);
  };
  document.addEventListener("selectionchange", soon);
  document.addEventListener("select", soon, true);
}

// --- Beginning ---------------------------------------------------------------------------

function openHash() {
  const pk = /^#y-kien-(\d+)$/.exec(location.hash)?.[1];
  if (!pk) return;
  const node = document.getElementById(`y-kien-${pk}`);
  if (node) {
    bringUp(node, { focus: true });
    toPassage(node.closest("[data-thread]").dataset.thread);
    node.scrollIntoView({ block: "nearest" });
  } else if (!isEditor && root.dataset.which !== "het") {
    location.replace(`?xem=het${location.hash}`);
  }
}

for (const hint of root.querySelectorAll("[data-how]")) hint.hidden = false;
floatButton();
look();
onTextChange(look);
openHash();
addEventListener("hashchange", openHash);
