// Fields that offer words of a vocabulary while one types. Arrows choose, Enter takes,
// Escape closes. Without a script the name is typed out, and the house knows it.
//
// data-offers: the address that is asked. data-offers-into: the fieldset that gets a
// ticked box for what is taken. data-offers-key: the hidden field that gets its key.
// Otherwise the line the caret is in becomes the name.

import { Listbox } from "./listbox.js";

class Offers extends Listbox {
  constructor(box) {
    const frame = document.createElement("div");
    frame.className = "offers-field";
    box.before(frame);
    frame.append(box);
    super(box, { label: gettext("Gợi ý từ danh mục"), name: "offers" });
    this.said = document.createElement("span");
    this.said.className = "sr w-sr-only";
    this.said.setAttribute("role", "status");
    frame.append(this.said);
  }

  // The line the caret stands in: where it begins, where it ends.
  line() {
    const { value, selectionStart: at } = this.box;
    const begin = value.lastIndexOf("\n", at - 1) + 1;
    const end = value.indexOf("\n", at);
    return [begin, end < 0 ? value.length : end];
  }

  sought() {
    return this.box.value.slice(...this.line()).trim();
  }

  typed() {
    const key = this.keyField();
    if (key) key.value = "";
    this.soon();
  }

  // The field of this form: another form of the page may have one of the same name.
  keyField() {
    return this.box.dataset.offersKey ? this.box.form?.elements.picked_key : null;
  }

  async look() {
    const sought = this.sought();
    const turn = (this.asked += 1);
    if (!sought && !this.box.dataset.offersInto) return this.close();
    try {
      const address = `${this.box.dataset.offers}&q=${encodeURIComponent(sought)}`;
      const answer = await fetch(address, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const { offers } = await answer.json();
      // Somebody typed on meanwhile, or left.
      if (turn === this.asked && document.activeElement === this.box) this.offer(offers);
    } catch {
      this.close();
    }
    return undefined;
  }

  offer(offered) {
    super.offer(offered);
    const words = ngettext("%s gợi ý", "%s gợi ý", offered.length);
    this.said.textContent = offered.length
      ? interpolate(words, [offered.length])
      : gettext("Danh mục không có mục nào như vậy.");
  }

  key(event) {
    const opens = this.list.hidden && event.key === "ArrowDown" && this.box.tagName === "INPUT";
    if (!opens || event.isComposing) return super.key(event);
    event.preventDefault();
    return this.look();
  }

  take(n) {
    const { key, label } = this.offered[n];
    const into = document.getElementById(this.box.dataset.offersInto ?? "");
    if (into) {
      this.tick(into, key, label);
    } else {
      this.box.setRangeText(label, ...this.line(), "end");
      const field = this.keyField();
      this.box.dispatchEvent(new Event("change", { bubbles: true }));
      if (field) field.value = key;
    }
    clearTimeout(this.timer);
    this.close();
    this.box.focus();
  }

  tick(into, key, label) {
    const there = [...into.querySelectorAll("input")].find((box) => box.value === String(key));
    if (there) {
      there.checked = true;
    } else {
      const row = document.createElement("label");
      const box = document.createElement("input");
      const name = document.createElement("span");
      Object.assign(box, { type: "checkbox", name: into.dataset.name, value: key, checked: true });
      name.className = "grow";
      name.textContent = label;
      row.append(box, name);
      into.append(row);
    }
    const none = into.querySelector("[data-none]");
    if (none) none.hidden = true;
    this.box.value = "";
    this.said.textContent = interpolate(gettext("Đã chọn %s"), [label]);
  }
}

for (const box of document.querySelectorAll("[data-offers]")) new Offers(box);
