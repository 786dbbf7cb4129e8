// The keys of a desk board: J K from item to item also in the preview, S send, M mark,
// B bin, X select, O open, E edit. They mean what is selected, else what is being read,
// else the card the focus is on.

import { deeds } from "../keyed.js";
import { cardOf, root } from "./ask.js";
import { openFold, picked, togglePick } from "./many.js";
import { openStory, step, storyShown } from "./panel.js";

function current() {
  const shown = storyShown();
  if (shown !== null) return cardOf(shown);
  return document.activeElement?.closest?.("[data-list] [data-story]") ?? null;
}

function ask(verb) {
  if (picked().length) return openFold(verb);
  const card = current();
  if (!card) return false;
  openStory(Number(card.dataset.story), { ask: verb });
  return true;
}

function go(name) {
  const card = current();
  if (card) location.assign(card.dataset[name]);
  return Boolean(card);
}

function read(by) {
  if (storyShown() === null) return false;
  step(by);
  return true;
}

export function startDeskKeys() {
  deeds.set("j", () => read(1));
  deeds.set("k", () => read(-1));
  deeds.set("arrowright", () => read(1));
  deeds.set("arrowleft", () => read(-1));
  deeds.set("s", () => ask("chuyen"));
  deeds.set("m", () => ask("danh-dau"));
  deeds.set("b", () => ask("bo"));
  deeds.set("o", () => go("open"));
  deeds.set("e", () => go("edit"));
  deeds.set("x", () => {
    const card = current();
    if (card) togglePick(card);
    return Boolean(card);
  });
  root.dataset.keys = "on";
}
