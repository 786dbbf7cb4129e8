// Elements by hand: nothing that was typed or sent is ever read as markup.

const app = document.getElementById("app");

export function h(tag, facts = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(facts)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else if (name === "checked") element.checked = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((each) => each || each === 0));
  return element;
}

export function icon(name) {
  const found = document.querySelector(`[data-icon="${name}"] svg`);
  return found ? found.cloneNode(true) : "";
}

export function pill(look, name, words) {
  return h("span", { class: `st ${look}` }, icon(name), words);
}

export function bar(look, name, ...words) {
  return h("div", { class: `bar ${look}` }, icon(name), h("span", { class: "grow" }, ...words));
}

export function field(label, control, ...more) {
  return h("label", { class: "f" }, h("span", {}, label), control, ...more);
}

export function choice(options, chosen, onchange, empty = "") {
  const first = empty ? [h("option", { value: "" }, empty)] : [];
  const select = h("select", { class: "in", onchange }, first, options.map(([value, words]) => h("option", { value }, words)));
  select.value = chosen ?? "";
  return select;
}

// Chips of which one is chosen, each one tap.
export function chips(name, legend, options, chosen, onchoose) {
  return h(
    "fieldset",
    { class: "chips" },
    h("legend", {}, legend),
    options.map(([value, words]) =>
      h("label", { class: "chip" }, h("input", { type: "radio", name, value, checked: value === chosen, onchange: () => onchoose(value) }), h("span", {}, words)),
    ),
  );
}

export function show(...children) {
  app.replaceChildren(...children.flat().filter(Boolean));
}

// The text grows with what is typed: nothing scrolls inside it.
export function growing(area) {
  const grow = () => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  area.addEventListener("input", grow);
  requestAnimationFrame(grow);
  return area;
}

export function say(words, look = "ok", ...actions) {
  const place = document.getElementById("say");
  place.replaceChildren(h("div", { class: `bar ${look}` }, h("span", { class: "grow" }, words), ...actions));
  clearTimeout(say.timer);
  say.timer = setTimeout(() => place.replaceChildren(), 8000);
}
