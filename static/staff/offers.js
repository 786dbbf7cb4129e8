// Fields that offer words of a vocabulary while one types. Arrows choose, Enter takes,
// Escape closes. Without a script the name is typed out, and the house knows it.
//
// data-offers: the address that is asked. data-offers-into: the fieldset that gets a
// ticked box for what is taken. data-offers-key: the hidden field that gets its key.
// data-offers-add: where what the vocabulary lacks is put into it, by whom it may be.
// Otherwise the line the caret is in becomes the name.

const QUIET_MS = 150;
let count = 0;

class Offers {
  constructor(box) {
    this.box = box;
    this.asked = 0;
    this.offered = [];
    this.list = document.createElement("ul");
    this.list.className = "offers";
    this.list.id = `offers-${(count += 1)}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", gettext("Gợi ý từ danh mục"));
    this.list.hidden = true;
    const frame = document.createElement("div");
    frame.className = "offers-field";
    box.before(frame);
    frame.append(box, this.list);
    this.said = document.createElement("span");
    this.said.className = "sr w-sr-only";
    this.said.setAttribute("role", "status");
    frame.append(this.said);
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", this.list.id);
    box.setAttribute("aria-expanded", "false");
    box.addEventListener("input", () => this.typed());
    box.addEventListener("compositionend", () => this.typed());
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("blur", () => setTimeout(() => this.close(), 200));
    // Not the press: it would take the focus out of the box.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const row = event.target.closest("li");
      if (row) this.take(Number(row.dataset.n));
    });
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
    clearTimeout(this.timer);
    this.said.className = "sr w-sr-only";
    const key = this.keyField();
    if (key) key.value = "";
    this.timer = setTimeout(() => this.look(), QUIET_MS);
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
    this.offered = adds ? [...offered, { label: addable, adds }] : offered;
    if (!this.offered.length) {
      this.close();
      this.said.textContent = gettext("Danh mục không có mục nào như vậy.");
      return;
    }
    this.list.replaceChildren(
      ...this.offered.map(({ label, about, adds: isNew }, n) => {
        const row = document.createElement("li");
        row.id = `${this.list.id}-${n}`;
        row.dataset.n = n;
        row.setAttribute("role", "option");
        row.append(isNew ? interpolate(gettext("Thêm “%s” vào danh mục"), [label]) : label);
        if (about) {
          const more = document.createElement("span");
          more.textContent = about;
          row.append(" ", more);
        }
        return row;
      }),
    );
    this.list.hidden = false;
    this.box.setAttribute("aria-expanded", "true");
    const words = ngettext("%s gợi ý", "%s gợi ý", offered.length);
    this.said.textContent = interpolate(words, [offered.length]);
    this.at = -1;
    // Enter after a new name ends the line; only who goes there adds it.
    if (offered.length) this.move(0);
  }

  move(to) {
    this.at = (Math.max(to, -1) + this.offered.length) % this.offered.length;
    [...this.list.children].forEach((row, n) => row.setAttribute("aria-selected", String(n === this.at)));
    this.list.children[this.at].scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
  }

  key(event) {
    if (event.isComposing) return;
    if (this.list.hidden) {
      if (event.key === "ArrowDown" && this.box.tagName === "INPUT") {
        event.preventDefault();
        this.look();
      }
      return;
    }
    if (event.key === "Enter" && this.at < 0) {
      this.close();
      return;
    }
    if (event.key === "ArrowDown") this.move(this.at + 1);
    else if (event.key === "ArrowUp") this.move(this.at - 1);
    else if (event.key === "Enter") this.take(this.at);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
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

  close() {
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }
}

for (const box of document.querySelectorAll("[data-offers]")) new Offers(box);
