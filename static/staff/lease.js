// The editor's side of the lease: takes it, beats, says who edits, hands over, and never
// loses a word: what the server has not taken is kept on this machine and offered back.

import * as store from "./draft_store.js";

const BEAT_MS = 20_000;
const WATCH_MS = 8_000;
const KEEP_MS = 400;
// Wagtail takes what is typed in the first two seconds for what was there before.
const SEND_MS = 1_500;
const RETRY_MS = 5_000;
const NEVER_KEPT = new Set(["csrfmiddlewaretoken", "lease_key", "next"]);
const GOT = "toasoan-lease-got";

const form = document.getElementById("page-edit-form");
const region = form?.querySelector("[data-lease]");
const bar = region?.querySelector("[data-lease-bar]");
const keptBar = region?.querySelector("[data-kept-bar]");
const words = region?.querySelector("[data-words]")?.content;
const word = document.createElement("output");
const { item, person } = region?.dataset ?? {};
const own = `${person}:${item}`;

let key = "";
let state = "";
let isAsking = false; // this person waits for the lease
let isDirty = false; // typed, and the server has not confirmed it
let typedSinceSend = false;
let typedSinceBeat = false;
let isStaying = false; // the page goes, the lease does not
let isTaken = false; // this page has held the lease
let timer = 0;
let keeping = 0;
let sending = 0;

// --- The word that says where the text is ------------------------------------------

function say(name, at = new Date()) {
  const found = words.querySelector(`[data-word="${name}"]`).cloneNode(true);
  const time = found.querySelector("[data-time]");
  if (time) {
    time.textContent = at.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
  }
  word.dataset.word = name;
  word.classList.toggle("bad", found.dataset.look === "bad");
  word.replaceChildren(...found.childNodes);
}

// --- Asking the server ---------------------------------------------------------------

function csrf() {
  return form.querySelector("[name=csrfmiddlewaretoken]").value;
}

class Ended extends Error {}

async function post(url, body) {
  const answer = await fetch(url, {
    method: "POST",
    body,
    headers: { Accept: "application/json", "X-CSRFToken": csrf() },
  });
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (answer.redirected || (answer.status === 403 && isJson)) throw new Ended();
  if (!answer.ok || !isJson) throw new Error(String(answer.status));
  return answer.json();
}

async function ask(act) {
  const body = new URLSearchParams({ act, key, typing: typedSinceBeat ? "1" : "0" });
  typedSinceBeat = false;
  try {
    await settle(await post(region.dataset.lease, body));
    return true;
  } catch (error) {
    if (error instanceof Ended) say("ended");
    else if (error instanceof TypeError) say("offline");
    else if (isDirty) say("failed");
    return false;
  } finally {
    wait();
  }
}

function wait() {
  clearTimeout(timer);
  const pause = state === "mine" ? BEAT_MS : WATCH_MS;
  const isLost = word.dataset.word === "offline" || word.dataset.word === "failed";
  timer = setTimeout(beat, isLost ? RETRY_MS : pause);
}

async function beat() {
  const wasLost = ["offline", "failed", "ended"].includes(word.dataset.word);
  const isHeard = await ask("beat");
  if (isHeard && wasLost && state === "mine") {
    if (isDirty) sendAgain();
    else say("fresh");
  }
}

// Wagtail's autosave listens to this; it tries five times by itself and then gives up.
function sendAgain() {
  form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true }));
}

// --- How the lease stands --------------------------------------------------------------

async function settle(answer) {
  const before = state;
  state = answer.state;
  if (bar.dataset.html !== answer.html) {
    bar.dataset.html = answer.html;
    bar.innerHTML = answer.html;
  }
  if (state === "free" && isAsking) {
    isAsking = false;
    await settle(await post(region.dataset.lease, new URLSearchParams({ act: "take", key })));
    return;
  }
  isAsking = answer.asked;
  if (state === "mine" && before !== "mine") begin(before);
  else if (state !== "mine" && before !== state) stop();
}

