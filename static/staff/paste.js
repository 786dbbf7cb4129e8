// Pasting from Word, Google Docs, Excel or a page into the body: the server keeps
// headings, lists, links, tables and pictures as blocks and drops the programs' marks.
// What has none of these, and what comes from this editor itself, is Draftail's.

import { writeDown } from "./article_text.js";

const MARKS = /mso-|urn:schemas-microsoft-com|docs-internal-guid|<table|<img\s/iu;
const OWN = /data-draftjs-conductor|data-editor=/u;
const form = document.getElementById("page-edit-form");
const address = form?.querySelector("[data-paste]")?.dataset.paste;

function say(text, type) {
  document.dispatchEvent(
    new CustomEvent("w-messages:add", { detail: { text, type, clear: true } }),
  );
}

function bodyOf(target) {
  const body = document.getElementById("body-root")?.rootBlock;
  return body && form.querySelector('[data-contentpath="body"]')?.contains(target) ? body : null;
}

/** Return after which block of the body the pasted parts go. */
function placeIn(body, target) {
  const at = body.children.findIndex(({ element }) => element?.contains(target));
  return at < 0 ? body.children.length - 1 : at;
}

function editorOf(target) {
  const wrapper = target.closest("[data-draftail-editor-wrapper]");
  const field = wrapper?.parentNode.querySelector('input[type="hidden"]');
  return field?.draftailEditor ?? null;
}

/** Put the first part, being text, where the caret is. */
function insertText(editor, packed) {
  const { EditorState, Modifier } = window.DraftJS;
  const state = editor.getEditorState();
  const content = Modifier.replaceWithFragment(
    state.getCurrentContent(),
    state.getSelection(),
    packed.getCurrentContent().getBlockMap(),
  );
  editor.onChange(EditorState.push(state, content, "insert-fragment"));
  writeDown(form);
}

async function ask(html) {
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ html }),
  });
  const told = await answer.json().catch(() => ({}));
  if (answer.ok) return told;
  say(told.message || gettext("Chưa dán được. Thử lại, hoặc dán từng phần."), "error");
  return null;
}

function place(body, target, parts) {
  const editor = editorOf(target);
  const [first] = parts;
  let at = placeIn(body, target);
  const rest = editor && first?.type === "text" ? parts.slice(1) : parts;
  if (rest !== parts) insertText(editor, stateOf(first.value));
  for (const part of rest) {
    at += 1;
    body.insert({ ...part, id: null }, at, { animate: true });
  }
}

/** Return the editor state of a text block's value, as Wagtail sends it. */
function stateOf(value) {
  const raw = typeof value === "string" ? JSON.parse(value) : value;
  return window.DraftJS.EditorState.createWithContent(window.DraftJS.convertFromRaw(raw));
}

async function paste(event) {
  const html = event.clipboardData?.getData("text/html") ?? "";
  const body = bodyOf(event.target);
  if (!body || !MARKS.test(html) || OWN.test(html)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { target } = event;
  let told = null;
  try {
    told = await ask(html);
  } catch {
    say(gettext("Mất mạng, chưa dán được. Nội dung vẫn còn ở chỗ đã chép."), "error");
  }
  if (!told) return;
  place(body, target, window.telepath.unpack(told.blocks));
  if (told.message) say(told.message, "warning");
}

if (address) document.addEventListener("paste", paste, true);
