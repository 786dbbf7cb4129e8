// Finding a passage again in a later text, as toasoan/content/discussion/comment_anchors.py does
// and in the same order: the same words where their neighbours fit best, words that are
// nearly the same, nowhere. Here positions count UTF-16 units.

const AROUND = 32;
const CHANGED_MOST = 0.4;
const PLACES_MOST = 4;

/** How many UTF-16 units the first so many code points of the text are. */
export function unitsOf(text, points) {
  let units = 0;
  for (let n = 0; n < points && units < text.length; n += 1) {
    units += text.codePointAt(units) > 0xffff ? 2 : 1;
  }
  return units;
}

/** How many code points the first so many UTF-16 units of the text are. */
export const pointsOf = (text, units) => [...text.slice(0, units)].length;

/** Return the words between two places with what stands around them. */
export function selectorOf(text, start, end) {
  const before = [...text.slice(0, start)];
  return {
    exact: text.slice(start, end),
    prefix: before.slice(-AROUND).join(""),
    suffix: [...text.slice(end, end + 2 * AROUND)].slice(0, AROUND).join(""),
    start: before.length,
  };
}

/** Return [start, end, isExact] of the passage in the text, or null. */
export function anchorFind(text, wanted) {
  return anchorFindExact(text, wanted) ?? anchorFindAlike(text, wanted);
}

export function anchorFindExact(text, wanted) {
  if (!wanted.exact) return null;
  const start = unitsOf(text, wanted.start);
  let best = null;
  for (const at of places(text, wanted.exact)) {
    const rank = [-fit(text, at, wanted), Math.abs(at - start), at];
    if (!best || less(rank, best.rank)) best = { at, rank };
  }
  return best && [best.at, best.at + wanted.exact.length, true];
}

function less(one, other) {
  const n = one.findIndex((each, i) => each !== other[i]);
  return n >= 0 && one[n] < other[n];
}

function* places(text, words) {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) yield at;
}

function fit(text, at, { exact, prefix, suffix }) {
  const end = at + exact.length;
  let before = 0;
  while (before < prefix.length && before < at && prefix.at(-1 - before) === text[at - 1 - before]) before += 1;
  let after = 0;
  while (after < suffix.length && suffix[after] === text[end + after]) after += 1;
  return before + after;
}

// --- Nearly the same words ----------------------------------------------------------

function anchorFindAlike(text, wanted) {
  const words = wanted.exact;
  const most = Math.floor(words.length * CHANGED_MOST);
  const meant = unitsOf(text, wanted.start);
  let best = null;
  for (const at of likelyStarts(text, wanted, meant)) {
    const first = Math.max(0, at - most - AROUND);
    const near = text.slice(first, at + words.length + most + AROUND);
    const [errors, end] = bestEnd(near, words, at - first + words.length);
    if (errors > most) continue;
    const head = near.slice(Math.max(0, end - words.length - most), end);
    const [, length] = bestEnd(turned(head), turned(words), words.length);
    const start = first + end - length;
    const rank = [errors, Math.abs(start - meant), start];
    if (!best || less(rank, best.rank)) best = { rank, found: [start, first + end, false] };
  }
  return best?.found ?? null;
}

const turned = (text) => text.split("").reverse().join("");

function likelyStarts(text, { exact, prefix }, meant) {
  const votes = new Map();
  const vote = (at) => {
    const bucket = Math.floor(at / AROUND);
    votes.set(bucket, (votes.get(bucket) ?? 0) + 1);
  };
  for (const [offset, pair] of pairs(exact)) {
    let n = 0;
    for (const at of places(text, pair)) {
      if (n >= AROUND) break;
      n += 1;
      vote(at - offset);
    }
  }
  const before = prefix.length >= AROUND / 2 ? text.indexOf(prefix) : -1;
  if (before >= 0) vote(before + prefix.length);
  const here = Math.floor(meant / AROUND);
  return [...votes]
    .sort(([a, n], [b, m]) => m - n || Math.abs(a - here) - Math.abs(b - here) || a - b)
    .slice(0, PLACES_MOST)
    .map(([bucket]) => Math.max(0, bucket * AROUND));
}

function* pairs(words) {
  const all = [...words.matchAll(/\S+/gu)];
  for (let n = 0; n + 1 < all.length; n += 1) {
    const { index } = all[n];
    yield [index, words.slice(index, all[n + 1].index + all[n + 1][0].length)];
  }
}

// The fewest changes that make the words of a stretch, whichever it begins at (Sellers);
// the end nearest to the expected one where several are as good.
function bestEnd(text, words, expected) {
  const size = words.length;
  let column = Uint16Array.from({ length: size + 1 }, (_each, n) => n);
  let best = [size, 0];
  for (let at = 1; at <= text.length; at += 1) {
    const next = new Uint16Array(size + 1);
    for (let n = 1; n <= size; n += 1) {
      const change = column[n - 1] + (words[n - 1] === text[at - 1] ? 0 : 1);
      next[n] = Math.min(change, column[n] + 1, next[n - 1] + 1);
    }
    column = next;
    const found = [column[size], Math.abs(at - expected), at];
    if (less(found, [best[0], Math.abs(best[1] - expected), best[1]])) best = [column[size], at];
  }
  return best;
}
