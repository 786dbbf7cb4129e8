// The panel beside the view: a story read and worked on while the list stays.

import { addressOf, cardOf, read, root, send } from "./ask.js";
import { look, onChange } from "./live.js";
import { say } from "./toast.js";

const panel = root.querySelector("[data-panel]");
const body = panel.querySelector("[data-panel-body]");
const pitch = document.querySelector('.ts .top [data-key="n"]');
let shown = null;
let isOwnDeed = false;
// What was typed about a story and not sent waits until one comes back to it.
const drafts = new Map();

function keepDraft() {
  const text = body.querySelector("[name=text]")?.value ?? "";
  if (text.trim()) drafts.set(shown, text);
  else drafts.delete(shown);
}

export async function openStory(story, { ask = "" } = {}) {
  keepDraft();
  shown = story;
  for (const card of root.querySelectorAll("[data-list] [aria-current]")) {
    card.removeAttribute("aria-current");
  }
  cardOf(story)?.setAttribute("aria-current", "true");
  root.classList.add("has-panel");
  panel.hidden = false;
  // While a story is open, N goes to the next one.
  pitch?.removeAttribute("data-key");
  if (await fill(story)) {
    panel.scrollTop = 0;
    panel.focus({ preventScroll: true });
    if (ask) askFor(ask);
  }
}

async function fill(story) {
  try {
    const html = await (await read(addressOf(story), { sheet: true })).text();
    if (shown !== story) return false;
    body.innerHTML = html;
    if (drafts.has(story)) body.querySelector("[name=text]").value = drafts.get(story);
    panel.querySelector("[data-panel-open]").href = body.querySelector("[data-open]").dataset.open;
    return true;
  } catch {
    say(gettext("Chưa mở được đề tài. Kiểm tra mạng rồi mở lại."), { bad: true });
    return false;
  }
}

function askFor(verb) {
  const part = body.querySelector(`[data-ask="${verb}"]`);
  if (!part) return;
  part.open = true;
  part.querySelector("textarea").focus();
}

export function closePanel() {
  if (panel.hidden) return;
  keepDraft();
  const card = cardOf(shown);
  shown = null;
  panel.hidden = true;
  body.replaceChildren();
  root.classList.remove("has-panel");
  pitch?.setAttribute("data-key", "n");
  card?.removeAttribute("aria-current");
  card?.querySelector(".ttl a")?.focus();
}

function step(by) {
  const cards = [...root.querySelectorAll("[data-list] [data-story]")];
  const now = cards.findIndex((card) => Number(card.dataset.story) === shown);
  const next = cards[now + by];
  if (!next) return;
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
  openStory(Number(next.dataset.story));
}

function isTouched() {
  const typed = [...body.querySelectorAll("textarea, select, input:not([type=hidden])")].some(
    (field) => field.tagName === "SELECT" ? field.value !== "" : field.value !== field.defaultValue,
  );
  return typed || body.contains(document.activeElement) || body.querySelector("details[open]");
}

async function submit(event) {
  const form = event.target;
  event.preventDefault();
  if (form.dataset.sent) return;
  const story = shown;
  const done = await send(form.action, new FormData(form));
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  if (!done.ok && shown !== story) {
    say(done.said, { bad: true });
    return;
  }
  if (!done.ok) {
    const refusal = body.querySelector("[data-refusal]");
    refusal.hidden = false;
    refusal.querySelector("span").textContent = `${done.said} ${gettext("Chưa có gì thay đổi.")}`;
    refusal.scrollIntoView({ block: "nearest" });
    return;
  }
  if (form.elements.text) drafts.delete(story);
  else if (shown === story) keepDraft();
  say(done.said, { back: wayBack(story, done) });
  // The list first: what it was told of is then surely in what the panel reads.
  isOwnDeed = true;
  await look();
  isOwnDeed = false;
  if (shown === story && (await fill(story))) panel.focus({ preventScroll: true });
}

export function wayBack(story, done) {
  if (!done.undo) return null;
  return async () => {
    const undone = await send(addressOf(story, "doi-gio/"), done.undo);
    say(undone.said, { bad: !undone.ok });
    if (shown === story) fill(story);
    look();
  };
}

export function startPanel() {
  root.querySelector("[data-list]").addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const card = event.target.closest("[data-story]");
    if (!card || event.target.closest("a:not(.ttl a), button")) return;
    event.preventDefault();
    openStory(Number(card.dataset.story));
  });
  panel.querySelector("[data-panel-close]").addEventListener("click", closePanel);
  for (const button of panel.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
  body.addEventListener("submit", submit);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && !document.querySelector("dialog[open]")) {
      closePanel();
    }
  });
  onChange((stories, whole) => {
    if (isOwnDeed || shown === null || !(whole || stories.has(shown))) return;
    if (isTouched()) say(gettext("Đồng nghiệp vừa đổi đề tài bạn đang mở."));
    else fill(shown);
  });
}
