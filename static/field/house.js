// Asks the house and tells it things. What it says about the person's work is kept on
// the phone, so that it can be read where there is no network.

import { heard, offsetKept } from "./clock.js";
import { get, lastPerson, nextPerson, openFor, ownerNow, put } from "./store.js";

const root = document.body.dataset.house;
export const uploads = new URL(document.body.dataset.uploads, location.origin).href;
export const loginAddress = `${document.body.dataset.login}?next=${encodeURIComponent(root)}`;

let token = "";
export const state = { me: null, isSignedOut: false, isOnline: navigator.onLine };

// An answer that is a refusal, or that never came (status 0).
export class Refused extends Error {
  constructor(status, said = {}) {
    super(said.message ?? "");
    this.status = status;
    this.code = said.code ?? "";
    this.theirs = said.theirs;
  }

  get isPassing() {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }
}

async function answer(path, options) {
  let response;
  try {
    response = await fetch(root + path, {
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      ...options,
      headers: { Accept: "application/json", ...options.headers },
    });
  } catch {
    state.isOnline = false;
    throw new Refused(0);
  }
  state.isOnline = true;
  const said = await response.json().catch(() => ({}));
  heard(said.now);
  if (response.status === 401) state.isSignedOut = true;
  if (!response.ok) throw new Refused(response.status, said);
  return said;
}

export const ask = (path) => answer(path, { headers: { "X-Background": "1" } });

export async function tell(path, body) {
  if (!token) await meet();
  const send = () =>
    answer(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    });
  try {
    return await send();
  } catch (error) {
    // A new session has a new token: ask for it, once. Our own refusals carry a code.
    if (error.status !== 403 || error.code) throw error;
    await meet();
    return send();
  }
}

export const tokenNow = () => token;

// Who is signed in; opens their own base. Nobody else's is looked into.
export async function meet() {
  const me = await ask("toi/");
  token = me.csrf;
  state.isSignedOut = false;
  if (ownerNow() !== null && ownerNow() !== me.person.id) {
    // Somebody else has signed in: this page still holds the first one's words. It
    // saves them to their own base and opens anew for the other.
    nextPerson(me.person.id);
    location.reload();
    throw new Refused(0);
  }
  await openFor(me.person.id);
  const { csrf: _secret, ...kept } = me;
  state.me = kept;
  await put("kept", { name: "me", value: kept, offset: heard(me.now) });
  return kept;
}

// Without network: whoever used the phone last, as they left it.
export async function remember() {
  const person = lastPerson();
  if (person === null) return null;
  await openFor(person);
  const held = await get("kept", "me");
  if (held) {
    offsetKept(held.offset);
    state.me = held.value;
  }
  return state.me;
}

// The newest answer, else the one kept, and whether it is new.
export async function read(name, path) {
  try {
    const value = await ask(path);
    await put("kept", { name, value });
    return { value, isNew: true };
  } catch (error) {
    if (error.status === 401) state.isSignedOut = true;
    const held = await get("kept", name);
    return { value: held?.value ?? null, isNew: false, error };
  }
}

export function unitOf(key) {
  const units = state.me?.units ?? [];
  return units.find((unit) => unit.key === key) ?? units.find((unit) => unit.writes) ?? units[0];
}
