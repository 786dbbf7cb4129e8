// One line that says what was done or refused, with the way back where there is one.

import { root } from "./ask.js";

const SHOWN_MS = 15000;
const toast = root.querySelector("[data-toast]");
const undo = toast.querySelector("[data-undo]");
let timer;
let goBack = null;

export function say(text, { back = null, bad = false } = {}) {
  clearTimeout(timer);
  toast.querySelector("[data-toast-said]").textContent = text;
  toast.classList.toggle("is-bad", bad);
  toast.hidden = false;
  goBack = back;
  undo.hidden = !back;
  timer = setTimeout(hide, SHOWN_MS);
}

function hide() {
  toast.hidden = true;
  goBack = null;
}

undo.addEventListener("click", () => {
  const back = goBack;
  hide();
  back?.();
});
toast.querySelector("[data-toast-close]").addEventListener("click", hide);
