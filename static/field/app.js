// Filing from the field. The page is one frame with tabs; each screen draws itself.

import { bar, h, icon, say, show } from "./dom.js";
import { loginAddress, meet, remember, state, tokenNow } from "./house.js";
import { entries, onChange } from "./outbox.js";
import { decideScreen, waitingScreen } from "./screen_decide.js";
import { outboxScreen } from "./screen_outbox.js";
import { pitchScreen } from "./screen_pitch.js";
import { briefScreen, workScreen } from "./screen_work.js";
import { draftsScreen, flush, writeScreen } from "./screen_write.js";
import { keepSending, sendSoon } from "./sender.js";
import { ownerNow, wipe } from "./store.js";
import { gettext, interpolate } from "./words.js";

const TABS = [
  ["viec", "list-checks", () => gettext("Việc"), workScreen],
  ["viet", "square-pen", () => gettext("Viết"), draftsScreen],
  ["gui", "upload", () => gettext("Hộp gửi"), outboxScreen],
  ["de-xuat", "lightbulb", () => gettext("Đề xuất"), pitchScreen],
  ["duyet", "eye", () => gettext("Duyệt"), waitingScreen],
];
const INNER = { viec: briefScreen, viet: writeScreen, duyet: decideScreen };

const FOCUSED = "#app a, #app button";

let drawn = 0;
let drawnPlace = null;

// Drawn again under somebody's keyboard: the same button keeps the focus.
function focusHeld() {
  return [...document.querySelectorAll(FOCUSED)].indexOf(document.activeElement);
}

function place() {
  const [tab, ...rest] = location.hash.slice(1).split("/");
  return { tab: TABS.some(([name]) => name === tab) ? tab : "viec", key: rest.join("/") };
}

async function draw() {
  const turn = ++drawn;
  await flush();
  if (ownerNow() === null) return showDoor();
  const { tab, key } = place();
  const screen = key && INNER[tab] ? INNER[tab] : TABS.find(([name]) => name === tab)[3];
  const parts = await screen(key);
  if (turn !== drawn) return;
  const { title, back, aside, body, foot } = parts;
  document.title = `${title} - ${gettext("Hiện trường")}`;
  const held = drawnPlace === location.hash ? focusHeld() : -1;
  show(header(title, back, aside), notices(), body, foot ?? tabs(tab));
  drawnPlace = location.hash;
  if (held >= 0) document.querySelectorAll(FOCUSED)[held]?.focus({ preventScroll: true });
  badge();
}

function header(title, back, aside) {
  return h(
    "header",
    { class: "hdr" },
    back && h("a", { class: "b ic q", href: back, "aria-label": gettext("Quay lại") }, icon("arrow-left")),
    typeof title === "string" ? h("h1", { class: "grow" }, title) : title,
    aside ?? h("button", { class: "b ic q", type: "button", "aria-label": gettext("Đăng xuất"), onclick: signOut }, icon("log-out")),
  );
}

function notices() {
  const found = h("div", { id: "notices" });
  fillNotices(found);
  return found;
}

function fillNotices(found) {
  const lines = [];
  if (!navigator.onLine) {
    lines.push(bar("wait", "wifi-off", gettext("Mất mạng. Cứ viết tiếp, bài tự gửi khi có mạng lại.")));
  } else if (state.isSignedOut) {
    lines.push(
      bar("wait", "user-round", gettext("Phiên làm việc đã hết. Bài vẫn giữ trên máy; đăng nhập để gửi tiếp."), " ", h("a", { class: "b s", href: loginAddress }, gettext("Đăng nhập"))),
    );
  }
  found.replaceChildren(...lines);
}

function tabs(here) {
  const seen = TABS.filter(([name]) => name !== "duyet" || state.me?.decides);
  return h(
    "nav",
    { class: "tabs", "aria-label": gettext("Menu chính") },
    seen.map(([name, sign, words]) => h("a", { href: `#${name}`, "aria-current": name === here && "page" }, icon(sign), words(), name === "gui" && h("b", { class: "cnt", id: "gui-cnt", hidden: true }))),
  );
}

async function badge() {
  const place = document.getElementById("gui-cnt");
  if (!place || ownerNow() === null) return;
  const open = (await entries()).filter((entry) => !["done", "replaced"].includes(entry.state)).length;
  place.textContent = open;
  place.hidden = !open;
  if (open) place.setAttribute("aria-label", interpolate(gettext("%(n)s việc chờ gửi"), { n: open }));
}

function showDoor() {
  show(
    header(gettext("Hiện trường"), null, h("span")),
    h("div", { class: "sec g3" }, h("p", {}, gettext("Đăng nhập một lần khi có mạng. Sau đó ứng dụng mở được cả khi mất mạng.")), h("a", { class: "b go", href: loginAddress }, gettext("Đăng nhập"))),
  );
}

async function signOut() {
  await flush();
  const open = (await entries()).filter((entry) => !["done", "replaced"].includes(entry.state)).length;
  const question = open
    ? interpolate(gettext("Còn %(n)s việc chưa gửi. Đăng xuất xóa hết bài, ảnh và việc chờ gửi trên máy này. Đăng xuất?"), { n: open })
    : gettext("Đăng xuất xóa bài nháp và ảnh giữ trên máy này. Đăng xuất?");
  if (!confirm(question)) return;
  let token = "";
  try {
    await meet();
    token = tokenNow();
  } catch {
    if (!state.isSignedOut) return say(gettext("Chưa đăng xuất được: mất mạng. Bấm lại khi có mạng."), "wait");
  }
  await wipe();
  const form = h("form", { method: "post", action: document.body.dataset.logout, hidden: true }, h("input", { name: "csrfmiddlewaretoken", value: token }));
  document.body.append(form);
  if (token) form.submit();
  else location.assign(loginAddress);
}

async function start() {
  try {
    await meet();
  } catch {
    await remember();
  }
  await draw();
  keepSending();
  sendSoon();
}

// Only what shows progress draws itself again; where somebody types, nothing moves.
onChange(() => {
  badge();
  if (place().tab === "gui") draw();
});
addEventListener("hashchange", () => {
  draw().then(() => {
    scrollTo(0, 0);
    document.getElementById("app").focus({ preventScroll: true });
  });
});
for (const name of ["online", "offline"]) {
  addEventListener(name, () => {
    const found = document.getElementById("notices");
    if (found) fillNotices(found);
  });
}
if ("serviceWorker" in navigator) navigator.serviceWorker.register(`${document.body.dataset.house}sw.js`);
start();
