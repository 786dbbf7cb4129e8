// “Hộp gửi”: what waits, what is on its way, how far each file is, and what was refused.

import { ago } from "./clock.js";
import { bar, h, icon, pill, say } from "./dom.js";
import { draftById, newId, rebased, taken } from "./drafts.js";
import { preview } from "./files.js";
import { state } from "./house.js";
import { changed, entries, retry, setEntry } from "./outbox.js";
import { pause, sendSoon } from "./sender.js";
import { all, change, get, put } from "./store.js";
import { gettext, interpolate, sizeWords } from "./words.js";

const KINDS = {
  piece: () => gettext("Bài viết"),
  "hand-in": () => gettext("Nộp sản phẩm"),
  pitch: () => gettext("Đề xuất đề tài"),
  accept: () => gettext("Nhận việc"),
  decline: () => gettext("Từ chối việc"),
  decide: () => gettext("Quyết định về bài"),
};

function kindWords(entry) {
  if (entry.kind !== "decide") return KINDS[entry.kind]();
  return entry.verb === "tra-lai" ? gettext("Trả lại bài") : gettext("Duyệt bài");
}

function waitWords() {
  if (!navigator.onLine) return gettext("Chờ mạng");
  if (state.isSignedOut) return gettext("Chờ đăng nhập");
  return gettext("Chờ gửi");
}

function stateOf(entry) {
  if (entry.state === "done") return pill("ok", "check", interpolate(gettext("Đã gửi %(at)s"), { at: ago(entry.at) }));
  if (entry.state === "sending") return pill("review", "loader", gettext("Đang gửi"));
  if (entry.state === "paused") return pill("", "pause", gettext("Tạm dừng"));
  if (entry.state === "conflict") return pill("wait", "triangle-alert", gettext("Có bản khác ở tòa soạn"));
  if (entry.state === "refused") return pill("bad", "circle-x", gettext("Bị từ chối"));
  return pill("wait", "clock", waitWords());
}

function percent(file) {
  return file.size ? Math.min(100, Math.floor((100 * file.sent) / file.size)) : 0;
}

function fileWords(file) {
  if (file.state === "sent") return gettext("Đã gửi");
  if (file.state === "refused") return interpolate(gettext("Bị từ chối vì: %(why)s"), { why: file.message });
  const done = `${sizeWords(file.sent)}/${sizeWords(file.size)}`;
  if (file.state === "sending") return interpolate(gettext("Đang gửi %(n)s, %(done)s"), { n: `${percent(file)}%`, done });
  return file.sent ? `${waitWords()}, ${interpolate(gettext("tiếp từ %(done)s"), { done })}` : waitWords();
}

function line(picture, title, words, look, value) {
  const progress = h("progress", { class: `prog ${look}`, max: 100, value, "aria-label": title });
  progress.value = value;
  return h("li", { class: "file" }, picture, h("div", { class: "grow" }, h("b", { class: "sm str" }, title), progress, h("span", { class: `sm ${look || "mut"}` }, words)));
}

async function fileLine(file, index) {
  const picture = await preview(file);
  const sign = file.kind === "audio" ? "mic" : file.kind === "video" ? "video" : file.kind === "photo" ? "camera" : "file-text";
  const look = file.state === "sent" ? "good" : file.state === "refused" ? "late" : "";
  const value = file.state === "sent" ? 100 : percent(file);
  return line(picture ? h("img", { src: picture, alt: "" }) : h("span", { class: "pic-i" }, icon(sign)), file.caption || interpolate(gettext("Tệp %(n)s, %(name)s"), { n: index + 1, name: file.name }), fileWords(file), look, value);
}

async function entryShown(entry, files) {
  const own = entry.files.map((id) => files.get(id)).filter(Boolean);
  const isOpen = ["waiting", "sending"].includes(entry.state);
  const textDone = entry.state === "done";
  return h(
    "section",
    { class: "sent", "data-state": entry.state },
    h("div", { class: "row" }, h("h2", { class: "grow" }, entry.title || KINDS[entry.kind]()), stateOf(entry)),
    h(
      "ul",
      { class: "plain" },
      await Promise.all(own.map(fileLine)),
      line(h("span", { class: "pic-i" }, icon("file-text")), kindWords(entry), textDone ? gettext("Đã gửi") : entry.message || (own.length ? gettext("Gửi sau khi tệp tới đủ") : waitWords()), textDone ? "good" : entry.message ? "late" : "", textDone ? 100 : 0),
    ),
    entry.state === "conflict" && (entry.kind === "decide" ? undecided(entry) : await conflict(entry)),
    h(
      "div",
      { class: "row" },
      isOpen && h("button", { class: "b s", type: "button", onclick: () => pause(entry.seq) }, icon("pause"), gettext("Tạm dừng")),
      entry.state === "paused" && h("button", { class: "b s", type: "button", onclick: () => again(entry) }, icon("play"), gettext("Gửi tiếp")),
      entry.state === "refused" && [
        h("button", { class: "b s", type: "button", onclick: () => again(entry) }, icon("rotate-cw"), gettext("Gửi lại")),
        entry.draft && h("a", { class: "b s", href: `#viet/${entry.draft}` }, icon("pencil"), gettext("Sửa bài")),
      ],
      ["refused", "paused"].includes(entry.state) && h("button", { class: "b s q", type: "button", onclick: () => giveUp(entry) }, gettext("Bỏ khỏi hộp gửi")),
    ),
  );
}

