// What is spoken of, coloured in the text without a change to it (CSS Custom Highlight
// API). Where the browser has none, the list beside the text says it all.

import { anchorFind, anchorFindExact } from "./anchors.js";

const KINDS = ["ts-comment", "ts-comment-over", "ts-comment-now"];
const canMark = typeof Highlight === "function" && "highlights" in CSS;

/** Return the place of the thread and where in it, as far as it can be found. */
export function findThread(thread, places) {
  const own = places.find((place) => place.key === thread.spot);
  if (!thread.exact) return own ? { place: own } : null;
  const others = thread.spot.startsWith("body:") ? places.filter((each) => each !== own && each.key.startsWith("body:")) : [];
  const at = (place, find) => {
    const found = place && find(place.text, thread);
    return found ? { place, start: found[0], end: found[1] } : null;
  };
  return (
    at(own, anchorFindExact) ??
    others.map((place) => at(place, anchorFindExact)).find(Boolean) ??
    at(own, anchorFind)
  );
}

export class Marks {
  constructor() {
    this.ranges = new Map();
    this.now = null;
  }

  draw(threads, found) {
    this.ranges = new Map();
    this.open = new Map(threads.map((thread) => [thread.pk, thread.isOpen]));
    for (const [pk, spot] of found) {
      const range = spot.start === undefined ? null : spot.place.range(spot.start, spot.end);
      if (range) this.ranges.set(pk, range);
    }
    this.colour();
  }

  setNow(pk) {
    this.now = pk;
    this.colour();
  }

  colour() {
    if (!canMark) return;
    const sets = [[], [], []];
    for (const [pk, range] of this.ranges) {
      sets[pk === this.now ? 2 : this.open.get(pk) ? 0 : 1].push(range);
    }
    KINDS.forEach((kind, n) => {
      const marks = new Highlight(...sets[n]);
      marks.priority = n;
      CSS.highlights.set(kind, marks);
    });
  }

  /** Return the thread whose passage lies under the point, the shortest of several. */
  under(x, y) {
    const spot = document.caretPositionFromPoint?.(x, y);
    const point = spot
      ? [spot.offsetNode, spot.offset]
      : Object.values(caretRange(x, y));
    // A field's caret counts its letters, which no range does.
    if (point[0]?.nodeType !== Node.TEXT_NODE) return null;
    const hits = [...this.ranges].filter(([, range]) => range.isPointInRange(...point));
    hits.sort(([, one], [, other]) => String(one).length - String(other).length);
    return hits[0]?.[0] ?? null;
  }
}

function caretRange(x, y) {
  const range = document.caretRangeFromPoint?.(x, y);
  return { node: range?.startContainer, offset: range?.startOffset };
}
