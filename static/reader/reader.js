// Everything here is optional: without it the page reads the same.
const root = document.documentElement, all = (s) => document.querySelectorAll(s);
const zone = {timeZone: "Asia/Ho_Chi_Minh"};
const day = (d) => d.toLocaleDateString("en-GB", zone);
const dark = () => (root.dataset.mode || (matchMedia("(prefers-color-scheme:dark)").matches ? "dark" : "light")) === "dark";
const kept = (() => { try { return localStorage } catch { return {} } })();
if (kept.mode === "dark" || kept.mode === "light") root.dataset.mode = kept.mode;
const now = new Date();
for (const t of all("[data-today]")) {
  t.dateTime = day(now).split("/").reverse().join("-");
  const name = now.toLocaleDateString("vi-VN", {...zone, weekday: "long"});
  t.textContent = name.replace(/(^|\s)\S/g, (c) => c.toUpperCase()) + ", " + day(now);
}
for (const t of all("[data-moment]")) {
  const d = new Date(t.dateTime);
  if (day(d) === day(now)) t.textContent = d.toLocaleTimeString("en-GB", {...zone, hour: "2-digit", minute: "2-digit"});
}
for (const b of all("[data-mode-switch]")) {
  const show = () => { const [a, z] = b.querySelectorAll("span"); a.hidden = dark(); z.hidden = !dark(); b.hidden = false };
  b.onclick = () => { root.dataset.mode = kept.mode = dark() ? "light" : "dark"; show() };
  show();
}
if (navigator.share) for (const b of all("[data-share]")) {
  b.hidden = false;
  b.onclick = () => navigator.share({title: document.title, url: document.querySelector("[rel=canonical]")?.href || location.href}).catch(() => {});
}
for (const box of all("[data-player]")) {
  const b = box.querySelector("button");
  b.hidden = false;
  b.onclick = () => {
    const f = document.createElement("iframe");
    Object.assign(f, {src: box.dataset.player, title: box.dataset.title, allowFullscreen: true, referrerPolicy: "strict-origin-when-cross-origin"});
    b.replaceWith(f);
    f.focus();
  };
}
if (navigator.serviceWorker && !document.querySelector(".draft")) navigator.serviceWorker.register("/sw.js").catch(() => {});
