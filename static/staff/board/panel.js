// The panel beside the view: a story or an item read and worked on while the list stays.
//
// Where the screen gives the panel a name in the address ("#bai-17"), going back closes it.

import { addressOf, cardOf, read, root, send } from "./ask.js";
import { look, onChange } from "./live.js";
import { say } from "./toast.js";
import { draftOf, keepDraftOf } from "./panel_drafts.js";

const panel = root.querySelector("[data-panel]");
const body = panel.querySelector("[data-panel-body]");
const nextByN = panel.querySelector('[data-step][data-key="n"]');
const pitch = nextByN && document.querySelector('.ts .top [data-key="n"]');
let words = {
  cannotOpen: gettext("Chưa mở được đề tài. Kiểm tra mạng rồi mở lại."),
  changed: gettext("Đồng nghiệp vừa đổi đề tài bạn đang mở."),
};
let named = "";
let shown = null;
let isOwnDeed = false;

// What was typed about a story and not sent waits until one comes back to it.
function keepDraft() {
  const field = body.querySelector("[name=text]");
  if (field && shown !== null) keepDraftOf(shown, field.value);
}

export function storyShown() {
  return shown;
}

function storyNamed() {
  const found = named && location.hash.match(new RegExp(`^#${named}-(\\d+)$`));
  return found ? Number(found[1]) : null;
}

function nameInAddress(story) {
  if (!named || storyNamed() === story) return;
  const hash = `#${named}-${story}`;
  // One step back closes the panel, however many were read in it.
  if (storyNamed() !== null) history.replaceState(history.state, "", hash);
  else history.pushState({ panel: true }, "", hash);
}

export async function openStory(story, { ask = "" } = {}) {
  keepDraft();
  shown = story;
  nameInAddress(story);
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

// `again`: what is shown is read anew, unless somebody began to fill in a form of it
// while the house was answering.
async function fill(story, { again = false } = {}) {
  try {
    const html = await (await read(addressOf(story), { sheet: true })).text();
    if (shown !== story || (again && isTouched())) return false;
    body.innerHTML = html;
    const draft = draftOf(story);
    if (draft) body.querySelector("[name=text]").value = draft;
    panel.querySelector("[data-panel-open]").href = body.querySelector("[data-open]").dataset.open;
    return true;
  } catch {
    say(words.cannotOpen, { bad: true });
    return false;
  }
}

function askFor(verb) {
  const part = body.querySelector(`[data-ask="${verb}"]`);
  if (!part) return;
  part.open = true;
  part.querySelector("textarea, select, input:not([type=hidden])").focus();
}

export function closePanel() {
  if (panel.hidden) return;
  if (storyNamed() !== null && history.state?.panel) {
    history.back();
    return;
  }
  if (storyNamed() !== null) history.replaceState(null, "", location.pathname + location.search);
  hide();
}

function hide() {
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

export function step(by) {
  const cards = [...root.querySelectorAll("[data-list] [data-story]")];
  const now = cards.findIndex((card) => Number(card.dataset.story) === shown);
  const next = cards[now + by];
  if (!next || now < 0) return;
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
  openStory(Number(next.dataset.story));
}

function isTouched() {
  // A comment that waits is kept, and there again in what is read anew.
  const typed = [...body.querySelectorAll("textarea:not([name=text]), select, input:not([type=hidden])")].some(
    (field) => field.tagName === "SELECT" ? field.value !== "" : field.value !== field.defaultValue,
  );
  return typed || body.contains(document.activeElement) || body.querySelector("details[open]");
}

async function submit(event) {
  const form = event.target;
  event.preventDefault();
  if (form.dataset.sent) return;
  const story = shown;
  const begun = formsBegun();
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
  if (form.elements.text) keepDraftOf(story, "");
  else if (shown === story) keepDraft();
  if (shown === story) for (const [each, typed] of begun) if (each === form || typedIn(each) === typed) close(each);
  say(done.said, { back: wayBack(story, done) });
  // The list first: what it was told of is then surely in what the panel reads.
  isOwnDeed = true;
  await look();
  isOwnDeed = false;
  if (done.gone && shown === story) closePanel();
  else if (shown === story && (await fill(story, { again: true }))) panel.focus({ preventScroll: true });
}

// What was begun before the deed went out makes way for what is true after it, what was
// typed of a comment being kept; only what somebody goes on with meanwhile stays.
function formsBegun() {
  return new Map([...body.querySelectorAll("form")].filter(isBegun).map((form) => [form, typedIn(form)]));
}

function isBegun(form) {
  const fold = form.closest("details");
  return fold ? fold.open : true;
}

function typedIn(form) {
  return new URLSearchParams(new FormData(form)).toString();
}

function close(form) {
  form.reset();
  if (form.elements.text) form.elements.text.value = "";
  form.closest("details")?.removeAttribute("open");
  if (form.contains(document.activeElement)) document.activeElement.blur();
}

export function wayBack(story, done) {
  if (!done.undo) return null;
  const { deed = "doi-gio/", ...fields } = done.undo;
  return async () => {
    const undone = await send(addressOf(story, deed), fields);
    say(undone.said, { bad: !undone.ok });
    if (shown === story) fill(story, { again: true });
    look();
  };
}

export function startPanel(own = {}) {
  words = { ...words, ...own.words };
  named = own.named ?? "";
  root.querySelector("[data-list]").addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const card = event.target.closest("[data-story]");
    if (!card || event.target.closest("a:not(.ttl a), button, label, input")) return;
    event.preventDefault();
    openStory(Number(card.dataset.story));
  });
  for (const button of panel.querySelectorAll("[data-panel-close]")) {
    button.addEventListener("click", closePanel);
  }
  for (const button of panel.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
  body.addEventListener("submit", submit);
  // Kept as it is typed: a page that is left says nothing first.
  body.addEventListener("input", (event) => {
    if (event.target.name === "text") keepDraft();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && !document.querySelector("dialog[open]")) {
      closePanel();
    }
  });
  onChange((stories, whole) => {
    if (isOwnDeed || shown === null || !(whole || stories.has(shown))) return;
    if (isTouched()) say(words.changed);
    else fill(shown, { again: true });
  });
  if (!named) return;
  window.addEventListener("popstate", () => {
    const story = storyNamed();
    if (story === null) hide();
    else if (story !== shown) openStory(story);
  });
  if (storyNamed() !== null) openStory(storyNamed());
}
