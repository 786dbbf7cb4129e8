// Sends what waits, one thing after the other, by one tab alone (Web Locks). A file goes
// on where it stopped; a connection that breaks is no fault of anybody and is tried again.

import { now } from "./clock.js";
import { rebased, settleDraft } from "./drafts.js";
import { bytesOf, dropBytes } from "./files.js";
import { meet, Refused, state, tell, tokenNow, uploads } from "./house.js";
import { changed, entries, setEntry, setFile, waiting } from "./outbox.js";
import { change, get, ownerNow } from "./store.js";
import { gettext } from "./words.js";

const CHUNK_BYTES = 2 * 1024 * 1024;
const RETRIES_MS = [0, 1000, 2000, 4000, 8000];
const ROUND_MS = 10_000;

let isRunning = false;
let current = null;

export function sendSoon() {
  if (isRunning || ownerNow() === null) return;
  isRunning = true;
  navigator.locks
    .request(`hien-truong-gui-${ownerNow()}`, { ifAvailable: true }, (lock) => lock && round())
    .catch(() => {})
    .finally(() => {
      isRunning = false;
      changed();
    });
}

export function keepSending() {
  setInterval(async () => {
    if (ownerNow() !== null && (await waiting()).length) sendSoon();
  }, ROUND_MS);
  addEventListener("online", sendSoon);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") sendSoon();
  });
}

async function round() {
  const person = ownerNow();
  await recover();
  if (!(await waiting()).length) return;
  try {
    await meet();
  } catch {
    return; // no network, or to be signed in again: it waits
  }
  // Somebody else signed in on this phone: this outbox is not theirs to send.
  if (ownerNow() !== person) return;
  for (;;) {
    const [entry] = await waiting();
    if (!entry || ownerNow() !== person || !(await send(entry))) return;
  }
}

// What a closed tab was in the middle of: asked again, the house does it once.
async function recover() {
  for (const entry of await entries()) {
    if (entry.state === "sending") await setEntry(entry.seq, { state: "waiting" });
  }
}

// Returns whether to go on with the next.
async function send(entry) {
  await setEntry(entry.seq, { state: "sending", message: "" });
  try {
    for (const id of entry.files) await sendFile(id);
    const body = await bodyNow(entry);
    // From here on the house may have heard: what is asked again is this very thing.
    await setEntry(entry.seq, { body, tried: true });
    const answer = await tell(entry.path, { ...body, id: entry.act });
    await setEntry(entry.seq, { state: "done", at: now(), answer });
    if (entry.draft) await settleDraft(entry.draft, entry.version, answer.article, entry.files);
    return true;
  } catch (error) {
    return refused(entry, error);
  }
}

// Written on the same version as an entry that has since been taken: its words go on the
// version that one made. Only what others wrote is a conflict.
async function bodyNow(entry) {
  const taken = (await entries()).filter((held) => held.state === "done" && held.kind === "piece" && held.draft === entry.draft && held.seq < entry.seq);
  const last = taken.at(-1);
  const article = last?.answer.article;
  if (entry.kind !== "piece" || entry.tried || !article || last.body.base !== entry.body.base) return entry.body;
  const parts = rebased({ parts: fixedMarked(entry.body.parts) }, article).parts;
  return { ...entry.body, article: article.id, base: article.base, parts: parts.map(({ id, text }) => ({ id, text: text ?? null })) };
}

const fixedMarked = (parts) => parts.map((part) => (part.text === null ? { id: part.id, fixed: "" } : part));

async function refused(entry, error) {
  if (error instanceof Paused) {
    await setEntry(entry.seq, { state: "paused" });
    return true;
  }
  if (!(error instanceof Refused) || error.isPassing || error.status === 401 || error.code === "upload_unfinished") {
    await setEntry(entry.seq, { state: "waiting" });
    return false;
  }
  const isConflict = error.code === "piece_changed" && error.theirs;
  await setEntry(entry.seq, {
    state: isConflict ? "conflict" : "refused",
    message: error.message,
    theirs: error.theirs ?? null,
  });
  return true;
}

class Paused extends Error {}

export function pause(seq) {
  change("outbox", seq, (entry) => (["waiting", "sending"].includes(entry.state) ? { ...entry, state: "paused" } : entry)).then(changed);
  current?.stop(new Paused());
}

async function sendFile(id) {
  const file = await get("files", id);
  if (!file || file.state === "sent") return;
  await setFile(id, { state: "sending", message: "" });
  try {
    const blob = await bytesOf(id);
    if (!blob) throw new Refused(400, { code: "file_gone", message: gettext("Tệp không còn trên máy. Bỏ tệp rồi thêm lại.") });
    await upload(file, blob);
    await tell(`tep/${id}/`, { caption: file.caption, credit: file.credit ?? "", usage: file.usage ?? "", title: "" });
  } catch (error) {
    const isFault = error instanceof Refused && !error.isPassing && ![401, 403].includes(error.status) && error.code !== "upload_unfinished";
    await setFile(id, { state: isFault ? "refused" : "waiting", message: isFault ? error.message : "" });
    throw error;
  }
  // The house has it: the phone's copy makes room.
  await setFile(id, { state: "sent", sent: file.size, at: now() });
  await dropBytes(id);
}

function upload(file, blob) {
  return new Promise((resolve, reject) => {
    const metadata = { id: file.id, unit: file.unit, kind: file.kind, filename: file.name };
    if (file.sha256) metadata.sha256 = file.sha256;
    let told = -1000;
    const sending = new window.tus.Upload(blob, {
      endpoint: uploads,
      uploadUrl: `${uploads}${file.id}/`,
      metadata,
      chunkSize: CHUNK_BYTES,
      retryDelays: RETRIES_MS,
      storeFingerprintForResuming: false,
      headers: { "X-CSRFToken": tokenNow() },
      onShouldRetry: (error) => retries(error),
      onProgress: (sent) => {
        if (performance.now() - told < 250 && sent < file.size) return;
        told = performance.now();
        setFile(file.id, { sent });
      },
      onSuccess: () => done(resolve),
      onError: (error) => done(() => reject(refusalOf(error))),
    });
    const done = (then) => {
      current = null;
      then();
    };
    current = {
      stop: (reason) => {
        sending.abort();
        done(() => reject(reason));
      },
    };
    sending.start();
  });
}

function statusOf(error) {
  return error?.originalResponse?.getStatus() ?? 0;
}

// Another writer, a busy house or no network pass; our refusals do not.
function retries(error) {
  const status = statusOf(error);
  return status === 409 || status === 423 || status === 460 || status >= 500 || (status === 0 && navigator.onLine);
}

function refusalOf(error) {
  let said = {};
  try {
    said = JSON.parse(error.originalResponse.getBody());
  } catch {
    // A proxy's page, or nothing at all.
  }
  const status = statusOf(error);
  if (status === 401) state.isSignedOut = true;
  if (status === 409 && said.code === "upload_offset_wrong") return new Refused(0);
  return new Refused(said.code || status === 0 ? status : 0, said);
}
