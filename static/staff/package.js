// Arranging a package: carried or moved by keys, saved by itself. The house says what the
// groups are after each press; what is typed stays where it is while it is saved.

const QUIET_MS = 700;

const form = document.querySelector("[data-pk-form]");
const groups = form?.querySelector("[data-pk-groups]");
const said = form?.querySelector("[data-pk-said]");
const bar = document.querySelector("[data-pk-error]");
const find = document.querySelector("[data-pk-find]");
const found = document.querySelector("[data-pk-found]");

let carried = null;
let waiting = 0;
let unsaved = 0; // how many changes the house has not confirmed
let queue = Promise.resolve();

// --- Saving ----------------------------------------------------------------------------

function number() {
  // Each row tells the group it lies in now.
  groups.querySelectorAll("[data-pk-group]").forEach((group, at) => {
    for (const field of group.querySelectorAll("[name=mg]")) field.value = String(at);
  });
}

function refuse(why) {
  bar.hidden = false;
  bar.querySelector("[data-pk-why]").textContent = why;
  said.textContent = "";
}

async function post(act) {
  number();
  const body = new FormData(form);
  if (act) body.set("act", act);
  said.textContent = said.dataset.saving;
  let answer;
  try {
    answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      // Whoever leaves at once leaves it as they see it.
      keepalive: true,
    });
  } catch {
    said.textContent = said.dataset.offline;
    return null;
  }
  if (answer.redirected || !answer.headers.get("Content-Type")?.includes("json")) {
    // The session is over, or the house is: the plain form says so.
    form.submit();
    return null;
  }
  const told = await answer.json();
  if (!answer.ok) {
    refuse(told.error ?? String(answer.status));
    return null;
  }
  bar.hidden = true;
  form.elements.seen.value = told.seen;
  said.textContent = `${said.dataset.saved} ${told.at}`;
  return told;
}

// One after the other: each begins with what the one before has left.
function save(act, isDrawn) {
  clearTimeout(waiting);
  waiting = 0;
  unsaved += 1;
  form.setAttribute("aria-busy", "true");
  queue = queue.then(async () => {
    const typed = words();
    const told = await post(act);
    unsaved -= 1;
    if (told && isDrawn) draw(told.html, act, typed);
    if (told && act) look();
    if (!unsaved) form.removeAttribute("aria-busy");
  });
  return queue;
}

// What was typed a moment ago and waits to be sent.
function leave() {
  if (!waiting || unsaved) return;
  number();
  navigator.sendBeacon(form.action, new FormData(form));
}

// What stands in each field: of a row by its item, of a group's name by its place.
function words() {
  const found = new Map();
  for (const field of groups.querySelectorAll("[name=mh]")) found.set(field.id, field.value);
  const names = groups.querySelectorAll("[name=g]");
  names.forEach((field, at) => found.set(`${at} of ${names.length}`, field.value));
  return found;
}

// Typed while the house answered: it stays.
function putBack(before, now) {
  const names = groups.querySelectorAll("[name=g]");
  const fields = new Map([...names].map((field, at) => [`${at} of ${names.length}`, field]));
  for (const field of groups.querySelectorAll("[name=mh]")) fields.set(field.id, field);
  for (const [name, field] of fields) {
    if (now.has(name) && now.get(name) !== before.get(name)) field.value = now.get(name);
  }
}

function draw(html, act, before) {
  const now = words();
  const held = document.activeElement;
  const spot = held?.closest("[data-pk-row]")?.dataset.pkRow;
  const name = held?.name;
  groups.innerHTML = html;
  putBack(before, now);
  ready();
  if (!act) return;
  const again =
    groups.querySelector(`[name=act][value="${CSS.escape(act)}"]:not([disabled])`) ??
    (spot && name && groups.querySelector(`[data-pk-row="${spot}"] [name="${name}"]:not([disabled])`)) ??
    null;
  if (act === "group") [...groups.querySelectorAll("[name=g]")].at(-1)?.focus();
  else if (again) again.focus();
  else if (!act.startsWith("add")) groups.querySelector("input:not([type=hidden])")?.focus();
}

function onSubmit(event) {
  event.preventDefault();
  const act = event.submitter?.name === "act" ? event.submitter.value : "";
  save(act, act !== "");
}

function onInput() {
  clearTimeout(waiting);
  waiting = setTimeout(() => save("", false), QUIET_MS);
}

// --- Keys ------------------------------------------------------------------------------

function onKey(event) {
  const row = event.target.closest("[data-pk-row]");
  if (!row) {
    // Enter in a name saves it; it must not press the first button of the form.
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
    return;
  }
  const way = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  if (event.altKey && way) {
    event.preventDefault();
    save(`${way}:${row.dataset.pkRow}`, true);
  } else if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
}

// --- Carrying --------------------------------------------------------------------------

function ready() {
  for (const row of groups.querySelectorAll("[data-pk-row]")) {
    const grip = row.querySelector(".pk-grip");
    // Only the grip carries: the words of a row can still be marked.
    grip?.addEventListener("pointerdown", () => {
      row.draggable = true;
    });
  }
}

function over(target) {
  for (const each of groups.querySelectorAll(".is-over")) each.classList.remove("is-over");
  target?.classList.add("is-over");
}

function targetOf(event) {
  const row = event.target.closest("[data-pk-row]");
  return row ?? event.target.closest("[data-pk-group]");
}

function onDrop(event) {
  const target = carried && targetOf(event);
  if (!target) return;
  event.preventDefault();
  if (target.matches("[data-pk-row]")) {
    if (target !== carried) target.before(carried);
  } else target.querySelector("[data-pk-list]").append(carried);
  save("", true);
}

function letGo() {
  if (carried) {
    carried.classList.remove("is-carried");
    carried.draggable = false;
  }
  carried = null;
  over(null);
}

// --- Looking for items -----------------------------------------------------------------

let asked = null;

async function look() {
  if (!find) return;
  asked?.abort();
  asked = new AbortController();
  const query = new URLSearchParams({ q: find.value });
  try {
    const answer = await fetch(`${find.dataset.pkFind}?${query}`, { signal: asked.signal });
    if (answer.ok && !answer.redirected) found.innerHTML = await answer.text();
  } catch (error) {
    if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
  }
}

if (form && said) {
  ready();
  form.addEventListener("submit", onSubmit);
  form.addEventListener("input", onInput);
  form.addEventListener("keydown", onKey);
  window.addEventListener("pagehide", leave);
  groups.addEventListener("dragstart", (event) => {
    // While the house answers, the list is about to be drawn anew.
    if (unsaved) event.preventDefault();
    carried = unsaved ? null : event.target.closest?.("[data-pk-row]");
    if (!carried) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", carried.querySelector(".ttl").textContent.trim());
    carried.classList.add("is-carried");
  });
  groups.addEventListener("dragover", (event) => {
    const target = carried && targetOf(event);
    if (!target) return;
    event.preventDefault();
    over(target);
  });
  groups.addEventListener("drop", onDrop);
  groups.addEventListener("dragend", letGo);
  let pause = 0;
  find?.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(look, QUIET_MS / 2);
  });
  find?.form.addEventListener("submit", (event) => {
    event.preventDefault();
    look();
  });
}
