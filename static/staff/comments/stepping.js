// Choosing a passage by keys on the reading screen, where nothing has a cursor: the arrows
// choose word by word in the paragraph that has the focus.

const known = new WeakMap();

export function stepByKeys(places, begin) {
  for (const place of places) {
    const { node } = place;
    const state = known.get(node) ?? { first: -1, last: -1 };
    state.place = place;
    if (!known.has(node)) {
      node.tabIndex = 0;
      node.addEventListener("keydown", (event) => step(event, state, begin));
    }
    known.set(node, state);
  }
}

function step(event, state, begin) {
  if (event.target !== state.place.node || event.altKey || event.ctrlKey || event.metaKey) return;
  const words = [...state.place.text.matchAll(/\S+/gu)];
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (event.key === "Enter" && state.first >= 0) begin();
  else if (by && words.length) {
    const to = Math.min(Math.max((event.shiftKey ? state.last : by > 0 ? state.last : state.first) + by, 0), words.length - 1);
    state.last = to;
    state.first = event.shiftKey ? Math.min(Math.max(state.first, 0), to) : to;
    choose(state.place, words[state.first], words[state.last]);
  } else return;
  event.preventDefault();
}

function choose(place, first, last) {
  const range = place.range(first.index, last.index + last[0].length);
  if (!range) return;
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}
