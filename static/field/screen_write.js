// “Viết”: drafts on this phone, and the draft itself with its photos, sound and film.

import { ago, hour } from "./clock.js";
import { bar, chips, choice, field, growing, h, icon, pill, say } from "./dom.js";
import { draftById, draftsAll, dropDraft, saveDraft } from "./drafts.js";
import { dropFile, filesInOrder, keepFile, preview } from "./files.js";
import { state, unitOf } from "./house.js";
import { enqueuePiece, enqueueWork, entries, withdrawWaiting } from "./outbox.js";
import { open } from "./screen_work.js";
import { sendSoon } from "./sender.js";
import { get, put } from "./store.js";
import { gettext, interpolate, sizeWords } from "./words.js";

const BURST_MS = 300;
const REMEMBERED = "filing";

let draft = null;
let timer = 0;
let saving = Promise.resolve();

function saveSoon() {
  const word = document.getElementById("saved");
  if (word) word.textContent = gettext("Đang lưu");
  clearTimeout(timer);
  timer = setTimeout(flush, BURST_MS);
}

// Writes what was typed last; the screen is left only afterwards.
export function flush() {
  clearTimeout(timer);
  if (timer && draft) {
    const held = draft;
    saving = saving.then(() => saveDraft(held)).then(savedWord, (error) => say(String(error), "bad"));
  }
  timer = 0;
  return saving;
}

function savedWord() {
  const word = document.getElementById("saved");
  if (word && draft) word.textContent = interpolate(gettext("Đã lưu trên máy %(at)s"), { at: hour(draft.savedAt) });
}

for (const name of ["pagehide", "visibilitychange", "freeze"]) document.addEventListener(name, flush);
addEventListener("pagehide", flush);

export async function draftsScreen() {
  const rows = await draftsAll();
  const unit = unitOf();
  return {
    title: gettext("Bài trên máy"),
    body: h(
      "div",
      { class: "sec" },
      rows.map((row) =>
        h(
          "article",
          { class: "it" },
          h("h2", {}, h("a", { href: `#viet/${row.id}` }, row.title || row.heading || gettext("Tin chưa có tít"))),
          h("p", { class: "sm mut" }, interpolate(gettext("Lưu trên máy %(at)s"), { at: ago(row.savedAt) })),
          h("div", { class: "row" }, h("a", { class: "b grow", href: `#viet/${row.id}` }, gettext("Viết tiếp")), h("button", { class: "b ic", type: "button", "aria-label": gettext("Xóa khỏi máy"), onclick: () => drop(row) }, icon("trash-2"))),
        ),
      ),
      !rows.length && h("div", { class: "empty" }, h("b", {}, gettext("Chưa có bài nào trên máy")), gettext("Mở một việc để viết, hoặc viết tin mới.")),
      unit?.writes && h("button", { class: "b go wide", type: "button", onclick: () => open(null, unit.key) }, icon("plus"), gettext("Viết tin mới")),
    ),
  };
}

async function drop(row) {
  const busy = (await entries()).some((entry) => entry.draft === row.id && !["done", "replaced"].includes(entry.state));
  if (busy) return say(gettext("Bài này đang chờ gửi. Bỏ khỏi hộp gửi trước."), "wait");
  if (!confirm(gettext("Xóa bài và ảnh này khỏi máy? Bản đã gửi về tòa soạn vẫn còn."))) return;
  await dropDraft(row.id);
  dispatchEvent(new HashChangeEvent("hashchange"));
}

function bound(name, control) {
  control.value = draft[name] ?? "";
  control.addEventListener("input", () => {
    draft[name] = control.value;
    saveSoon();
  });
  return control;
}

function text() {
  return [
    field(gettext("Tít"), growing(bound("title", h("textarea", { class: "in head", rows: 2, maxlength: 255, id: "title" })))),
    field(gettext("Sapo"), growing(bound("sapo", h("textarea", { class: "in sapo", rows: 2, maxlength: 600, id: "sapo" })))),
    h("div", { class: "g2" }, draft.parts.map(part)),
  ];
}

function part(each, index) {
  if ("fixed" in each) return h("p", { class: "fixed sm" }, icon("file-text"), each.fixed);
  const area = h("textarea", { class: "in body", rows: 6, id: index ? `part-${index}` : "body" });
  area.value = each.text;
  area.addEventListener("input", () => {
    each.text = area.value;
    saveSoon();
  });
  return field(index ? gettext("Nội dung, đoạn tiếp") : gettext("Nội dung"), growing(area));
}

