// Photos, sound and film of a draft, kept on the phone until the house has them.

import { all, get, remove, together } from "./store.js";

// Over this the phone does not add up the file; the length is compared all the same.
const SUMMED_BYTES = 64 * 1024 * 1024;

function kindOf(file) {
  const [family] = file.type.split("/");
  if (family === "image") return "photo";
  return family === "audio" || family === "video" ? family : "document";
}

async function sum(blob) {
  if (blob.size > SUMMED_BYTES || !crypto.subtle) return "";
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A copy: a file of the phone may change or go while it waits. What is too large to hold
// in memory the browser copies by itself.
export async function keepFile(draft, file) {
  const isLarge = file.size > SUMMED_BYTES;
  const blob = isLarge ? file : new Blob([await file.arrayBuffer()], { type: file.type });
  const row = {
    id: crypto.randomUUID(),
    draft: draft.id,
    unit: draft.unit,
    kind: kindOf(file),
    name: file.name || "tep",
    size: blob.size,
    sha256: await sum(blob),
    caption: "",
    state: "kept",
    sent: 0,
    message: "",
  };
  await together([
    ["files", row],
    ["blobs", { id: row.id, blob }],
  ]);
  return row;
}

export async function filesOf(draftId) {
  return (await all("files")).filter((file) => file.draft === draftId);
}

// In the order in which they were added.
export async function filesInOrder(draft) {
  const found = await Promise.all(draft.files.map((id) => get("files", id)));
  return found.filter(Boolean);
}

export async function dropFile(id) {
  await dropBytes(id);
  await remove("files", id);
}

export async function dropBytes(id) {
  URL.revokeObjectURL(shown.get(id));
  shown.delete(id);
  await remove("blobs", id);
}

export const bytesOf = async (id) => (await get("blobs", id))?.blob ?? null;

const shown = new Map();

// One address a photo for as long as the page is open; "" where the bytes are gone.
export async function preview(file) {
  if (file.kind !== "photo" || file.state === "sent") return "";
  if (!shown.has(file.id)) {
    const blob = await bytesOf(file.id);
    if (!blob) return "";
    shown.set(file.id, URL.createObjectURL(blob));
  }
  return shown.get(file.id);
}
