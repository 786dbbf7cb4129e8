// A box to type in that offers rows to choose from (WAI-ARIA, combobox with a list).
// Arrows choose, Enter takes, Escape closes. Who extends it looks up and takes.

const QUIET_MS = 150;
let count = 0;

export class Listbox {
  constructor(box, { label, name }) {
    this.box = box;
    this.asked = 0;
    this.offered = [];
    this.takers = ["Enter"];
    this.list = document.createElement("ul");
    this.list.className = name;
    this.list.id = `${name}-${(count += 1)}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", label);
    this.list.hidden = true;
    box.after(this.list);
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

  // Looks once the typing has paused.
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), QUIET_MS);
  }

  // Each row is {label, about}, with whatever `take` needs of it. `isChosen`: the first
  // is taken by the next Enter; otherwise only who goes there takes one.
  offer(offered, { isChosen = true } = {}) {
    this.offered = offered;
    this.at = -1;
    if (!offered.length) return this.close();
    this.list.replaceChildren(...offered.map((each, n) => this.row(each, n)));
    this.list.hidden = false;
    this.box.setAttribute("aria-expanded", "true");
    this.box.removeAttribute("aria-activedescendant");
    return isChosen ? this.move(0) : undefined;
  }

  row({ label, about }, n) {
    const row = document.createElement("li");
    row.id = `${this.list.id}-${n}`;
    row.dataset.n = n;
    row.setAttribute("role", "option");
    row.append(label);
    if (about) {
      const more = document.createElement("span");
      more.className = "mut";
      more.textContent = about;
      row.append(" ", more);
    }
    return row;
  }

  move(to) {
    this.at = (Math.max(to, -1) + this.offered.length) % this.offered.length;
    [...this.list.children].forEach((row, n) => row.setAttribute("aria-selected", String(n === this.at)));
    this.list.children[this.at].scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
  }

  key(event) {
    if (this.list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") this.move(this.at + 1);
    else if (event.key === "ArrowUp") this.move(this.at - 1);
    else if (event.key === "Escape") this.close();
    else if (!this.takers.includes(event.key)) return;
    else if (this.at < 0) return void this.close();
    else this.take(this.at);
    event.preventDefault();
    event.stopPropagation();
  }

  close() {
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }
}
