// The front being arranged. Every deed is asked of the house, which answers with the
// places as they would be; nothing is changed before it is saved. Without this script the
// same buttons lead from page to page.

const form = document.querySelector("[data-front]");
const STARTS_AFTER = 6;
const EDGE = 70;
let turn = 0;

const said = () => form.querySelector("[data-said]");
const part = (root, name) => root.querySelector(`[data-part="${name}"]`);

function put(answer, names) {
  const again = document.activeElement?.dataset?.again;
  const was = document.activeElement?.closest?.("[data-item]")?.dataset.item;
  for (const name of names) {
    const fresh = part(answer, name);
    if (fresh) part(form, name).replaceWith(fresh);
  }
  const next =
    (again && form.querySelector(`[data-again="${again}"]`)) ||
    (was && form.querySelector(`.fp-place[data-item="${was}"] button:not([data-grip])`));
  if (document.activeElement === document.body) next?.focus();
}

async function ask(deed, names) {
  const own = ++turn;
  const body = new FormData(form);
  body.set("do", deed);
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Sheet": "1" } });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (own !== turn) return;
    put(page, names);
    if (names.includes("board") && !deed.startsWith("hold")) said().textContent = gettext("Chưa lưu.");
  } catch {
    said().textContent = gettext("Chưa hỏi được máy chủ. Kiểm tra mạng rồi bấm lại.");
  } finally {
    if (own === turn) form.removeAttribute("aria-busy");
  }
}

const both = (deed) => ask(deed, ["board", "tray"]);

// --- Buttons and words -------------------------------------------------------------

function startButtons() {
  form.addEventListener("submit", (event) => {
    const deed = event.submitter?.name === "do" ? event.submitter.value : "find";
    if (deed === "save") return;
    event.preventDefault();
    // Not sent: forms.js would take the whole form for on its way.
    event.stopPropagation();
    if (deed === "find") ask("find", ["tray"]);
    else both(deed);
  });
  let waits = 0;
  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-find]")) {
      clearTimeout(waits);
      waits = setTimeout(() => ask("find", ["tray"]), 250);
    } else if (event.target.name?.startsWith("until-")) {
      said().textContent = gettext("Chưa lưu.");
    }
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "starts_at") both("find");
  });
}

// --- Carrying by mouse, pen and finger ---------------------------------------------

let carry = null;

function placeAt(event) {
  return document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-place]");
}

function light(place) {
  for (const each of form.querySelectorAll(".is-over")) each.classList.remove("is-over");
  place?.classList.add("is-over");
}

// What moves when the person scrolls: the page, or a part of the shell around it.
function scrollerOf(element) {
  for (let each = element; each; each = each.parentElement) {
    const moves = /auto|scroll/.test(getComputedStyle(each).overflowY);
    if (moves && each.scrollHeight > each.clientHeight) return each;
  }
  return document.scrollingElement;
}

function lift() {
  carry.ghost = document.createElement("p");
  carry.ghost.className = "fp-ghost";
  carry.ghost.textContent = carry.card.querySelector(".ttl")?.textContent ?? "";
  form.append(carry.ghost);
  carry.card.classList.add("is-carried");
  form.classList.add("is-carrying");
}

function putDown() {
  carry?.ghost?.remove();
  carry?.card.classList.remove("is-carried");
  form.classList.remove("is-carrying");
  light(null);
  carry = null;
}

function follow(event) {
  if (!carry) return;
  const far = Math.hypot(event.clientX - carry.x, event.clientY - carry.y);
  if (!carry.ghost && far < STARTS_AFTER) return;
  if (!carry.ghost) lift();
  event.preventDefault();
  carry.ghost.style.left = `${event.clientX + 12}px`;
  carry.ghost.style.top = `${event.clientY + 12}px`;
  light(placeAt(event));
  if (event.clientY < EDGE) carry.scroller.scrollBy(0, -18);
  else if (event.clientY > window.innerHeight - EDGE) carry.scroller.scrollBy(0, 18);
}

function drop(event) {
  const { card, ghost } = carry ?? {};
  const place = ghost && placeAt(event);
  putDown();
  if (!place || place === card) return;
  both(`put|${card.dataset.item}|${place.dataset.place}`);
}

function startCarrying() {
  form.addEventListener("pointerdown", (event) => {
    const card = event.target.closest("[data-item]");
    const grip = event.target.closest("[data-grip]");
    const plain = !event.target.closest("button, input, a, label");
    // A finger on the card scrolls; on the grip it carries.
    if (!card || event.button || !(grip || (plain && event.pointerType === "mouse"))) return;
    event.preventDefault();
    carry = { card, x: event.clientX, y: event.clientY, scroller: scrollerOf(form) };
  });
  window.addEventListener("pointermove", follow, { passive: false });
  window.addEventListener("pointerup", drop);
  window.addEventListener("pointercancel", putDown);
  window.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && carry) putDown();
  });
}

if (form) {
  form.classList.add("is-live");
  startButtons();
  startCarrying();
}