function picker(id, sign, words, facts, onpick) {
  const input = h("input", { type: "file", id, class: "sr", ...facts });
  input.addEventListener("change", async () => {
    const picked = [...input.files];
    input.value = "";
    await onpick(picked);
  });
  return h("label", { class: "b pick", for: id }, icon(sign), h("span", {}, words), input);
}

async function add(picked, grid) {
  for (const file of picked) {
    try {
      const kept = await keepFile(draft, file);
      draft.files.push(kept.id);
      saveSoon();
    } catch {
      say(interpolate(gettext("Máy hết chỗ, chưa giữ được %(name)s. Xóa bớt rồi thêm lại."), { name: file.name }), "bad");
      break;
    }
  }
  await flush();
  await fillFiles(grid);
}

async function fillFiles(grid) {
  const files = await filesInOrder(draft);
  const remembered = await get("kept", REMEMBERED);
  const photos = files.filter((file) => file.kind === "photo");
  grid.replaceChildren(
    ...(draft.lead ? [h("figure", { class: "lead" }, h("img", { src: draft.lead.src, alt: draft.lead.alt }), h("figcaption", { class: "sm mut" }, gettext("Ảnh đại diện đã có ở tòa soạn")))] : []),
    ...(await Promise.all(files.map((file, index) => card(file, index, grid)))),
    ...(photos.length ? [rights(remembered)] : []),
  );
}

async function card(file, index, grid) {
  const caption = h("input", { class: "in", maxlength: 500, placeholder: gettext("Chú thích"), value: file.caption, "aria-label": interpolate(gettext("Chú thích tệp %(n)s"), { n: index + 1 }) });
  caption.addEventListener("change", async () => {
    await put("files", { ...(await get("files", file.id)), caption: caption.value });
    saveSoon();
  });
  const away = async () => {
    draft.files = draft.files.filter((id) => id !== file.id);
    await dropFile(file.id);
    saveSoon();
    await fillFiles(grid);
  };
  const picture = await preview(file);
  return h(
    "div",
    { class: "shot" },
    picture ? h("img", { src: picture, alt: file.caption || file.name }) : h("span", { class: "pic-i" }, icon(file.kind === "audio" ? "mic" : file.kind === "video" ? "video" : "file-text")),
    h("div", { class: "grow" }, h("p", { class: "sm mut" }, `${file.name}, ${sizeWords(file.size)}`), caption),
    h("button", { class: "b ic q", type: "button", "aria-label": interpolate(gettext("Bỏ tệp %(n)s"), { n: index + 1 }), onclick: away }, icon("x")),
  );
}

// Who made the photos and by what right the house uses them: once, then remembered.
function rights(remembered) {
  draft.credit ??= remembered?.credit ?? state.me?.person.name ?? "";
  draft.usage ??= remembered?.usage ?? "";
  const credit = h("input", { class: "in", maxlength: 200, value: draft.credit, id: "credit" });
  credit.addEventListener("input", () => {
    draft.credit = credit.value;
    saveSoon();
  });
  return h(
    "div",
    { class: "g2 rights" },
    field(gettext("Ghi nguồn ảnh"), credit),
    chips("usage", gettext("Quyền sử dụng ảnh"), state.me?.usages ?? [], draft.usage, (value) => {
      draft.usage = value;
      saveSoon();
    }),
  );
}

function where() {
  const told = h("span", { class: "sm mut", id: "where" });
  const tell = () => {
    told.textContent = draft.location ? `${draft.location.latitude.toFixed(5)}, ${draft.location.longitude.toFixed(5)}` : "";
  };
  const find = () => {
    told.textContent = gettext("Đang tìm vị trí");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        draft.location = { latitude: coords.latitude, longitude: coords.longitude, accuracy_m: coords.accuracy };
        saveSoon();
        tell();
      },
      () => {
        told.textContent = gettext("Chưa lấy được vị trí. Cho phép trong cài đặt trình duyệt, hoặc ghi địa điểm vào bài.");
      },
      { timeout: 20_000, maximumAge: 60_000 },
    );
  };
  tell();
  return h("div", { class: "row wrap" }, "geolocation" in navigator && h("button", { class: "b", type: "button", onclick: find }, icon("map-pin"), gettext("Gửi vị trí")), told);
}

