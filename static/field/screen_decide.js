// “Duyệt”: what waits for the person's decision. Without network a decision waits in the
// outbox, with the text it is about and the step: the house refuses it when either is
// another by then. Publishing is never put off: nobody would see at what hour it happens.

import { late } from "./clock.js";
import { bar, chips, field, growing, h, icon, pill, say } from "./dom.js";
import { newId } from "./drafts.js";
import { ask, read, state, tell } from "./house.js";
import { enqueue, entries } from "./outbox.js";
import { all, put, remove } from "./store.js";
import { gettext, interpolate } from "./words.js";

const KEPT = "article-";
const KEPT_MOST = 10;
const FRESH_MS = 300_000;
const PUT_OFF = new Set(["duyet", "tra-lai"]);

const TURNS = [
  ["own", () => gettext("Đến lượt bạn")],
  ["ready", () => gettext("Sẵn sàng xuất bản")],
  ["ahead", () => gettext("Còn ở bước trước, bạn duyệt thay được")],
];

function listed(row) {
  return h(
    "article",
    { class: "it" },
    h("div", { class: "row wrap" }, pill("review", "eye", row.state_words), row.due && late(row.due) && pill("bad", "triangle-alert", late(row.due))),
    h("h3", {}, h("a", { href: `#duyet/${row.article}` }, row.title)),
    h("p", { class: "sm mut" }, row.by),
  );
}

export async function waitingScreen() {
  const { value, isNew } = await read("waiting", "duyet/");
  const rows = value?.rows ?? [];
  if (isNew) keepToRead(rows.filter((row) => row.turn === "own").slice(0, KEPT_MOST));
  const groups = TURNS.map(([turn, words]) => [words(), rows.filter((row) => row.turn === turn)]);
  return {
    title: gettext("Duyệt bài"),
    body: h(
      "div",
      { class: "sec" },
      !isNew && bar("wait", "wifi-off", gettext("Danh sách lưu trên máy. Bài đã mở hoặc đến lượt bạn thì đọc và quyết được; quyết định tự gửi khi có mạng.")),
      groups.filter(([, own]) => own.length).map(([words, own]) => h("section", { class: "group" }, h("h2", {}, words), own.map(listed))),
      !rows.length && h("div", { class: "empty" }, h("b", {}, gettext("Chưa có bài nào chờ bạn")), gettext("Bài nộp đến lượt bạn hiện ở đây.")),
    ),
  };
}

// What is the person's turn is brought along, so that it can be read on the road; what
// no longer waits leaves the phone.
async function keepToRead(rows) {
  try {
    const wanted = new Set(rows.map((row) => `${KEPT}${row.article}`));
    const fresh = new Set();
    for (const { name, at } of await all("kept")) {
      if (!name.startsWith(KEPT)) continue;
      if (!wanted.has(name)) await remove("kept", name);
      else if (Date.now() - (at ?? 0) < FRESH_MS) fresh.add(name);
    }
    for (const row of rows) {
      const name = `${KEPT}${row.article}`;
      if (!fresh.has(name)) await put("kept", { name, at: Date.now(), value: await ask(`bai/${row.article}/`) });
    }
  } catch {
    // The line broke, or the phone is full: it is read when it is opened.
  }
}

// A decision about the article that has not left yet.
async function putOff(pk) {
  const held = await entries();
  return held.some((entry) => entry.kind === "decide" && entry.article === pk && ["waiting", "sending", "paused"].includes(entry.state));
}

function picture(photo) {
  return h("figure", {}, photo.src && h("img", { src: photo.src, alt: photo.alt ?? "", width: photo.width, height: photo.height }), h("figcaption", { class: "sm mut" }, [photo.caption, photo.credit].filter(Boolean).join(" · "), photo.refused && h("span", { class: "late" }, ` ${photo.refused}`)));
}

function read_(told) {
  return h(
    "div",
    { class: "sec g3" },
    h("div", { class: "row wrap" }, pill(told.state_look, "eye", told.state_words), h("span", { class: "sm mut" }, told.by)),
    h("ol", { class: "chain plain" }, told.steps.map(([role, detail, here]) => h("li", { class: here, "aria-current": here === "here" && "step" }, icon(here === "done" ? "circle-check" : "clock"), h("b", {}, role), h("span", { class: "sm mut" }, detail)))),
    h("h2", { class: "head" }, told.title),
    told.changes.length > 0 && [
      bar("wait", "file-text", interpolate(gettext("%(n)s chỗ đổi từ lần duyệt trước"), { n: told.changes.length })),
      h("div", { class: "diff" }, told.changes.map((change) => h("p", {}, change.pieces.map(([tag, words]) => (tag ? h(tag, {}, words) : words))))),
    ],
    h("p", { class: "sapo" }, told.sapo),
    told.photos.map(picture),
    h("div", { class: "body g2" }, told.body.map((part) => ("fixed" in part ? h("p", { class: "fixed sm" }, icon("file-text"), part.fixed) : part.text.split("\n\n").map((words) => h("p", {}, words))))),
    told.checks.length > 0 && h("ul", { class: "sm plain g1" }, told.checks.map((words) => h("li", { class: "row" }, icon("triangle-alert"), words))),
    h("a", { class: "b", href: told.url }, gettext("Mở ở trang tòa soạn")),
  );
}

