// One box in which something is said: what is typed outlives leaving the page and a send
// that did not arrive, and is taken once however often it is pressed.

import * as store from "../draft_store.js";
import { ask, newKey } from "./ask.js";
import { Names, withTokens } from "./names.js";

const KEEP_MS = 300;
// The name of a field, and what of a passage is in it.
const PASSAGE = { spot: "spot", exact: "exact", before: "prefix", after: "suffix", start: "start" };

export class Box {
  constructor(form, root, { onSent, onProblem }) {
    this.form = form;
    this.area = form.elements.text;
    this.thread = form.elements.thread.value;
    this.slot = `${root.dataset.person}:y-kien:${root.dataset.item}:${this.thread || "new"}`;
    this.names = new Names(this.area, root.dataset.address);
    this.onSent = onSent;
    this.onProblem = onProblem;
    this.key = "";
    this.keyFor = "";
    this.area.addEventListener("input", () => this.keepSoon());
    form.addEventListener("submit", (event) => this.send(event));
    form.querySelector("[data-cancel]").addEventListener("click", () => this.cancel());
    this.area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    addEventListener("pagehide", () => this.keep());
    this.ready = this.restore();
  }

  get passage() {
    const { elements } = this.form;
    return Object.fromEntries(
      Object.entries(PASSAGE).map(([name, part]) => [part, elements[name]?.value ?? ""]),
    );
  }

  /** Say what the next words are about; null is the whole item. */
  about(passage) {
    for (const [name, part] of Object.entries(PASSAGE)) {
      if (this.form.elements[name]) this.form.elements[name].value = passage?.[part] ?? "";
    }
    const quote = this.form.querySelector("[data-about]");
    if (!quote) return;
    quote.textContent = passage?.exact ?? "";
    quote.hidden = !passage?.exact;
    const [words] = this.form.closest("[data-new]").querySelectorAll("[data-new-words]");
    words.textContent = passage?.exact ? gettext("Ý kiến về đoạn đã chọn") : gettext("Ý kiến về cả bài");
    this.keepSoon();
  }

  open() {
    const fold = this.form.closest("details");
    fold.open = true;
    fold.closest("[data-new]")?.classList.add("up");
    this.form.querySelector("[data-cancel]").hidden = false;
    this.area.focus();
  }

  cancel() {
    this.area.value = "";
    this.about(null);
    this.shut();
    this.keep();
  }

  shut() {
    const fold = this.form.closest("details");
    fold.open = false;
    fold.closest("[data-new]")?.classList.remove("up");
  }

  // --- Kept on this machine ----------------------------------------------------------

  keepSoon() {
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keep(), KEEP_MS);
  }

  keep() {
    clearTimeout(this.keeping);
    if (!this.area.value.trim()) return this.wasKept ? store.forget(this.slot) : undefined;
    this.wasKept = true;
    const { names, key, keyFor } = this;
    return store.write(this.slot, {
      at: Date.now(),
      text: this.area.value,
      picks: names.picks,
      passage: this.passage,
      key,
      keyFor,
    });
  }

  async restore() {
    const kept = await store.read(this.slot);
    if (!kept?.text || this.area.value.trim()) return;
    this.wasKept = true;
    this.area.value = kept.text;
    this.names.picks = kept.picks ?? {};
    this.key = kept.key ?? "";
    this.keyFor = kept.keyFor ?? "";
    this.about(kept.passage);
    this.form.closest("details").open = true;
    this.form.querySelector("[data-cancel]").hidden = false;
  }

  // --- Sending -----------------------------------------------------------------------

  async send(event) {
    event.preventDefault();
    event.stopPropagation();
    if (this.isSending) return;
    const typed = this.area.value;
    const what = JSON.stringify([typed, this.passage]);
    if (this.keyFor !== what) Object.assign(this, { key: newKey(), keyFor: what });
    const body = new FormData(this.form);
    body.set("text", withTokens(typed, this.names.picks));
    body.set("key", this.key);
    this.busy(true);
    try {
      await this.keep();
      const news = await ask(this.form.action, { body });
      if (this.area.value === typed) await this.done();
      this.onSent(news);
    } catch (error) {
      this.onProblem(error);
    } finally {
      this.busy(false);
    }
  }

  async done() {
    this.area.value = "";
    this.names.picks = {};
    this.about(null);
    this.shut();
    clearTimeout(this.keeping);
    await store.forget(this.slot);
  }

  busy(is) {
    this.isSending = is;
    this.form.querySelector("button:not([type])").setAttribute("aria-disabled", String(is));
  }
}
