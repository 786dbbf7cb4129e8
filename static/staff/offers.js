// Fields that offer words of a vocabulary while one types. Arrows choose, Enter takes,
// Escape closes. Without a script the name is typed out, and the house knows it.
//
// data-offers: the address that is asked. data-offers-into: the fieldset that gets a
// ticked box for what is taken. data-offers-key: the hidden field that gets its key.
// data-offers-add: where what the vocabulary lacks is put into it, by whom it may be.
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
    this.said.className = "sr w-sr-only";
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
      const { offers, addable } = await answer.json();
      // Somebody typed on meanwhile, or left.
      if (turn === this.asked && document.activeElement === this.box) this.offer(offers, addable);
    } catch {
      this.close();
    }
    return undefined;
  }

  offer(offered, addable) {
    const adds = this.box.dataset.offersAdd && addable;
    // Enter after a new name ends the line; only who goes there adds it.
    super.offer(adds ? [...offered, { label: addable, adds }] : offered, { isChosen: offered.length > 0 });
    const words = ngettext("%s gợi ý", "%s gợi ý", offered.length);
    this.said.textContent = this.offered.length
      ? interpolate(words, [offered.length])
      : gettext("Danh mục không có mục nào như vậy.");
  }

  row(each, n) {
    if (!each.adds) return super.row(each, n);
    return super.row({ label: interpolate(gettext("Thêm “%s” vào danh mục"), [each.label]) }, n);
  }

  key(event) {
    const opens = this.list.hidden && event.key === "ArrowDown" && this.box.tagName === "INPUT";
    if (!opens || event.isComposing) return super.key(event);
    event.preventDefault();
    return this.look();
  }

  take(n) {
    const { key, label, adds } = this.offered[n];
    if (adds) {
      this.add(label);
      return;
    }
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

  // The name stands in the field already; the vocabulary learns it.
  async add(label) {
    clearTimeout(this.timer);
    this.close();
    this.box.focus();
    try {
      const answer = await fetch(this.box.dataset.offersAdd, {
        method: "POST",
        credentials: "same-origin",
        headers: { "X-CSRFToken": this.box.form.elements.csrfmiddlewaretoken.value },
        body: new URLSearchParams({ label }),
      });
      const { message } = await answer.json();
      this.tell(answer.ok ? interpolate(gettext("Đã thêm “%s” vào danh mục"), [label]) : message);
    } catch {
      this.tell(gettext("Chưa thêm được vào danh mục. Tên vẫn được ghi cho ảnh, thử lại sau."));
    }
  }

  tell(words) {
    this.said.className = "hint help";
    this.said.textContent = words;
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