function sectionAsked(unit) {
  if (draft.article || !(draft.needsSection || draft.isFree)) return [];
  const set = (name) => (event) => {
    draft[name] = Number(event.target.value) || null;
    saveSoon();
  };
  return [
    field(gettext("Chuyên mục"), choice(unit?.sections ?? [], draft.section, set("section"), gettext("Chọn chuyên mục"))),
    draft.isFree && field(gettext("Lĩnh vực"), choice(unit?.subjects ?? [], draft.subject, set("subject"), gettext("Chọn lĩnh vực"))),
  ];
}

async function send(submit) {
  await flush();
  const files = await filesInOrder(draft);
  const photos = files.some((file) => file.kind === "photo");
  const [unit, usage, credit] = [unitOf(draft.unit), draft.usage ?? "", draft.credit ?? ""];
  if (photos && !usage) return say(gettext("Chọn quyền sử dụng ảnh."), "bad");
  if (photos && !credit.trim()) return say(gettext("Ghi nguồn ảnh, ví dụ tên người chụp."), "bad");
  if (draft.isWritten && !draft.title.trim()) return say(gettext("Thiếu tít. Viết tít."), "bad");
  if (!draft.article && (draft.isFree || (draft.needsSection && unit.sections.length > 1)) && draft.isWritten && !draft.section) return say(gettext("Chọn chuyên mục cho bài."), "bad");
  if (!draft.isWritten && !files.length) return say(gettext("Chưa có gì để nộp. Thêm ảnh, phim hoặc âm thanh."), "bad");
  if (photos) await put("kept", { name: REMEMBERED, credit, usage });
  await withdrawWaiting(draft.id);
  if (draft.isWritten) await enqueuePiece(draft, files, { submit, credit, usage });
  else await enqueueWork(draft, files, { credit, usage });
  sendSoon();
  location.hash = "#gui";
}

export async function writeScreen(id) {
  draft = await draftById(id);
  if (!draft) return { title: gettext("Viết"), back: "#viet", body: h("div", { class: "sec" }, bar("wait", "triangle-alert", gettext("Bài này không còn trên máy."))) };
  const unit = unitOf(draft.unit);
  const open = (await entries()).findLast((entry) => entry.draft === id && ["conflict", "refused"].includes(entry.state));
  const grid = h("div", { class: "g2", id: "files" });
  await fillFiles(grid);
  const pick = (picked) => add(picked, grid);
  const isWritten = draft.isWritten;
  queueMicrotask(savedWord);
  return {
    title: h("div", { class: "grow sm" }, h("h1", { class: "str" }, draft.heading || gettext("Tin mới")), h("span", { class: "mut row", role: "status" }, icon("smartphone"), h("span", { id: "saved" }, interpolate(gettext("Đã lưu trên máy %(at)s"), { at: hour(draft.savedAt) })))),
    back: draft.isFree ? "#viet" : "#viec",
    aside: h("button", { class: "b go", type: "button", id: "submit", onclick: () => send(true) }, isWritten ? gettext("Nộp") : gettext("Nộp sản phẩm")),
    body: h(
      "div",
      { class: "sec g4" },
      open && h("div", { class: "row wrap" }, pill(open.state === "conflict" ? "wait" : "bad", "triangle-alert", open.message), h("a", { class: "b s", href: "#gui" }, gettext("Xem trong hộp gửi"))),
      isWritten ? text() : field(gettext("Lời nhắn"), growing(bound("note", h("textarea", { class: "in", rows: 3, maxlength: 1000 })))),
      sectionAsked(unit),
      h("h2", {}, gettext("Ảnh, âm thanh, phim")),
      grid,
      h(
        "div",
        { class: "picks" },
        picker("add-photo", "camera", gettext("Thêm ảnh"), { accept: "image/*", multiple: true }, pick),
        picker("add-audio", "mic", gettext("Thêm âm thanh"), { accept: "audio/*" }, pick),
        picker("add-video", "video", gettext("Thêm phim"), { accept: "video/*" }, pick),
      ),
      isWritten && [where(), h("details", { open: Boolean(draft.contacts) }, h("summary", {}, icon("chevron-down"), icon("contact-round"), gettext("Người liên hệ")), field(gettext("Tên, điện thoại, chức vụ; bạn đọc không thấy"), growing(bound("contacts", h("textarea", { class: "in", rows: 2, maxlength: 2000 })))))],
      isWritten && h("button", { class: "b wide", type: "button", onclick: () => send(false) }, icon("send"), gettext("Gửi bản nháp, chưa nộp")),
    ),
    foot: h("div"),
  };
}
