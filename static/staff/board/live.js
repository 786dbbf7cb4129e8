// The pulse of the unit, every two seconds while the page is looked at: nothing when
// nothing changed, else only the stories that did.

import { SignedOut, read, root } from "./ask.js";
import { patch, storiesShown } from "./patch.js";
import { say } from "./toast.js";

const EVERY_MS = 2000;
const SLOWEST_MS = 30000;
let pulse = root.dataset.pulse;
let wait = EVERY_MS;
let timer;
let asking = null;
const listeners = [];

export function onChange(listener) {
  listeners.push(listener);
}

async function ask() {
  const beat = await read(`${root.dataset.pulseAddress}?tu=${pulse}&don-vi=${root.dataset.unitKey}`, { background: true });
  if (beat.status === 204) {
    pulse = beat.headers.get("X-Pulse") ?? pulse;
    return;
  }
  const told = await beat.json();
  const wanted = told.whole ? "*" : told.stories.join(",");
  const address = `${root.dataset.address}&chi=${encodeURIComponent(wanted)}&nhip=${told.last}&don-vi=${root.dataset.unitKey}`;
  const changed = await (await read(address, { background: true })).json();
  const stories = told.whole
    ? new Set([...storiesShown(), ...changed.rows.map((row) => row.story)])
    : told.stories;
  patch(stories, changed);
  // Kept only now: what could not be read is asked for again.
  pulse = told.pulse;
  for (const listener of listeners) listener(new Set(told.stories), told.whole);
}

// Read again what changes without a trace: who holds an item ends by silence.
export async function readAgain(stories) {
  if (!stories.length || document.hidden) return;
  try {
    const address = `${root.dataset.address}&chi=${stories.join(",")}&don-vi=${root.dataset.unitKey}`;
    patch(stories, await (await read(address, { background: true })).json());
  } catch {
    // The pulse says what is wrong with the network.
  }
}

async function beat() {
  try {
    await ask();
    if (wait > EVERY_MS) say(gettext("Đã có mạng lại. Bảng cập nhật tiếp."));
    wait = EVERY_MS;
  } catch (error) {
    // Nothing more comes to this page: its person is signed out, or in another unit.
    if (error instanceof SignedOut) {
      say(error.message, { bad: true });
      return false;
    }
    if (wait === EVERY_MS) say(gettext("Mất kết nối. Bảng tự cập nhật khi có mạng lại."), { bad: true });
    wait = Math.min(wait * 2, SLOWEST_MS);
  }
  return true;
}

// One question at a time; asked while one is on its way, it is asked once more after.
export function look() {
  clearTimeout(timer);
  asking = (asking ?? Promise.resolve(true)).then(async (goesOn) => {
    if (!goesOn) return false;
    const more = document.hidden || (await beat());
    clearTimeout(timer);
    if (more && !document.hidden) timer = setTimeout(look, wait);
    return more;
  });
  return asking;
}

export function startLive() {
  timer = setTimeout(look, EVERY_MS);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) look();
  });
}