function begin(before) {
  if (before !== "" || document.body.classList.contains("content-locked")) {
    // What is drawn here may be old: draw the newest, and go on under the same key.
    isStaying = true;
    sessionStorage.setItem(GOT, item);
    location.reload();
    return;
  }
  isTaken = true;
  shut(false);
  say("fresh");
  offerWhatWasLeft();
}

async function stop() {
  shut(true);
  form.setAttribute("data-w-autosave-active-value", "false");
  if (isTaken && isDirty) await sendIn(new FormData(form), "displaced");
  say(state);
  isTaken = false;
}

function shut(isShut) {
  document.body.classList.toggle("lease-shut", isShut);
  for (const part of form.querySelectorAll(".w-tabs, .footer")) part.inert = isShut;
}

// --- What the server has not taken -----------------------------------------------------

function entries() {
  return [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !NEVER_KEPT.has(name),
  );
}

function keepSoon(event) {
  // Scripts set fields as the page begins; Wagtail tells of the changes among those.
  if (!event.isTrusted && event.type !== "w-unsaved:add") return;
  isDirty = true;
  typedSinceBeat = true;
  // What Wagtail tells of goes out with the very save that begins by it.
  if (event.isTrusted) typedSinceSend = true;
  clearTimeout(keeping);
  keeping = setTimeout(keep, KEEP_MS);
  clearTimeout(sending);
  if (event.isTrusted) sending = setTimeout(() => typedSinceSend && sendAgain(), SEND_MS);
}

function keep() {
  clearTimeout(keeping);
  if (isDirty && isTaken) return store.write(own, { at: Date.now(), entries: entries() });
  return undefined;
}

async function sendIn(data, how) {
  data.set("kept_as", how);
  try {
    const answer = await post(region.dataset.kept, data);
    keptBar.innerHTML = answer.html;
    isDirty = false;
    await store.forget(own);
    // Wagtail then knows that nothing is lost by leaving.
    form.dispatchEvent(new CustomEvent("w-autosave:success", { detail: { isOurs: true } }));
    return true;
  } catch {
    return false;
  }
}

async function offerWhatWasLeft() {
  const aside = `${own}:left`;
  const left = await store.setAside(own, aside);
  if (!left) return;
  const data = new FormData();
  for (const [name, value] of left.entries) data.append(name, value);
  data.set("kept_as", "device");
  try {
    const answer = await post(region.dataset.kept, data);
    keptBar.innerHTML = answer.html;
    await store.forget(aside);
  } catch {
    // It stays on this machine; the next opening tries again.
  }
}

// --- Wagtail's autosave ------------------------------------------------------------------

function isTooLarge(data) {
  let size = 0;
  for (const [, value] of data) size += typeof value === "string" ? value.length : 0;
  if (size * 3 < region.dataset.mostBytes) return false;
  const encoder = new TextEncoder();
  size = 0;
  for (const [name, value] of data) {
    size += name.length + 120;
    if (typeof value === "string") size += encoder.encode(value).length;
  }
  return size > Number(region.dataset.mostBytes);
}

// Before the first answer the server decides: a save takes a free lease by itself.
const isShutOut = () => state !== "" && state !== "mine";

function onSave(event) {
  if (isShutOut() || isTooLarge(event.detail.formData)) {
    event.preventDefault();
    if (!isShutOut()) say("large");
    return;
  }
  typedSinceSend = false;
  isDirty = true;
  say("saving");
}

function onSuccess(event) {
  if (event.detail?.isOurs) return;
  if (typedSinceSend) return;
  isDirty = false;
  clearTimeout(keeping);
  store.forget(own);
  say("saved");
}

function onError(event) {
  isDirty = true;
  keep();
  const type = event.detail.type;
  if (type === "network_error") say("offline");
  else if (type === "validation_error") say("wrong");
  else if (type === "invalid_revision") say("moved");
  else ask("beat");
  wait();
}

// --- Beginning and leaving ---------------------------------------------------------------

