// What waits to be sent, in the order in which it was handed over. Each entry has a key
// made here: sent twice, the house does it once.

import { newId } from "./drafts.js";
import { change, all, together } from "./store.js";

const channel = new BroadcastChannel("hien-truong");
const listeners = new Set();

export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function changed() {
  for (const listener of listeners) listener();
  channel.postMessage("changed");
}

channel.addEventListener("message", () => {
  for (const listener of listeners) listener();
});

export const entries = async () => (await all("outbox")).sort((a, b) => a.seq - b.seq);
export const waiting = async () => (await entries()).filter((entry) => entry.state === "waiting");

export async function enqueue(entry, also = []) {
  const row = { act: newId(), state: "waiting", message: "", files: [], ...entry };
  await together([...also, ["outbox", row]]);
  changed();
}

// The text and its files as they are at this moment; later typing is a later entry.
export async function enqueuePiece(draft, files, { submit, credit, usage }) {
  const photos = files.filter((file) => file.kind === "photo");
  const others = files.filter((file) => file.kind !== "photo");
  const body = {
    draft: draft.id,
    article: draft.article,
    assignment: draft.assignment,
    unit: draft.unit,
    base: draft.base,
    section: draft.section,
    subject: draft.subject,
    title: draft.title,
    sapo: draft.sapo,
    parts: draft.parts.map(({ id, text }) => ({ id, text: text ?? null })),
    photos: photos.map(({ id, caption }) => ({ upload: id, caption, credit })),
    recordings: others.map(({ id }) => id),
    contacts: draft.contacts,
    location: draft.location,
    submit,
  };
  const marked = files.map((file) => ["files", { ...file, state: "waiting", credit, usage }]);
  await enqueue(
    { kind: "piece", path: "bai/", body, draft: draft.id, version: draft.version, title: draft.title || draft.heading, files: files.map((file) => file.id) },
    marked,
  );
}

export async function enqueueWork(draft, files, { credit, usage }) {
  const marked = files.map((file) => ["files", { ...file, state: "waiting", credit, usage }]);
  const ids = files.map((file) => file.id);
  await enqueue(
    { kind: "hand-in", path: `viec/${draft.assignment}/nop/`, body: { uploads: ids, note: draft.note }, draft: draft.id, version: draft.version, title: draft.heading, files: ids },
    marked,
  );
}

// What the house may have heard is sent to its end; what it refused left nothing there.
function isReplaceable(entry) {
  if (["refused", "conflict"].includes(entry.state)) return true;
  return ["waiting", "paused"].includes(entry.state) && !entry.tried;
}

// An entry that did not leave yet takes the newer text along instead of a second one.
export async function withdrawWaiting(draftId) {
  for (const entry of await entries()) {
    if (entry.draft !== draftId) continue;
    await change("outbox", entry.seq, (held) => (isReplaceable(held) ? { ...held, state: "replaced" } : held));
  }
}

export async function retry(seq, edit = (entry) => entry) {
  await change("outbox", seq, (entry) => edit({ ...entry, state: "waiting", message: "" }));
  changed();
}

export const setEntry = async (seq, facts) => {
  await change("outbox", seq, (entry) => ({ ...entry, ...facts }));
  changed();
};

export const setFile = async (id, facts) => {
  await change("files", id, (file) => ({ ...file, ...facts }));
  changed();
};
