// “Việc”: what the person has to do, and what each piece asks for.

import { late } from "./clock.js";
import { bar, field, h, icon, pill, say } from "./dom.js";
import { draftFor } from "./drafts.js";
import { read, unitOf } from "./house.js";
import { enqueue } from "./outbox.js";
import { sendSoon } from "./sender.js";
import { gettext, interpolate } from "./words.js";

// Browsers that can put the app on the home screen say so once, early.
let offered = null;
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offered = event;
});

function installing() {
  if (matchMedia("(display-mode: standalone)").matches) return null;
  if (!offered) return h("p", { class: "sm mut" }, gettext("Thêm ứng dụng vào màn hình chính: mở menu của trình duyệt, chọn Thêm vào màn hình chính."));
  const ask = async () => {
    await offered.prompt();
    offered = null;
  };
  return h("button", { class: "b wide", type: "button", onclick: ask }, icon("smartphone"), gettext("Cài lên máy"));
}

async function rowsKept() {
  const { value, isNew } = await read("work", "viec/");
  return { rows: value?.rows ?? [], isNew, isKnown: Boolean(value) };
}

function state(row) {
  const over = row.due ? late(row.due) : "";
  return [
    row.returned ? pill("wait", "corner-up-left", interpolate(gettext("Trả lại %(at)s"), { at: row.returned.at_words })) : pill("", row.is_new ? "user-round" : "pencil", row.state_words),
    over && pill("bad", "triangle-alert", over),
    row.due_words && h("span", { class: over ? "sm late" : "sm warn" }, interpolate(gettext("Hạn %(at)s"), { at: row.due_words })),
  ];
}

function returned(row) {
  if (!row.returned) return null;
  const { by, reason } = row.returned;
  return h("p", { class: "sm mut" }, by ? `${by}: “${reason}”` : `“${reason}”`);
}

function buttonWords(row) {
  if (!row.is_written) return gettext("Gửi sản phẩm");
  if (row.returned) return gettext("Sửa bài");
  return row.article ? gettext("Viết tiếp") : gettext("Viết bài");
}

export async function open(row, unit) {
  const draft = await draftFor(row, unit);
  location.hash = `#viet/${draft.id}`;
}

async function accept(row) {
  await enqueue({ kind: "accept", path: `viec/${row.assignment}/nhan/`, body: {}, title: row.title });
  row.is_new = false;
  sendSoon();
  say(gettext("Đã nhận việc."));
  location.hash = `#viec/${row.key}`;
}

function item(row) {
  return h(
    "article",
    { class: "it" },
    h("div", { class: "row wrap" }, state(row)),
    h("h2", {}, h("a", { href: `#viec/${row.key}` }, row.title)),
    returned(row),
    h("p", { class: "sm mut" }, [row.kind_words, row.event?.place].filter(Boolean).join(". ")),
    h("div", { class: "row" }, h("button", { class: "b go grow", type: "button", onclick: () => open(row) }, buttonWords(row))),
  );
}

export async function workScreen() {
  const { rows, isNew, isKnown } = await rowsKept();
  const unit = unitOf();
  const empty = h("div", { class: "empty" }, h("b", {}, isKnown ? gettext("Chưa có việc nào chờ bạn") : gettext("Chưa tải được việc")), isKnown ? gettext("Việc mới hiện ở đây ngay khi được giao.") : gettext("Mở lại khi có mạng."));
  return {
    title: gettext("Việc của tôi"),
    body: h(
      "div",
      { class: "sec" },
      !isNew && isKnown && h("p", { class: "sm mut" }, gettext("Danh sách lưu trên máy, có thể đã cũ.")),
      rows.map(item),
      !rows.length && empty,
      unit?.writes && h("button", { class: "b wide", type: "button", onclick: () => open(null, unit.key) }, icon("plus"), gettext("Viết tin mới")),
      h("div", { class: "after g2" }, installing(), h("a", { class: "b q", href: document.body.dataset.desk }, gettext("Về trang tòa soạn"))),
    ),
  };
}

function fact(label, value) {
  return value ? [h("dt", {}, label), h("dd", {}, value)] : [];
}

export async function briefScreen(key) {
  const { rows } = await rowsKept();
  const row = rows.find((each) => each.key === key);
  if (!row) return { title: gettext("Việc"), back: "#viec", body: h("div", { class: "sec" }, bar("wait", "triangle-alert", gettext("Việc này không còn trong danh sách của bạn."))) };
  const { event } = row;
  return {
    title: row.title,
    back: "#viec",
    body: h(
      "div",
      { class: "sec g3" },
      h("div", { class: "row wrap" }, state(row)),
      returned(row),
      h(
        "dl",
        { class: "facts" },
        fact(gettext("Yêu cầu"), row.brief),
        fact(gettext("Lời dặn"), row.note),
        fact(gettext("Người giao"), row.by),
        fact(gettext("Số chữ đặt"), row.words),
        fact(gettext("Bắt buộc khi nộp"), row.needed_words),
        event ? [fact(gettext("Sự kiện"), event.title), fact(gettext("Giờ"), event.when_words), fact(gettext("Địa điểm"), event.place), fact(gettext("Người liên hệ"), event.contacts)] : [],
      ),
      row.is_new && decline(row),
    ),
    foot: h(
      "div",
      { class: "thumb" },
      row.is_new ? h("button", { class: "b", type: "button", onclick: () => accept(row) }, gettext("Nhận việc")) : h("a", { class: "b", href: "#viec" }, gettext("Danh sách")),
      h("button", { class: "b go", type: "button", onclick: () => open(row) }, buttonWords(row)),
    ),
  };
}

function decline(row) {
  const reason = h("textarea", { class: "in", rows: 2, maxlength: 1000 });
  const send = async () => {
    if (!reason.value.trim()) return say(gettext("Ghi lý do để người giao biết cần làm gì."), "bad");
    await enqueue({ kind: "decline", path: `viec/${row.assignment}/tu-choi/`, body: { note: reason.value }, title: row.title });
    sendSoon();
    say(gettext("Đã từ chối việc."));
    location.hash = "#viec";
  };
  return h("details", {}, h("summary", {}, icon("chevron-down"), gettext("Từ chối việc này")), field(gettext("Lý do"), reason), h("button", { class: "b", type: "button", onclick: send }, gettext("Từ chối")));
}