async function again(entry) {
  for (const id of entry.files) {
    await change("files", id, (file) => (file.state === "refused" ? { ...file, state: "waiting", message: "" } : file));
  }
  await retry(entry.seq);
  sendSoon();
}

// The draft stays on the phone: only the wish to send it goes.
async function giveUp(entry) {
  await setEntry(entry.seq, { state: "replaced" });
  say(entry.draft ? gettext("Đã bỏ khỏi hộp gửi. Bài vẫn ở trên máy.") : gettext("Đã bỏ khỏi hộp gửi."));
}

function version(title, by, told) {
  return h("div", { class: "ver" }, h("h3", {}, title), by && h("p", { class: "sm mut" }, by), h("p", { class: "str" }, told.title), h("p", {}, told.sapo), told.parts.map((part) => h("p", { class: "pre" }, part.text ?? part.fixed ?? "")));
}

// The text is not the one that was read: nothing was decided.
function undecided(entry) {
  const { theirs } = entry;
  const leave = (address) => async () => {
    await setEntry(entry.seq, { state: "replaced" });
    location.hash = address;
  };
  const again = h("button", { class: "b go", type: "button", onclick: leave(`#duyet/${entry.article}`) }, gettext("Đọc bản mới rồi quyết"));
  return h(
    "div",
    { class: "g2" },
    bar("wait", "triangle-alert", entry.verb === "tra-lai" ? gettext("Chưa trả lại: bài đã có bản mới sau bản bạn đọc.") : gettext("Chưa duyệt: bài đã có bản mới sau bản bạn đọc.")),
    entry.body.comment && h("p", { class: "sm" }, interpolate(gettext("Lý do bạn ghi: %(reason)s"), { reason: entry.body.comment })),
    version(gettext("Bản ở tòa soạn"), [theirs.by, theirs.at_words].filter(Boolean).join(", "), { ...theirs, parts: theirs.body }),
    h("div", { class: "row wrap" }, h("button", { class: "b", type: "button", onclick: leave("#gui") }, gettext("Bỏ quyết định này")), again),
  );
}

async function conflict(entry) {
  const { theirs } = entry;
  const mine = async () => {
    const draft = await change("drafts", entry.draft, (held) => rebased(held, theirs));
    const parts = draft.parts.map(({ id, text }) => ({ id, text: text ?? null }));
    const body = { ...entry.body, article: theirs.id, base: theirs.base, title: draft.title, sapo: draft.sapo, parts };
    // Another thing is asked now, so it has another key.
    await retry(entry.seq, (held) => ({ ...held, body, act: newId(), tried: false, version: draft.version }));
    sendSoon();
  };
  const newsroom = async () => {
    const draft = await draftById(entry.draft);
    const copy = { ...draft, id: newId(), key: "", heading: interpolate(gettext("Bản của tôi: %(title)s"), { title: draft.title || draft.heading }), assignment: null, article: null, base: "", isFree: true, files: [] };
    await put("drafts", copy);
    await put("drafts", { ...taken(draft, theirs), isTouched: false });
    await setEntry(entry.seq, { state: "replaced" });
    location.hash = `#viet/${entry.draft}`;
  };
  return h(
    "div",
    { class: "g2" },
    bar("wait", "triangle-alert", gettext("Chưa gửi đè lên gì cả. Xem hai bản rồi chọn bản gửi tiếp.")),
    h("div", { class: "vers" }, version(gettext("Bản trên máy"), "", entry.body), version(gettext("Bản ở tòa soạn"), [theirs.by, theirs.at_words].filter(Boolean).join(", "), { ...theirs, parts: theirs.body })),
    h("p", { class: "sm mut" }, gettext("Giữ bản nào thì bản kia vẫn còn: bản tòa soạn trong lịch sử bài, bản trên máy ở thẻ Viết.")),
    h("div", { class: "row wrap" }, h("button", { class: "b", type: "button", onclick: newsroom }, gettext("Lấy bản tòa soạn")), h("button", { class: "b go", type: "button", onclick: mine }, gettext("Gửi bản trên máy"))),
  );
}

export async function outboxScreen() {
  const rows = (await entries()).filter((entry) => entry.state !== "replaced").reverse();
  const files = new Map((await all("files")).map((file) => [file.id, file]));
  const open = rows.filter((entry) => entry.state !== "done");
  const done = rows.filter((entry) => entry.state === "done").slice(0, 20);
  const busy = await get("kept", "me");
  return {
    title: gettext("Hộp gửi đi"),
    body: h(
      "div",
      { class: "sec" },
      open.length > 0 && h("p", { class: "sm mut" }, gettext("Máy tự gửi khi có mạng, tiếp từ chỗ dừng. Giữ ứng dụng mở thì gửi nhanh hơn.")),
      await Promise.all(open.map((entry) => entryShown(entry, files))),
      !rows.length && h("div", { class: "empty" }, h("b", {}, gettext("Hộp gửi trống")), busy && gettext("Bài, ảnh đã nộp hiện ở đây cho đến khi tới tòa soạn.")),
      done.length > 0 && h("h2", {}, gettext("Đã gửi")),
      await Promise.all(done.map((entry) => entryShown(entry, files))),
      done.length > 0 && h("button", { class: "b s q", type: "button", onclick: () => tidy(done) }, gettext("Xóa danh sách đã gửi")),
    ),
  };
}

async function tidy(done) {
  for (const entry of done) {
    for (const id of entry.files) await change("files", id, (file) => ({ ...file, draft: null }));
    await setEntry(entry.seq, { state: "replaced" });
  }
  changed();
}
