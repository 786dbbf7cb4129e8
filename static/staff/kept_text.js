// What is typed in a staff form outlives a failed send and the end of a session: it is
// kept in this tab (sessionStorage) until the form is accepted, thrown away, or somebody
// signs out. Never passwords, and never shown to another person. Works without: the
// form then is as any form.

const PREFIX = "toasoan-kept:";
const SENT = "toasoan-kept-sent";
const TYPED =
  "textarea, input:not([type]), input[type=text], input[type=email], input[type=url], " +
  "input[type=tel], input[type=number], input[type=date], input[type=datetime-local]";

const desk = document.querySelector(".ts[data-person]");
const own = desk && `${PREFIX}${desk.dataset.person}:`;
// Found when the page opens: a form keeps its key whatever is drawn later.
const keys = new Map();

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // No room, or storage is switched off: the form works as before.
  }
}

function forget(isMeant) {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX) && isMeant(key)) sessionStorage.removeItem(key);
  }
}

// Where it is sent: a refusal may be drawn there, not where it was typed.
function address(form) {
  return new URL(form.getAttribute("action") || location.href, location).pathname;
}

function typedIn(form) {
  return [...form.elements].filter((field) => field.name && field.matches(TYPED));
}

function keep(form) {
  const key = keys.get(form);
  if (!key) return;
  const before = read(key) ?? {};
  const kept = {};
  for (const field of typedIn(form)) {
    // `was` stays what the form began with, also when a refusal comes back filled in.
    const was = before[field.name]?.was ?? field.defaultValue;
    if (field.value !== was) kept[field.name] = { was, now: field.value };
  }
  if (Object.keys(kept).length) write(key, kept);
  else sessionStorage.removeItem(key);
}

function restore(form) {
  const kept = read(keys.get(form));
  if (!kept) return;
  const filled = typedIn(form).filter((field) => {
    const entry = kept[field.name];
    // Somebody changed it meanwhile: theirs is not written over.
    return entry && field.value === entry.was && entry.now !== entry.was;
  });
  if (!filled.length) return;
  for (const field of filled) {
    field.value = kept[field.name].now;
    field.closest("details")?.setAttribute("open", "");
  }
  say(form, filled);
}

function say(form, filled) {
  const line = document.getElementById("kept-text").content.firstElementChild.cloneNode(true);
  line.querySelector("button").addEventListener("click", () => {
    for (const field of filled) field.value = field.defaultValue;
    sessionStorage.removeItem(keys.get(form));
    line.remove();
    filled[0].focus();
  });
  form.prepend(line);
}

// The page after a sent form. It was accepted when that very form led here and nothing
// refused it; a sign-in page, an error, "back" or "reload" do not count.
function settle() {
  const sent = read(SENT);
  if (!sent) return;
  sessionStorage.removeItem(SENT);
  const [visit] = performance.getEntriesByType("navigation");
  const ledHere = visit?.type === "navigate" && document.referrer === sent.from;
  if (ledHere && !document.querySelector("[data-refused]")) {
    sessionStorage.removeItem(sent.key);
  }
}

function begin() {
  // Who signed in after somebody else in this tab gets nothing of theirs.
  forget((key) => !key.startsWith(own));
  const seen = {};
  for (const form of desk.querySelectorAll("form[method=post]:not([data-comment-form])")) {
    if (!typedIn(form).length) continue;
    const to = address(form);
    seen[to] = (seen[to] ?? 0) + 1;
    keys.set(form, `${own}${to}#${seen[to]}`);
    restore(form);
    form.addEventListener("input", () => keep(form));
    // Common reasons and the slug are filled in by script.
    form.addEventListener("click", () => setTimeout(() => keep(form)));
  }
}

document.addEventListener("submit", (event) => {
  if (address(event.target).endsWith("/logout/")) forget(() => true);
  const key = keys.get(event.target);
  if (!key || event.defaultPrevented) return;
  keep(event.target);
  write(SENT, { key, from: location.href.split("#")[0] });
});

settle();
if (desk) begin();