// The key is made once for a button: pressed again after a cut, it is the same wish.
function decision(told, action, more) {
  const key = newId();
  return async (event) => {
    const button = event.currentTarget;
    button.disabled = true;
    const path = `bai/${told.id}/${action.verb}/`;
    const body = { base: told.base, step: action.step ?? "", ...more() };
    try {
      const { said } = await tell(path, { id: key, ...body });
      say(said);
      const { verb } = action;
      location.hash = verb === "duyet" ? `#duyet/${told.id}` : "#duyet";
      if (verb === "duyet") dispatchEvent(new HashChangeEvent("hashchange"));
    } catch (error) {
      if (error.status === 0 && PUT_OFF.has(action.verb)) return wait({ act: key, kind: "decide", path, body, article: told.id, verb: action.verb, title: told.title });
      button.disabled = false;
      say(refusalWords(error), "bad");
    }
  };
}

// Under the key it was sent with: should the house have heard after all, it does it once.
async function wait(entry) {
  await enqueue(entry);
  say(gettext("Chưa có mạng: quyết định chờ ở Hộp gửi đi. Bài mà đổi trước lúc gửi thì không tính."));
  location.hash = "#duyet";
}

function refusalWords(error) {
  if (error.status === 0) return gettext("Chưa xuất bản: mất mạng. Bấm lại khi có mạng.");
  if (error.code === "piece_changed") return gettext("Bài vừa có bản mới. Mở lại để đọc bản mới rồi duyệt.");
  return error.message || gettext("Chưa làm được. Thử lại sau ít phút.");
}

function returning(told, action) {
  const reason = growing(h("textarea", { class: "in", rows: 3, maxlength: 2000, id: "reason" }));
  let step = told.return_to[0]?.[0];
  const add = (words) => () => {
    reason.value = [reason.value.trim(), words].filter(Boolean).join(". ");
  };
  const press = decision(told, action, () => ({ to_step: step, comment: reason.value }));
  return {
    title: gettext("Trả lại bài"),
    back: `#duyet/${told.id}`,
    body: h(
      "div",
      { class: "sec g4" },
      h("p", { class: "sm mut" }, told.title),
      chips("to-step", gettext("Trả về bước"), told.return_to, step, (value) => {
        step = value;
      }),
      field(gettext("Lý do"), reason),
      h("div", { class: "row wrap" }, told.reasons.map((words) => h("button", { class: "b s", type: "button", onclick: add(words) }, words))),
    ),
    foot: h("div", { class: "thumb one" }, h("button", { class: "b go", type: "button", onclick: (event) => (reason.value.trim() ? press(event) : say(gettext("Ghi lý do để người nhận biết cần sửa gì."), "bad")) }, gettext("Trả lại"))),
  };
}

export async function decideScreen(key) {
  const [pk, part] = key.split("/");
  const { value: told, isNew, error } = await read(`${KEPT}${pk}`, `bai/${pk}/`);
  // A refusal is an answer: what the phone kept is not shown instead of it.
  const isRefused = error && error.status !== 0;
  if (!told || isRefused) {
    const words = isRefused ? error.message || gettext("Không mở được bài.") : gettext("Bài này chưa lưu trên máy. Cần có mạng để đọc và duyệt.");
    return { title: gettext("Duyệt bài"), back: "#duyet", body: h("div", { class: "sec" }, bar("wait", state.isOnline ? "triangle-alert" : "wifi-off", words)) };
  }
  if (await putOff(told.id)) {
    return { title: gettext("Duyệt bài"), back: "#duyet", body: h("div", {}, h("div", { class: "sec" }, bar("wait", "clock", gettext("Quyết định của bạn về bài này đang chờ gửi."), h("a", { class: "b s", href: "#gui" }, gettext("Mở hộp gửi")))), read_(told)) };
  }
  const back = told.actions.find((action) => action.verb === "tra-lai");
  if (part === "tra-lai" && back) return returning(told, back);
  const on = told.actions.filter((action) => action.verb !== "tra-lai");
  return {
    title: gettext("Duyệt bài"),
    back: "#duyet",
    body: isNew ? read_(told) : h("div", {}, h("div", { class: "sec" }, bar("wait", "wifi-off", gettext("Bản lưu trên máy. Quyết định chờ có mạng mới gửi."))), read_(told)),
    foot: h(
      "div",
      { class: back && on.length ? "thumb" : "thumb one" },
      back && h("a", { class: "b", href: `#duyet/${pk}/tra-lai` }, gettext("Trả lại")),
      on.map((action) => h("button", { class: "b go", type: "button", onclick: decision(told, action, () => ({})) }, action.label)),
      !told.actions.length && h("p", { class: "sm mut" }, gettext("Bài này không chờ bạn.")),
    ),
  };
}
