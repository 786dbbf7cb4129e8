// The words of the article in the page editor, whatever field holds them: plain
// fields and rich text alike can be read, searched and replaced in place.

// Letters, marks, digits and the underscore, as Python's \w: house_style.py looks alike.
const EDGE = "[\\p{L}\\p{M}\\p{N}_]";
const PLAIN = [
  "#id_title",
  "#id_short_headline",
  "#id_sapo",
  "#id_lead_caption",
  '[data-contentpath="body"] textarea',
  '[data-contentpath="body"] input[type="text"]',
].join(", ");

/** Return the pattern that finds the words, or null when there are none. */
export function pattern(words, { matchCase = false, whole = true } = {}) {
  const parts = words.normalize("NFC").trim().split(/\s+/u).filter(Boolean);
  if (!parts.length) return null;
  const spaced = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\/]/gu, "\\$&")).join("\\s+");
  const source = whole ? `(?<!${EDGE})${spaced}(?!${EDGE})` : spaced;
  return new RegExp(source, matchCase ? "gu" : "giu");
}

/** Return what stands for the found words: begun with a capital where they were. */
export function instead(found, right, matchCase) {
  const [first] = found;
  const capital = first !== first.toLocaleLowerCase("vi");
  if (matchCase || !right || !capital) return right;
  const [letter, ...rest] = right;
  return letter.toLocaleUpperCase("vi") + rest.join("");
}

class PlainField {
  constructor(node) {
    this.node = node;
  }

  get lines() {
    return [this.node.value];
  }

  /** Replace from the last to the first, so that places stay true. */
  replace(_line, matches, makes) {
    for (const match of [...matches].reverse()) {
      const end = match.index + match[0].length;
      this.node.setRangeText(makes(match[0]), match.index, end, "end");
    }
    for (const type of ["input", "change"]) {
      this.node.dispatchEvent(new Event(type, { bubbles: true }));
    }
  }

  show(_line, match) {
    this.node.focus();
    this.node.setSelectionRange(match.index, match.index + match[0].length);
    this.node.scrollIntoView({ block: "center" });
  }
}

class RichField {
  constructor(node) {
    this.node = node;
  }

  get editor() {
    return this.node.draftailEditor;
  }

  get blocks() {
    return this.editor.getEditorState().getCurrentContent().getBlocksAsArray();
  }

  get lines() {
    return this.blocks.map((block) => block.getText());
  }

  _selection(block, match) {
    const { SelectionState } = window.DraftJS;
    return SelectionState.createEmpty(block.getKey()).merge({
      anchorOffset: match.index,
      focusOffset: match.index + match[0].length,
    });
  }

  replace(line, matches, makes) {
    const { EditorState, Modifier } = window.DraftJS;
    const state = this.editor.getEditorState();
    const block = this.blocks[line];
    let content = state.getCurrentContent();
    for (const match of [...matches].reverse()) {
      content = Modifier.replaceText(
        content,
        this._selection(block, match),
        makes(match[0]),
        block.getInlineStyleAt(match.index),
        block.getEntityAt(match.index),
      );
    }
    this.editor.onChange(EditorState.push(state, content, "insert-characters"));
    this.writeDown();
  }

  /** Put the text into its field now: Wagtail does so a moment after the last change. */
  writeDown() {
    const raw = window.DraftJS.convertToRaw(this.editor.getEditorState().getCurrentContent());
    this.node.rawContentState = raw;
    this.node.value = JSON.stringify(raw);
  }

  show(line, match) {
    const { EditorState } = window.DraftJS;
    const selection = this._selection(this.blocks[line], match);
    this.node.parentNode.scrollIntoView({ block: "center" });
    this.editor.onChange(
      EditorState.forceSelection(this.editor.getEditorState(), selection),
    );
  }
}

// A table: each cell is a line. table.js leaves the grid on its element.
class GridField {
  constructor(node) {
    this.grid = node.houseGrid;
  }

  get lines() {
    return this.grid.getData().flat().map((cell) => String(cell ?? ""));
  }

  _cell(line) {
    const columns = this.grid.countCols();
    return [Math.floor(line / columns), line % columns];
  }

  replace(line, matches, makes) {
    let text = this.lines[line];
    for (const match of [...matches].reverse()) {
      const end = match.index + match[0].length;
      text = text.slice(0, match.index) + makes(match[0]) + text.slice(end);
    }
    this.grid.setDataAtCell(...this._cell(line), text);
  }

  show(line) {
    this.grid.rootElement.scrollIntoView({ block: "center" });
    this.grid.selectCell(...this._cell(line));
  }
}

function fieldOf(node) {
  if (node.draftailEditor) return new RichField(node);
  return node.houseGrid ? new GridField(node) : new PlainField(node);
}

/** Return every field of the form that holds words, in the order of the page. */
export function fields(form) {
  // Rich text keeps its editor on the hidden field it writes to.
  const found = form.querySelectorAll(`${PLAIN}, input[type="hidden"], .handsontable`);
  return [...found]
    .filter((node) => !node.closest("[data-text-tools], template"))
    // Where a cell is typed is no place of its own: the cell is.
    .filter((node) => !node.matches(".handsontableInput"))
    .filter((node) => node.draftailEditor || node.houseGrid || node.matches(PLAIN))
    .map(fieldOf);
}

/** Bring every field up to what is on the screen; whoever saves now saves all of it. */
export function writeDown(form) {
  for (const field of fields(form)) field.writeDown?.();
}

/** Return each place the pattern is found: field, line of the field, match. */
export function places(form, sought) {
  return fields(form).flatMap((field) =>
    field.lines.flatMap((text, line) =>
      [...text.matchAll(sought)].map((match) => ({ field, line, match })),
    ),
  );
}

/** Replace the pattern everywhere and return how many times it was found. */
export function replaceEverywhere(form, sought, makes) {
  let times = 0;
  for (const field of fields(form)) {
    field.lines.forEach((text, line) => {
      const matches = [...text.matchAll(sought)];
      if (!matches.length) return;
      field.replace(line, matches, makes);
      times += matches.length;
    });
  }
  return times;
}
