// The places of an item on this page that can be spoken of: on the reading screen what
// is drawn, in the editor what stands in its fields now. Nothing of them is changed.

import { selectorOf } from "./anchors.js";
import { Words, trimmed } from "./words.js";

const PLAIN = ["title", "short_headline", "sapo", "own_sapo", "lead_caption"];
const RICH = ".public-DraftEditor-content";
const TYPED = 'textarea, input[type="text"]';
const form = document.getElementById("page-edit-form");

class Drawn {
  constructor(node) {
    this.node = node;
    this.words = new Words(node);
  }

  get text() {
    return this.words.text;
  }

  range(start, end) {
    return this.words.range(start, end);
  }

  chosen() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    return range.intersectsNode(this.node) ? this.words.within(range) : null;
  }

  show(start, end) {
    const to = this.range(start, end)?.startContainer.parentElement ?? this.node;
    to.scrollIntoView({ block: "center" });
  }
}

// What stands in a plain field can be chosen there, but nothing in it be coloured.
class Typed {
  constructor(node) {
    this.node = node;
    this.text = node.value.normalize("NFC");
  }

  range() {
    return null;
  }

  chosen() {
    if (document.activeElement !== this.node) return null;
    const { selectionStart, selectionEnd, value } = this.node;
    if (this.text !== value) return null;
    return trimmed(value, selectionStart, selectionEnd);
  }

  show(start, end) {
    this.node.scrollIntoView({ block: "center" });
    if (this.node.closest("[inert]")) return;
    this.node.focus({ preventScroll: true });
    if (this.text === this.node.value) this.node.setSelectionRange(start, end);
  }
}

class Place {
  constructor(key, node, parts) {
    this.key = key;
    this.node = node;
    this.parts = parts.filter((part) => part.text);
    this.text = this.parts.map((part) => part.text).join("\n");
    this.isWhole = parts.some((part) => part.node === node || part.node.matches(RICH));
  }

  at(start, end) {
    let from = 0;
    for (const part of this.parts) {
      const until = from + part.text.length;
      if (start < until) return [part, start - from, Math.min(end, until) - from];
      from = until + 1;
    }
    return null;
  }

  range(start, end) {
    const [part, from, to] = this.at(start, end) ?? [];
    return part?.range(from, to) ?? null;
  }

  show(start, end) {
    const [part, from, to] = this.at(start, end) ?? [];
    if (part) part.show(from, to);
    else this.node.scrollIntoView({ block: "center" });
  }

  /** Return what is chosen here as the server wants it, or null. */
  chosen() {
    let from = 0;
    for (const part of this.parts) {
      const found = part.chosen();
      if (found) return this.selector(from + found[0], from + found[1]);
      from += part.text.length + 1;
    }
    return null;
  }

  selector(start, end) {
    return { spot: this.key, from: start, to: end, ...selectorOf(this.text, start, end) };
  }
}

function drawnPlaces() {
  return [...document.querySelectorAll("[data-text] [data-spot]")].map(
    (node) => new Place(node.dataset.spot, node, [new Drawn(node)]),
  );
}

function typedPlaces() {
  const plain = PLAIN.map((name) => [name, document.getElementById(`id_${name}`)])
    .filter(([, node]) => node?.matches(TYPED))
    .map(([name, node]) => new Place(name, node, [new Typed(node)]));
  const blocks = form.querySelectorAll('[data-contentpath="body"] [data-streamfield-child][data-contentpath]');
  return plain.concat([...blocks].map(blockPlace));
}

function blockPlace(block) {
  const parts = [...block.querySelectorAll(`${RICH}, ${TYPED}`)]
    .filter((node) => node.matches(RICH) || (node.offsetParent && !node.closest(".Draftail-Editor__wrapper")))
    .map((node) => (node.matches(RICH) ? new Drawn(node) : new Typed(node)));
  return new Place(`body:${block.dataset.contentpath}`, block, parts);
}

export const placesNow = () => (form ? typedPlaces() : drawnPlaces());

/** Call when the text on this page may have changed. */
export function onTextChange(act) {
  if (!form) return;
  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(act, 250);
  };
  form.addEventListener("input", soon);
  new MutationObserver(soon).observe(form, { childList: true, characterData: true, subtree: true });
}
