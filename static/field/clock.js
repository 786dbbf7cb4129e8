// The house's clock. A phone's own may stand in 2019 or run ahead: only how far it has
// moved since the house last answered is believed, and no order is made of it.

import { gettext, interpolate } from "./words.js";

let offset = 0;

export function heard(nowMs) {
  if (typeof nowMs === "number") offset = nowMs - Date.now();
  return offset;
}

export function offsetKept(kept) {
  if (typeof kept === "number") offset = kept;
}

export function now() {
  return Date.now() + offset;
}

const HOUR = new Intl.DateTimeFormat("vi-VN", {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: "Asia/Ho_Chi_Minh",
});

export function hour(ms) {
  return HOUR.format(new Date(ms));
}

export function ago(ms) {
  const minutes = Math.max(0, Math.floor((now() - ms) / 60_000));
  if (minutes < 1) return gettext("vừa xong");
  if (minutes < 60) return interpolate(gettext("%(n)s phút trước"), { n: minutes });
  if (minutes < 24 * 60) {
    return interpolate(gettext("%(n)s giờ trước"), { n: Math.floor(minutes / 60) });
  }
  return interpolate(gettext("%(n)s ngày trước"), { n: Math.floor(minutes / 1440) });
}

export function late(dueMs) {
  const minutes = Math.floor((now() - dueMs) / 60_000);
  if (minutes < 1) return "";
  if (minutes < 60) return interpolate(gettext("Trễ %(n)s phút"), { n: minutes });
  if (minutes < 48 * 60) {
    return interpolate(gettext("Trễ %(n)s giờ"), { n: Math.floor(minutes / 60) });
  }
  return interpolate(gettext("Trễ %(n)s ngày"), { n: Math.floor(minutes / 1440) });
}
