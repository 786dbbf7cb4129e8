// Drafts on the phone. Each burst of typing is saved; the text outlives tab and battery.

import { filesOf, dropFile } from "./files.js";
import { now } from "./clock.js";
import { all, change, get, put, remove } from "./store.js";

export const newId = () => crypto.randomUUID();

function textParts(article) {
  const parts = (article?.body ?? []).map((part) => ({ ...part }));
  return parts.some((part) => "text" in part) ? parts : [{ id: "", text: "" }, ...parts];
}

// An article that came back stands in the list under another key.
function isOf(draft, row) {
  return draft.key === row.key || (row.article && draft.article === row.article.id);
}

// From a row of work, or from nothing: a brief of one's own.
export async function draftFor(row, unit) {
  const found = row && (await all("drafts")).find((draft) => isOf(draft, row));
  if (found) return row.article ? renewed(found, row) : found;
  const article = row?.article;
  const draft = {
    id: newId(),
    key: row?.key ?? "",
    assignment: row?.assignment ?? null,
    kind: row?.kind ?? "text",
    isWritten: row?.is_written ?? true,
    unit: row?.unit ?? unit,
    heading: row?.title ?? "",
    needsSection: row ? Boolean(row.needs_section) : true,
    isFree: !row,
    article: article?.id ?? null,
    base: article?.base ?? "",
    title: article?.title ?? "",
    sapo: article?.sapo ?? "",
    lead: article?.lead ?? null,
    parts: textParts(article),
    files: [],
    sentFiles: [],
    note: "",
    contacts: "",
    location: null,
    section: null,
    subject: null,
    version: 0,
    isTouched: false,
    savedAt: now(),
  };
  await put("drafts", draft);
  return draft;
}

// A draft nobody has typed in since shows what the newsroom has; typed words stay.
async function renewed(draft, row) {
  if (draft.isTouched || draft.base === row.article.base) return draft;
  return change("drafts", draft.id, (held) => (held.isTouched ? held : taken(held, row.article)));
}

export function taken(draft, article) {
  return {
    ...draft,
    article: article.id,
    base: article.base,
    title: article.title,
    sapo: article.sapo,
    lead: article.lead,
    parts: textParts(article),
    isTouched: false,
  };
}

export async function saveDraft(draft) {
  draft.version += 1;
  draft.isTouched = true;
  draft.savedAt = now();
  await change("drafts", draft.id, (held) => {
    if (held.base !== draft.base) follow(draft, held);
    return { ...draft };
  });
}

// Something of it was sent while it stood open here: typed words go on from there.
function follow(draft, held) {
  const own = new Set(draft.parts.map((part) => part.id));
  const fixed = held.parts.filter((part) => "fixed" in part && !own.has(part.id));
  draft.parts.push(...fixed);
  draft.files = draft.files.filter((id) => !held.sentFiles.includes(id));
  for (const name of ["article", "base", "lead", "sentFiles"]) draft[name] = held[name];
}

export const draftsAll = async () => (await all("drafts")).sort((a, b) => b.savedAt - a.savedAt);
export const draftById = (id) => get("drafts", id);

export async function dropDraft(id) {
  for (const file of await filesOf(id)) await dropFile(file.id);
  await remove("drafts", id);
}

// The house has taken what was sent. What was typed meanwhile stays, on its new base.
export async function settleDraft(id, sentVersion, article, sentFiles) {
  await change("drafts", id, (held) => {
    const draft = { ...held, sentFiles: [...held.sentFiles, ...sentFiles] };
    const files = draft.files.filter((file) => !sentFiles.includes(file));
    if (!article) return { ...draft, files, isTouched: draft.version !== sentVersion };
    if (draft.version === sentVersion) return { ...taken(draft, article), files };
    return { ...rebased(draft, article), files };
  });
}

// One's own words on another version; what only the desk can make is not lost.
export function rebased(draft, article) {
  const own = new Set(draft.parts.map((part) => part.id));
  const fixed = article.body.filter((part) => "fixed" in part);
  const there = new Set(fixed.map((part) => part.id));
  const parts = draft.parts.filter((part) => !("fixed" in part) || there.has(part.id));
  return {
    ...draft,
    article: article.id,
    base: article.base,
    lead: article.lead,
    parts: [...parts, ...fixed.filter((part) => !own.has(part.id))],
  };
}
