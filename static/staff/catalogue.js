// The archive's grid: arrows move, Enter opens, X ticks, B collects, "/" goes to its own box; a
// click on a wide screen looks quickly at the side; the next page comes as one nears
// the end. Without any of this the links lead to the same places.

import { deeds } from "./keyed.js";

const WIDE = matchMedia("(min-width: 64rem)");
const LOOK_AFTER_MS = 180;

const grid = document.querySelector("[data-catalogue]");
const shelf = grid?.querySelector("[data-shelf]");
const look = grid?.querySelector("[data-look]");
const lookBody = look?.querySelector("[data-look-body]");

function things() {
  return shelf ? [...shelf.querySelectorAll("[data-thing]")] : [];
}

// --- Moving ----------------------------------------------------------------------

// How many stand in a row: those as high as the first.
function across(links) {
  const top = links[0].getBoundingClientRect().top;
  const next = links.findIndex((link) => link.getBoundingClientRect().top > top + 4);
  return next < 1 ? links.length : next;
}

function move(step) {
  const links = things();
  if (!links.length) return false;
  const now = links.indexOf(document.activeElement);
  const asked = step(now, links);
  const to = links[Math.max(0, Math.min(links.length - 1, now < 0 ? 0 : asked))];
  to.focus();
  to.scrollIntoView({ block: "nearest" });
  return true;
}

function tick() {
  const box = document.activeElement?.closest(".thing")?.querySelector("[data-tick]");
  if (!box) return false;
  box.click();
  return true;
}

function collect() {
  const button = grid.querySelector("[data-catalogue-collect]");
  if (!button || button.disabled) return false;
  button.click();
  return true;
}

function toWords() {
  const box = grid.querySelector("[data-catalogue-words]");
  box.focus();
  box.select();
  return true;
}

// --- Ticked ----------------------------------------------------------------------

const count = grid?.querySelector("[data-catalogue-count]");
// What is done with the ticked ones.
const forPicked = grid?.querySelectorAll("[data-catalogue-only], [data-catalogue-deed]") ?? [];
const hint = count?.textContent;

function told() {
  const n = shelf.querySelectorAll("[data-tick]:checked").length;
  const words = ngettext("Đã chọn %s mục", "Đã chọn %s mục", n);
  count.textContent = n ? interpolate(words, [n]) : hint;
  for (const button of forPicked) button.disabled = !n;
}

// --- The quick look ---------------------------------------------------------------

let waiting;
let lookedAt = "";

function mark(link) {
  for (const each of things()) each.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "true");
}

async function show(link) {
  lookedAt = link.href;
  mark(link);
  look.hidden = false;
  const answer = await fetch(`${link.href}?chi=khung`, { credentials: "same-origin" });
  // Somebody was quicker than the line.
  if (lookedAt !== link.href) return;
  if (!answer.ok || answer.redirected) return location.assign(link.href);
  lookBody.innerHTML = await answer.text();
}

function close() {
  if (look.hidden) return false;
  look.hidden = true;
  lookedAt = "";
  const now = shelf.querySelector("[aria-current]");
  mark(null);
  now?.focus();
  return true;
}

function clicked(event) {
  const link = event.target.closest("[data-thing]");
  const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.button;
  // The Enter key clicks too, but zero times: it opens.
  if (!link || !isPlain || !event.detail || !WIDE.matches) return;
  event.preventDefault();
  link.focus();
  show(link).catch(() => location.assign(link.href));
}

function focused(event) {
  const link = event.target.closest("[data-thing]");
  if (!link || look.hidden || link.href === lookedAt) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => show(link).catch(() => {}), LOOK_AFTER_MS);
}

// --- Films move under the pointer ---------------------------------------------------

const STILL = matchMedia("(prefers-reduced-motion: reduce)");

function moves(event) {
  const place = event.target.closest(".thing")?.querySelector("[data-moving]");
  if (!place || STILL.matches || place.querySelector("video")) return;
  const film = document.createElement("video");
  Object.assign(film, { src: place.dataset.moving, muted: true, loop: true, playsInline: true });
  film.setAttribute("aria-hidden", "true");
  place.querySelector("img")?.after(film);
  film.play().catch(() => film.remove());
}

function stops(event) {
  const thing = event.target.closest(".thing");
  if (!thing?.contains(event.relatedTarget)) thing?.querySelector("[data-moving] video")?.remove();
}

// --- The next page ----------------------------------------------------------------

let isComing = false;

async function next() {
  const more = grid.querySelector("[data-more]");
  const link = more?.querySelector("a");
  if (!link || isComing) return;
  isComing = true;
  try {
    const answer = await fetch(link.href, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const came = [...page.querySelectorAll("[data-shelf] > .thing")];
    shelf.append(...came.map((thing) => document.adoptNode(thing)));
    const after = page.querySelector("[data-more] a");
    if (after) link.href = after.getAttribute("href");
    else more.remove();
    const words = ngettext("Thêm %s mục", "Thêm %s mục", came.length);
    grid.querySelector("[data-catalogue-said]").textContent = interpolate(words, [came.length]);
  } catch {
    // The link stays: a press asks again, as without a script.
    near?.disconnect();
  } finally {
    isComing = false;
  }
  const end = grid.querySelector("[data-more]");
  if (end && near) {
    // Seen anew, in case the page that came did not fill the screen.
    near.unobserve(end);
    near.observe(end);
  }
}

const near = "IntersectionObserver" in window
  ? new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && next(), {
    rootMargin: "600px",
  })
  : null;

if (grid) {
  deeds.set("/", toWords);
  const facets = grid.querySelector("[data-facets]");
  if (facets) facets.open = WIDE.matches;
}
if (shelf) {
  deeds.set("arrowright", () => move((now) => now + 1));
  deeds.set("arrowleft", () => move((now) => now - 1));
  deeds.set("arrowdown", () => move((now, links) => now + across(links)));
  deeds.set("arrowup", () => move((now, links) => now - across(links)));
  deeds.set("x", tick);
  deeds.set("b", collect);
  deeds.set("escape", close);
  shelf.addEventListener("click", clicked);
  shelf.addEventListener("focusin", focused);
  shelf.addEventListener("change", told);
  for (const begins of ["pointerover", "focusin"]) shelf.addEventListener(begins, moves);
  for (const ends of ["pointerout", "focusout"]) shelf.addEventListener(ends, stops);
  // Back from a deed the browser ticks again what was ticked, and says so to nobody.
  window.addEventListener("pageshow", told);
  look.querySelector("[data-look-close]").addEventListener("click", close);
  const end = grid.querySelector("[data-more]");
  if (end) near?.observe(end);
  told();
}
