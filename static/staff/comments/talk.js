// The list of threads beside the text: drawn by the house, brought up to date every few
// seconds, each thread by itself, so that nobody loses what they write under another.

import { Ended, Refused, ask } from "./ask.js";
import { Box } from "./box.js";

const EVERY_MS = 3000;
const SLOWEST_MS = 30000;

export class Talk {
  constructor(root, { onChange }) {
    this.root = root;
    this.list = root.querySelector("[data-threads]");
    this.onChange = onChange;
    this.version = root.dataset.version;
    this.wait = EVERY_MS;
    this.boxes = new WeakMap();
    this.box = this.boxOf(root.querySelector("[data-new] [data-comment-form]"));
    this.boxesFound();
    root.addEventListener("submit", (event) => this.act(event));
    root.addEventListener("toggle", (event) => this.opened(event), true);
    document.addEventListener("visibilitychange", () => document.hidden || this.look());
    this.timer = setTimeout(() => this.look(), this.version ? EVERY_MS : 0);
  }

  get threads() {
    return [...this.list.children].map((node) => ({
      node,
      pk: node.dataset.thread,
      spot: node.dataset.spot,
      exact: node.dataset.exact,
      prefix: node.dataset.prefix,
      suffix: node.dataset.suffix,
      start: Number(node.dataset.start),
      isOpen: "open" in node.dataset,
      wasGone: "isGone" in node.dataset,
    }));
  }

  boxOf(form) {
    if (!this.boxes.has(form)) {
      const told = {
        onSent: (news) => this.take(news),
        onProblem: (error) => this.problem(error),
      };
      this.boxes.set(form, new Box(form, this.root, told));
    }
    return this.boxes.get(form);
  }

  boxesFound() {
    for (const form of this.list.querySelectorAll("[data-comment-form]")) this.boxOf(form);
  }

  opened(event) {
    if (event.target.matches(".answer") && event.target.open) {
      event.target.querySelector("textarea").focus();
      event.target.querySelector("[data-cancel]").hidden = false;
    }
  }

  // --- What the house says -----------------------------------------------------------

  async look() {
    clearTimeout(this.timer);
    if (document.hidden) return;
    const { which, address } = this.root.dataset;
    try {
      const news = await ask(`${address}moi/?tu=${encodeURIComponent(this.version)}&xem=${which}`, {
        background: true,
        hear: (answer) => this.hearDraft(answer.headers.get("X-Draft")),
      });
      if (this.wait > EVERY_MS) this.problem(null);
      this.wait = EVERY_MS;
      if (news) this.take(news);
    } catch (error) {
      if (this.wait > EVERY_MS || error instanceof Ended) this.problem(error);
      if (error instanceof Ended) return;
      this.wait = Math.min(this.wait * 2, SLOWEST_MS);
    }
    this.timer = setTimeout(() => this.look(), this.wait);
  }

  // What one reads may be older than what is being written.
  hearDraft(draft) {
    const bar = this.root.querySelector("[data-newer]");
    if (bar && draft) bar.hidden = draft === this.root.dataset.draft;
  }

  take(news) {
    this.version = news.version;
    this.patch(news.html);
    if (news.said) this.say(news.said);
    this.problem(null);
    this.count(news.open);
    this.onChange(news.comment);
  }

  patch(html) {
    const drawn = document.createElement("template");
    drawn.innerHTML = html;
    const fresh = [...drawn.content.children];
    const wanted = new Set(fresh.map((node) => node.id));
    for (const node of [...this.list.children]) {
      const isTyping = [...node.querySelectorAll("textarea")].some((area) => area.value.trim());
      if (!wanted.has(node.id) && !isTyping) node.remove();
    }
    let before = this.list.firstElementChild;
    for (const node of fresh) {
      const old = document.getElementById(node.id);
      const shown = old ? this.renew(old, node) : node;
      if (shown === before) before = before.nextElementSibling;
      else this.list.insertBefore(shown, before);
    }
    this.boxesFound();
    this.root.querySelector("[data-none]").hidden = this.list.children.length > 0;
    this.root.querySelector("[data-shown-count]").textContent = this.list.children.length;
  }

  renew(old, fresh) {
    const said = old.querySelector("[data-said]");
    const now = fresh.querySelector("[data-said]");
    const bare = (html) => html.replace(/name="csrfmiddlewaretoken" value="\w+"/g, "");
    if (bare(said.dataset.html ?? said.innerHTML) !== bare(now.innerHTML)) {
      said.dataset.html = now.innerHTML;
      said.replaceChildren(...now.childNodes);
    }
    old.classList.toggle("over", fresh.classList.contains("over"));
    for (const name of ["open", "isGone", "exact", "prefix", "suffix", "start", "spot"]) {
      if (name in fresh.dataset) old.dataset[name] = fresh.dataset[name];
      else delete old.dataset[name];
    }
    return old;
  }

  count(open) {
    const figures = new Intl.NumberFormat(document.documentElement.lang || "vi");
    const shown = this.root.querySelector("[data-open-count]");
    if (shown) shown.textContent = figures.format(open);
    const counter = document.querySelector('[data-side-panel-toggle="y-kien"] [data-side-panel-toggle-counter]');
    if (!counter) return;
    counter.textContent = figures.format(open);
    counter.hidden = !open;
  }

  // --- What the person does ----------------------------------------------------------

  async act(event) {
    const form = event.target;
    if (!form.matches("[data-act]")) return;
    event.preventDefault();
    event.stopPropagation();
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    try {
      this.take(await ask(form.action, { body: new FormData(form) }));
    } catch (error) {
      this.problem(error);
    } finally {
      delete form.dataset.busy;
    }
  }

  say(text) {
    this.root.querySelector("[data-said-now]").textContent = text;
  }

  problem(error) {
    const bar = this.root.querySelector("[data-problem]");
    bar.hidden = !error;
    if (!error) return;
    bar.querySelector("[data-problem-login]").hidden = !(error instanceof Ended);
    bar.querySelector("[data-problem-words]").textContent = words(error);
  }
}

function words(error) {
  if (error instanceof Refused && error.message) return error.message;
  if (error instanceof Ended) {
    return gettext("Phiên làm việc đã hết. Chữ bạn gõ giữ trên máy này; đăng nhập rồi gửi lại.");
  }
  return gettext("Chưa gửi được. Chữ bạn gõ giữ trên máy này; có mạng thì bấm gửi lại.");
}
