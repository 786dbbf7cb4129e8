// Naming colleagues and desks while one writes: "@" offers those who may read the item.
// In the box stands the name; what is sent is the token that stands for it.

import { Listbox } from "../listbox.js";
import { ask } from "./ask.js";

const BEGUN = /(?:^|\s)@([^@\n]{0,40})$/u;

/** Return the text with each picked name as its token, the longest names first. */
export function withTokens(text, picks) {
  const names = Object.keys(picks).sort((one, other) => other.length - one.length);
  return names.reduce((said, name) => said.replaceAll(`@${name}`, picks[name]), text);
}

export class Names extends Listbox {
  constructor(box, address) {
    super(box, { label: gettext("Người và ban nhắc được"), name: "names" });
    this.address = address;
    this.picks = {};
    this.takers = ["Enter", "Tab"];
  }

  begun() {
    return BEGUN.exec(this.box.value.slice(0, this.box.selectionStart))?.[1];
  }

  typed() {
    if (this.begun() !== undefined) return this.soon();
    clearTimeout(this.timer);
    return this.close();
  }

  async look() {
    const sought = this.begun();
    if (sought === undefined) return;
    const turn = (this.asked += 1);
    try {
      const { names } = await ask(`${this.address}nhac/?q=${encodeURIComponent(sought)}`);
      if (turn !== this.asked || this.begun() === undefined) return;
      this.offer(names.map(({ name, kind, token }) => ({ label: name, about: kind, token })));
    } catch {
      this.close();
    }
  }

  take(n) {
    const { label, token } = this.offered[n];
    const end = this.box.selectionStart;
    const start = end - this.begun().length;
    this.box.setRangeText(`${label} `, start, end, "end");
    this.picks[label] = token;
    this.close();
    this.box.focus();
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
