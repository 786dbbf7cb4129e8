// Hours pass while a view stands open: "còn 35 phút" becomes "trễ 2 phút" by itself,
// in the words of newsroom/boards/timing.py.

import { root } from "./ask.js";

const EVERY_MS = 20000;
const [HOUR, DAY] = [60, 24 * 60];

function span(seconds) {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  const [text, n] =
    minutes < HOUR ? [gettext("%(n)s phút"), Math.max(minutes, 1)]
    : minutes < 2 * DAY ? [gettext("%(n)s giờ"), Math.floor(minutes / HOUR)]
    : [gettext("%(n)s ngày"), Math.floor(minutes / DAY)];
  return interpolate(text, { n }, true);
}

export function tellTimes(within = root) {
  tellAges(within);
  const now = Date.now() / 1000;
  for (const part of within.querySelectorAll("[data-planned]")) {
    const left = Number(part.dataset.planned) - now;
    const isLate = left <= 0;
    const text = isLate ? gettext("Trễ %(span)s") : gettext("Còn %(span)s");
    part.textContent = interpolate(text, { span: span(left) }, true);
    part.className = `sm ${isLate ? "late" : left < 3600 ? "warn" : "mut"}`;
    if (isLate) part.closest("[data-story]")?.classList.add("is-late");
  }
}

// How long an item has lain in its stage, as newsroom/desk_board/cards.py says it.
const [LONG, TOO_LONG] = [4 * 3600, 24 * 3600];

function tellAges(within) {
  const now = Date.now() / 1000;
  for (const part of within.querySelectorAll("[data-since]")) {
    const lain = now - Number(part.dataset.since);
    part.textContent = interpolate(gettext("Ở khâu này %(span)s"), { span: span(lain) }, true);
    part.className = `sm ${lain >= TOO_LONG ? "late" : lain >= LONG ? "warn" : "mut"}`;
    if (lain >= TOO_LONG) part.closest("[data-story]")?.classList.add("is-late");
  }
}

// The line "now" stands between what was and what is to come.
function moveNow() {
  const line = root.querySelector("[data-now]");
  if (!line || root.querySelector("[data-list]:hover")) return;
  const now = Math.floor(Date.now() / 1000);
  line.dataset.sort = String(now);
  line.querySelector("[data-now-hour]").textContent = new Date().toLocaleTimeString("vi-VN", {
    hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh",
  });
  const next = [...line.parentElement.children].find(
    (row) => row !== line && Number(row.dataset.sort) > now,
  );
  if (line.nextElementSibling !== (next ?? null)) line.parentElement.insertBefore(line, next ?? null);
}

export function startClock() {
  setInterval(() => {
    tellTimes();
    moveNow();
  }, EVERY_MS);
}
