// Find and replace, and the house style, over the article in the page editor.

import { fields, instead, pattern, places, replaceEverywhere, writeDown } from "./article_text.js";

const QUIET_MS = 800;
const form = document.getElementById("page-edit-form");
const tools = form?.querySelector("[data-text-tools]");

function fill(format, values) {
  return format.replace(/%\((\w+)\)s/g, (_whole, name) => values[name]);
}

function findAndReplace(box) {
  const part = (name) => box.querySelector(`[data-find-${name}]`);
  const words = document.getElementById("find-words");
  const right = document.getElementById("find-instead");
  let at = -1;

  const sought = () =>
    pattern(words.value, {
      matchCase: document.getElementById("find-case").checked,
      whole: document.getElementById("find-whole").checked,
    });
  const say = (text) => { part("said").textContent = text; };
  const found = () => {
    const wanted = sought();
    return wanted ? places(form, wanted) : [];
  };
  const next = () => {
    const all = found();
    if (!all.length) return say(gettext("Không tìm thấy."));
    at = (at + 1) % all.length;
    const { field, line, match } = all[at];
    field.show(line, match);
    return say(fill(gettext("Chỗ %(n)s trên %(all)s"), { n: at + 1, all: all.length }));
  };
  const replaceOne = () => {
    const all = found();
    if (!all.length) return say(gettext("Không tìm thấy."));
    const { field, line, match } = all[Math.max(0, at) % all.length];
    field.replace(line, [match], () => right.value);
    at -= 1;
    return next();
  };
  const replaceAll = () => {
    const wanted = sought();
    const times = wanted ? replaceEverywhere(form, wanted, () => right.value) : 0;
    at = -1;
    say(fill(gettext("Đã thay %(n)s chỗ."), { n: times }));
  };

  part("next").addEventListener("click", next);
  part("one").addEventListener("click", replaceOne);
  part("all").addEventListener("click", replaceAll);
  box.addEventListener("change", () => { at = -1; });
  words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    next();
  });
  right.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

function houseStyle(box, rules) {
  const list = box.querySelector("[data-style-hits]");
  const said = box.querySelector("[data-style-said]");
  const every = box.querySelector("[data-style-every]");
  const known = rules.map((rule) => ({ ...rule, sought: pattern(rule.wrong, rule) }));
  let shown = "";
  let seen = null;

  const mend = ({ sought, right, matchCase }) =>
    replaceEverywhere(form, sought, (found) => instead(found, right, matchCase));

  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "b s";
    made.textContent = text;
    made.addEventListener("click", () => { act(); look(); });
    return made;
  };

  const row = ({ rule, all }) => {
    const line = document.createElement("li");
    line.className = "act";
    const words = document.createElement("div");
    const title = document.createElement("p");
    title.className = "ttl";
    const wrong = document.createElement("del");
    wrong.textContent = rule.wrong;
    title.append(wrong, rule.right ? ` → ${rule.right}` : "");
    const about = document.createElement("p");
    about.className = "sub";
    const times = fill(gettext("%(n)s chỗ"), { n: all.length });
    for (const text of [rule.banned ? gettext("Cấm dùng") : "", times, rule.note]) {
      if (!text) continue;
      const piece = document.createElement("span");
      piece.textContent = text;
      about.append(piece);
    }
    words.append(title, about);
    const acts = document.createElement("div");
    acts.className = "row";
    acts.append(button(gettext("Đến chỗ"), () => {
      // Looked for now: the text may have moved since the line was written.
      const [first] = places(form, rule.sought);
      first?.field.show(first.line, first.match);
    }));
    if (rule.right) acts.append(button(gettext("Sửa"), () => mend(rule)));
    line.append(words, acts);
    return line;
  };

  function look() {
    const text = fields(form).flatMap(({ lines }) => lines).join("\n");
    if (text === seen) return;
    seen = text;
    const hits = known
      .map((rule) => ({ rule, all: places(form, rule.sought) }))
      .filter(({ all }) => all.length);
    const now = JSON.stringify(hits.map(({ rule, all }) => [rule.wrong, all.length]));
    if (now === shown) return;
    shown = now;
    const total = hits.reduce((sum, { all }) => sum + all.length, 0);
    said.textContent = total
      ? fill(gettext("Quy ước viết: %(n)s chỗ cần xem"), { n: total })
      : gettext("Đúng quy ước viết");
    list.replaceChildren(...hits.map(row));
    every.hidden = !hits.some(({ rule }) => rule.right);
  }

  box.querySelector("[data-style-all]").addEventListener("click", () => {
    known.filter(({ right }) => right).forEach(mend);
    look();
  });
  // Rich text tells of changes in its own way, so the whole text is looked at again.
  setInterval(() => { if (!document.hidden) look(); }, QUIET_MS * 2);
  setTimeout(look, QUIET_MS);
}

// Words typed a moment before saving belong to what is saved.
form?.addEventListener("submit", () => writeDown(form), true);

if (tools) {
  // What is typed here is no part of the article: the page must not be saved for it.
  for (const type of ["input", "change", "keyup"]) {
    tools.addEventListener(type, (event) => event.stopPropagation());
  }
  findAndReplace(tools.querySelector("[data-find]"));
  const rules = document.getElementById("house-style");
  const style = tools.querySelector("[data-style]");
  if (rules && style) houseStyle(style, JSON.parse(rules.textContent));
}
