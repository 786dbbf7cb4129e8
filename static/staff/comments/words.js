// The words an element shows as plain text, a line a paragraph, and the way back from
// the text to the element. core/text.py reads HTML alike.

const BREAKS = new Set(
  (
    "ADDRESS ARTICLE ASIDE BLOCKQUOTE BR CAPTION DD DIV DL DT FIGCAPTION FIGURE FOOTER " +
    "H1 H2 H3 H4 H5 H6 HEADER HR LI OL P PRE SECTION TABLE TD TH TR UL"
  ).split(" "),
);
const SILENT = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"]);
const clusters = new Intl.Segmenter("vi", { granularity: "grapheme" });

export class Words {
  constructor(root) {
    this.signs = [];
    this.spots = []; // for each sign [node, start, end], null at the end of a line
    this.walk(root);
    while (/^[ \n]$/.test(this.last)) this.drop();
    this.text = this.signs.join("");
  }

  get last() {
    return this.signs.at(-1) ?? "";
  }

  drop() {
    this.signs.pop();
    this.spots.pop();
  }

  walk(node) {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) this.read(child);
      else if (child.nodeType === Node.ELEMENT_NODE && !SILENT.has(child.tagName)) {
        const breaks = BREAKS.has(child.tagName);
        if (breaks) this.endLine();
        this.walk(child);
        if (breaks) this.endLine();
      }
    }
  }

  read(node) {
    const { data } = node;
    // The house stores NFC; a browser may hold letters and marks apart.
    const whole = data === data.normalize("NFC");
    const parts = whole ? [...data] : [...clusters.segment(data)].map((each) => each.segment);
    let at = 0;
    for (const part of parts) {
      const end = at + part.length;
      if (/^\s+$/u.test(part)) this.space([node, at, end]);
      else for (const unit of part.normalize("NFC").split("")) this.add(unit, [node, at, end]);
      at = end;
    }
  }

  add(sign, spot) {
    this.signs.push(sign);
    this.spots.push(spot);
  }

  space(spot) {
    if (this.last && !/^[ \n]$/.test(this.last)) this.add(" ", spot);
  }

  endLine() {
    if (this.last === " ") this.drop();
    if (this.last && this.last !== "\n") this.add("\n", null);
  }

  /** Return the range of the document that shows the text between two places. */
  range(start, end) {
    const shown = this.spots.slice(start, end).filter(Boolean);
    if (!shown.length || !shown[0][0].isConnected) return null;
    const range = document.createRange();
    range.setStart(shown[0][0], shown[0][1]);
    range.setEnd(shown.at(-1)[0], shown.at(-1)[2]);
    return range;
  }

  /** Return [start, end] of what of the text lies in the range, or null. */
  within(range) {
    const touched = new Map();
    let start = -1;
    let end = -1;
    this.spots.forEach((spot, n) => {
      if (!spot) return;
      const [node, from, to] = spot;
      if (!touched.has(node)) touched.set(node, range.intersectsNode(node));
      if (!touched.get(node)) return;
      if (range.comparePoint(node, from) !== 0 || range.comparePoint(node, to) !== 0) return;
      if (start < 0) start = n;
      end = n + 1;
    });
    return start < 0 ? null : trimmed(this.text, start, end);
  }
}

/** Leave out the spaces at both ends of what was chosen. */
export function trimmed(text, start, end) {
  while (start < end && /\s/u.test(text[start])) start += 1;
  while (end > start && /\s/u.test(text[end - 1])) end -= 1;
  return start < end ? [start, end] : null;
}
