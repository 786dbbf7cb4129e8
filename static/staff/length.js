// In the page editor: how long the text is now beside the length that was ordered.

import { fields } from "./article_text.js";

const SYLLABLE = /\S*[\p{L}\p{N}]\S*/gu;
const EVERY_MS = 1500;
const place = document.querySelector("#page-edit-form [data-length-now]");

const BODY_AND_SAPO = '#id_sapo, [data-contentpath="body"] *';

function count() {
  return fields(document.getElementById("page-edit-form"))
    .filter(({ node }) => node.matches(BODY_AND_SAPO))
    .flatMap(({ lines }) => lines)
    .reduce((total, text) => total + (text.match(SYLLABLE) || []).length, 0);
}

if (place) {
  const ordered = Number(place.dataset.lengthOrdered);
  const figures = new Intl.NumberFormat(document.documentElement.lang || "vi");
  const show = () => {
    const now = count();
    const text = fill(gettext("%(now)s trên %(ordered)s"), {
      now: figures.format(now),
      ordered: figures.format(ordered),
    });
    if (place.textContent !== text) place.textContent = text;
    place.classList.toggle("late", Math.abs(now - ordered) > ordered / 10);
  };
  setInterval(() => { if (!document.hidden) show(); }, EVERY_MS);
}

function fill(format, values) {
  return format.replace(/%\((\w+)\)s/g, (_whole, name) => values[name]);
}
