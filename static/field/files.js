// Photos, sound and film of a draft, kept on the phone until the house has them.

import { all, get, put, remove } from "./store.js";

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
    blob,
  };
  await put("files", row);
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

export const dropFile = (id) => remove("files", id);

const shown = new Map();

// One address a file for as long as the page is open.
export function preview(file) {
  if (!file.blob) return "";
  if (!shown.has(file.id)) shown.set(file.id, URL.createObjectURL(file.blob));
  return shown.get(file.id);
}