// A key a tab: kept over a reload, never shared with a copy of the tab.
async function keyOfTab() {
  const slot = `toasoan-lease:${item}`;
  let found = sessionStorage.getItem(slot);
  if (!found || !(await isOnlyTab(found))) {
    found = [...crypto.getRandomValues(new Uint8Array(16))]
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join("");
    isOnlyTab(found);
    sessionStorage.setItem(slot, found);
  }
  return found;
}

function isOnlyTab(name) {
  if (!navigator.locks) return Promise.resolve(false);
  return new Promise((resolve) => {
    const held = { signal: AbortSignal.timeout(600) };
    navigator.locks
      .request(`toasoan-lease:${name}`, held, () => {
        resolve(true);
        return new Promise(() => {}); // as long as the page lives
      })
      .catch(() => resolve(false));
  });
}

function leave() {
  keep();
  if (state !== "mine" || isStaying) return;
  const body = new FormData();
  body.set("act", "release");
  body.set("key", key);
  body.set("csrfmiddlewaretoken", csrf());
  navigator.sendBeacon(region.dataset.lease, body);
}

function onSubmit(event) {
  if (event.defaultPrevented) return;
  const isLost = ["offline", "ended"].includes(word.dataset.word);
  if (isShutOut() || isLost || isTooLarge(new FormData(form))) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!isShutOut() && !isLost) say("large");
    return;
  }
  // "Save" and naming a version come back to the editor; every other button leaves.
  const pressed = event.submitter?.name ?? "";
  isStaying = !pressed.startsWith("action-newsroom") || pressed.endsWith("-version");
  const hidden = form.querySelector("[name=lease_key]");
  hidden.value = key;
}

function onClick(event) {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.leaseAct === "take") {
    // Drawn before somebody else wrote: begin anew with the newest text.
    isStaying = true;
    location.reload();
  } else if (button.dataset.leaseAct) ask(button.dataset.leaseAct);
  else if (button.dataset.restore) restore(button.dataset.restore);
  else if ("dismissKept" in button.dataset) keptBar.replaceChildren();
}

// The text is on this machine: leaving for the sign-in needs no warning.
async function signInAgain(event) {
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault();
  await keep();
  form.dispatchEvent(new CustomEvent("w-autosave:success", { detail: { isOurs: true } }));
  location.assign(link.href);
}

function restore(url) {
  isStaying = true;
  const sent = document.createElement("form");
  sent.method = "post";
  sent.action = url;
  const token = document.createElement("input");
  token.name = "csrfmiddlewaretoken";
  token.value = csrf();
  sent.append(token);
  sent.hidden = true;
  document.body.append(sent);
  sent.submit();
}

async function start() {
  // Under the header, which stays in sight however far one has scrolled.
  const header = document.querySelector("header.w-slim-header");
  if (header) header.after(region);
  else form.prepend(region);
  word.className = "ts-save-state";
  document.getElementById("w-autosave-indicator")?.replaceWith(word);
  word.addEventListener("click", signInAgain);
  const hidden = document.createElement("input");
  hidden.type = "hidden";
  hidden.name = "lease_key";
  form.append(hidden);
  key = await keyOfTab();
  hidden.value = key;
  if (sessionStorage.getItem(GOT) === item) {
    sessionStorage.removeItem(GOT);
    keptBar.append(region.querySelector("[data-got]").content.cloneNode(true));
  }
  region.addEventListener("click", onClick);
  form.addEventListener("w-autosave:save", onSave);
  form.addEventListener("w-autosave:success", onSuccess);
  form.addEventListener("w-autosave:error", onError);
  form.addEventListener("submit", onSubmit, { capture: true });
  for (const kind of ["input", "change", "w-unsaved:add"]) form.addEventListener(kind, keepSoon);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  addEventListener("online", beat);
  addEventListener("offline", () => say("offline"));
  document.addEventListener("visibilitychange", () => document.hidden || beat());
  await ask("take");
}

if (region) start();
