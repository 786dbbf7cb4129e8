// A story carried to another day, week or column. It lies there at once and goes back
// when the house refuses. Whoever cannot drag opens the story: every move is there too.

import { addressOf, cardOf, root, send } from "./ask.js";
import { look } from "./live.js";
import { openStory, wayBack } from "./panel.js";
import { holdStill } from "./patch.js";
import { say } from "./toast.js";

let carried = null;

function deedOf(target) {
  const { to, day, band, undated, week } = target.dataset;
  if (to) return ["chuyen-cot/", { to }];
  if (undated !== undefined) return ["doi-gio/", { planned_at: "" }];
  const fields = week !== undefined ? { day, is_week: "on" } : { day, band };
  return ["doi-cho/", fields];
}

function lay(card, target) {
  const place = target.matches("[data-place-of]") ? target : target.querySelector("[data-place-of]");
  if (!place) return () => {};
  const [parent, next] = [card.parentElement, card.nextElementSibling];
  place.prepend(card);
  card.classList.add("is-moving");
  return () => parent.insertBefore(card, next?.parentElement === parent ? next : null);
}

async function drop(card, target) {
  const story = Number(card.dataset.story);
  const putBack = lay(card, target);
  const [deed, fields] = deedOf(target);
  const done = await send(addressOf(story, deed), fields);
  card.classList.remove("is-moving");
  if (done.ok) {
    say(done.said, { back: wayBack(story, done) });
    // The true place is told by the house.
    card.dataset.place = "";
  } else {
    putBack();
    say(done.said, { bad: true });
    if (done.ask) openStory(story, { ask: done.ask });
  }
  holdStill(false);
  look();
}

function targetOf(event) {
  return carried && event.target.closest?.("[data-drop]");
}

function light(target) {
  for (const each of root.querySelectorAll(".is-over")) each.classList.remove("is-over");
  target?.classList.add("is-over");
}

function end() {
  carried?.classList.remove("is-carried");
  carried = null;
  light(null);
  root.classList.remove("is-dragging");
  for (const bins of root.querySelectorAll("[data-bins]")) bins.hidden = true;
}

export function startDrag() {
  root.addEventListener("dragstart", (event) => {
    const card = event.target.closest?.("[data-story][draggable]");
    if (!card) return;
    carried = card;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.querySelector(".ttl")?.textContent.trim() ?? "");
    card.classList.add("is-carried");
    holdStill(true);
    // Shown after the picture of the card was taken, or the drag ends at once.
    setTimeout(() => {
      root.classList.add("is-dragging");
      for (const bins of root.querySelectorAll("[data-bins]")) bins.hidden = false;
    }, 0);
  });
  root.addEventListener("dragover", (event) => {
    const target = targetOf(event);
    if (!target) return;
    event.preventDefault();
    light(target);
  });
  root.addEventListener("drop", (event) => {
    const target = targetOf(event);
    if (!target) return;
    event.preventDefault();
    // Told anew while it was carried, it is another element now.
    const card = carried.isConnected ? carried : (cardOf(Number(carried.dataset.story)) ?? carried);
    const isThere = card.closest("[data-drop]") === target;
    end();
    if (isThere) holdStill(false);
    else drop(card, target);
  });
  root.addEventListener("dragend", () => {
    if (!carried) return;
    end();
    holdStill(false);
  });
}
