// In the page editor: how long the text is now beside the length that was ordered, and
// the body's length beside what the unit's profile allows.

import { fields } from "./article_text.js";

const SYLLABLE = /\S*[\p{L}\p{N}]\S*/gu;
const EVERY_MS = 1500;
const place = document.querySelector("#page-edit-form [data-length-now]");

const BODY = '[data-contentpath="body"] *';
const BODY_AND_SAPO = `#id_sapo, ${BODY}`;
const profile = JSON.parse(document.getElementById("content-profile")?.textContent || "{}");

function count(where) {
  return fields(document.getElementById("page-edit-form"))
    .filter(({ node }) => node.matches(where))
    .flatMap(({ lines }) => lines)
    .reduce((total, text) => total + (text.match(SYLLABLE) || []).length, 0);
}

const figures = new Intl.NumberFormat(document.documentElement.lang || "vi");

if (place) {
  const ordered = Number(place.dataset.lengthOrdered);
  const show = () => {
    const now = count(BODY_AND_SAPO);
    const text = fill(gettext("%(now)s trên %(ordered)s"), {
      now: figures.format(now),
      ordered: figures.format(ordered),
    });
    if (place.textContent !== text) place.textContent = text;
    place.classList.toggle("late", Math.abs(now - ordered) > ordered / 10);
  };
  setInterval(() => { if (!document.hidden) show(); }, EVERY_MS);
}

function allowed(least, most) {
  if (!most) return fill(gettext("từ %(min)s chữ"), { min: figures.format(least) });
  if (!least) return fill(gettext("đến %(max)s chữ"), { max: figures.format(most) });
  return fill(gettext("từ %(min)s đến %(max)s chữ"), {
    min: figures.format(least),
    max: figures.format(most),
  });
}

const body = document.querySelector('#page-edit-form [data-contentpath="body"]');
if (body && (profile.bodyMin || profile.bodyMax)) {
  const line = document.createElement("output");
  line.className = "ts-count";
  line.dataset.bodyCount = "";
  body.append(line);
  const show = () => {
    const now = count(BODY);
    const text = fill(gettext("%(now)s chữ, mẫu: %(allowed)s"), {
      now: figures.format(now),
      allowed: allowed(profile.bodyMin, profile.bodyMax),
    });
    if (line.textContent !== text) line.textContent = text;
    line.classList.toggle("over", now > (profile.bodyMax ?? Infinity));
  };
  setInterval(() => { if (!document.hidden) show(); }, EVERY_MS);
  show();
}

function fill(format, values) {
  return format.replace(/%\((\w+)\)s/g, (_whole, name) => values[name]);
}
