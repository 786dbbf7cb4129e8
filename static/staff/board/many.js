// Many items at once: ticked one by one, from one to another with Shift, or by column.
// What one of them refuses is said by name; the others go through.

import { root, send } from "./ask.js";
import { look } from "./live.js";
import { say } from "./toast.js";

const form = root.querySelector("[data-many]");
const list = root.querySelector("[data-list]");
const said = form.querySelector("[data-many-said]");
let last = null;

function boxes(within = list) {
  return [...within.querySelectorAll("[data-pick]")];
}

export function picked() {
  return boxes().filter((box) => box.checked);
}

export function togglePick(card) {
  const box = card.querySelector("[data-pick]");
  box.checked = !box.checked;
  last = box;
  tell();
}

export function openFold(verb) {
  const fold = form.querySelector(`[data-fold="${verb}"]`);
  fold.open = true;
  fold.querySelector("select, input").focus();
  return true;
}

function tell() {
  const n = picked().length;
  form.hidden = n === 0 && said.hidden;
  form.querySelector("[data-many-count]").textContent = n
    ? interpolate(ngettext("Đã chọn %(n)s bài", "Đã chọn %(n)s bài", n), { n }, true)
    : gettext("Chưa chọn bài nào");
  form.querySelector("[data-pick-none]").hidden = n === 0;
  form.querySelector(".folds").hidden = n === 0;
}

function clear() {
  for (const box of picked()) box.checked = false;
  said.hidden = true;
  tell();
}

// From the last one ticked to this one, whichever stands first.
function pickBetween(box) {
  const all = boxes();
  const [one, other] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
  if (one < 0) return;
  for (const each of all.slice(one, other + 1)) each.checked = box.checked;
}

function wayBack({ back, back_by: address }) {
  if (!back?.length) return null;
  return async () => {
    const fields = new FormData();
    for (const [item, column] of back) {
      fields.append("item", item);
      fields.append("to", column);
    }
    const undone = await send(address, fields);
    say(undone.said, { bad: !undone.ok });
    look();
  };
}

async function submit(event) {
  event.preventDefault();
  const button = event.submitter;
  const done = await send(button?.formAction ?? form.action, new FormData(form, button));
  delete form.dataset.sent;
  for (const each of form.querySelectorAll("[aria-disabled]")) each.removeAttribute("aria-disabled");
  const gone = new Set((done.done ?? []).map(String));
  for (const box of picked()) if (gone.has(box.value)) box.checked = false;
  // A toast passes; what was refused stays until it is read.
  said.hidden = done.ok && !done.refused;
  said.textContent = done.said;
  if (done.ok) for (const fold of form.querySelectorAll("[data-fold]")) fold.open = false;
  if (done.ok) say(done.refused ? gettext("Có bài không làm được, xem ở trên bảng.") : done.said, { back: wayBack(done) });
  tell();
  look();
}

export function startMany() {
  for (const button of list.querySelectorAll("[data-pick-column]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const all = boxes(button.closest(".colm"));
      const isAll = all.every((box) => box.checked);
      for (const box of all) box.checked = !isAll;
      tell();
    });
  }
  list.addEventListener("click", (event) => {
    const box = event.target.closest("[data-pick]");
    if (!box) return;
    if (event.shiftKey && last?.isConnected) pickBetween(box);
    last = box;
    tell();
  });
  form.querySelector("[data-pick-none]").addEventListener("click", clear);
  form.addEventListener("submit", submit);
  tell();
}
