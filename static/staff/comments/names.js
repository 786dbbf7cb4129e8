// Naming colleagues and desks while one writes: "@" offers those who may read the item.
// In the box stands the name; what is sent is the token that stands for it.

import { ask } from "./ask.js";

const BEGUN = /(?:^|\s)@([^@\n]{0,40})$/u;
const QUIET_MS = 150;
let count = 0;

/** Return the text with each picked name as its token, the longest names first. */
export function withTokens(text, picks) {
  const names = Object.keys(picks).sort((one, other) => other.length - one.length);
  return names.reduce((said, name) => said.replaceAll(`@${name}`, picks[name]), text);
}

export class Names {
  constructor(box, address) {
    this.box = box;
    this.address = address;
    this.picks = {};
    this.offered = [];
    this.asked = 0;
    this.list = document.createElement("ul");
    this.list.className = "names";
    this.list.id = `names-${(count += 1)}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", gettext("Người và ban nhắc được"));
    this.list.hidden = true;
    box.after(this.list);
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", this.list.id);
    box.setAttribute("aria-expanded", "false");
    box.addEventListener("input", (event) => this.soon(event));
    box.addEventListener("compositionend", (event) => this.soon(event));
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("blur", () => setTimeout(() => this.close(), 200));
    // Not the press: it would take the focus out of the box.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const row = event.target.closest("li");
      if (row) this.pick(Number(row.dataset.n));
    });
  }

  begun() {
    return BEGUN.exec(this.box.value.slice(0, this.box.selectionStart))?.[1];
  }

  soon() {
    clearTimeout(this.timer);
    const sought = this.begun();
    if (sought === undefined) return this.close();
    this.timer = setTimeout(() => this.look(sought), QUIET_MS);
    return undefined;
  }

  async look(sought) {
    const turn = (this.asked += 1);
    try {
      const { names } = await ask(`${this.address}nhac/?q=${encodeURIComponent(sought)}`);
      if (turn === this.asked && this.begun() !== undefined) this.offer(names);
    } catch {
      this.close();
    }
  }

  offer(names) {
    this.offered = names;
    if (!names.length) return this.close();
    this.list.replaceChildren(
      ...names.map(({ name, kind }, n) => {
        const row = document.createElement("li");
        row.id = `${this.list.id}-${n}`;
        row.dataset.n = n;
        row.setAttribute("role", "option");
        row.append(name);
        if (kind) {
          const about = document.createElement("span");
          about.className = "mut";
          about.textContent = kind;
          row.append(" ", about);
        }
        return row;
      }),
    );
    this.list.hidden = false;
    this.box.setAttribute("aria-expanded", "true");
    return this.move(0);
  }

  move(to) {
    this.at = (to + this.offered.length) % this.offered.length;
    [...this.list.children].forEach((row, n) => row.setAttribute("aria-selected", String(n === this.at)));
    this.list.children[this.at].scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
  }

  key(event) {
    if (this.list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") this.move(this.at + 1);
    else if (event.key === "ArrowUp") this.move(this.at - 1);
    else if (event.key === "Enter" || event.key === "Tab") this.pick(this.at);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  pick(n) {
    const { name, token } = this.offered[n];
    const end = this.box.selectionStart;
    const start = end - this.begun().length;
    this.box.setRangeText(`${name} `, start, end, "end");
    this.picks[name] = token;
    this.close();
    this.box.focus();
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }
}
