// The table block's grid: menus in the house's language, and buttons for what the
// menu hides. Handsontable 6.2.2 comes with Wagtail's table block, in English only.

// The code the block asks for (content/blocks.py); the words are the person's.
const LANGUAGE = "vi-VN";

function menuWords(keys) {
  return {
    languageCode: LANGUAGE,
    [keys.CONTEXTMENU_ITEMS_ROW_ABOVE]: gettext("Thêm hàng ở trên"),
    [keys.CONTEXTMENU_ITEMS_ROW_BELOW]: gettext("Thêm hàng ở dưới"),
    [keys.CONTEXTMENU_ITEMS_INSERT_LEFT]: gettext("Thêm cột bên trái"),
    [keys.CONTEXTMENU_ITEMS_INSERT_RIGHT]: gettext("Thêm cột bên phải"),
    [keys.CONTEXTMENU_ITEMS_REMOVE_ROW]: gettext("Bỏ hàng"),
    [keys.CONTEXTMENU_ITEMS_REMOVE_COLUMN]: gettext("Bỏ cột"),
    [keys.CONTEXTMENU_ITEMS_UNDO]: gettext("Hoàn tác"),
    [keys.CONTEXTMENU_ITEMS_REDO]: gettext("Làm lại"),
  };
}

function steps() {
  return [
    [gettext("Thêm hàng"), (grid) => grid.alter("insert_row", grid.countRows())],
    [gettext("Thêm cột"), (grid) => grid.alter("insert_col", grid.countCols())],
    [gettext("Bỏ hàng cuối"), (grid) => dropLast(grid, "remove_row", grid.countRows())],
    [gettext("Bỏ cột cuối"), (grid) => dropLast(grid, "remove_col", grid.countCols())],
    [gettext("Hoàn tác"), takeBack],
  ];
}

function dropLast(grid, step, count) {
  if (count > 1) grid.alter(step, count - 1);
}

// A cell that was opened and left as it was is a step of its own to Handsontable.
function takeBack(grid) {
  const shown = JSON.stringify(grid.getData());
  while (grid.isUndoAvailable() && JSON.stringify(grid.getData()) === shown) grid.undo();
}

// The menu opens on the right button, which a phone has not.
function addButtons(grid) {
  const bar = document.createElement("div");
  bar.className = "ts-table-steps";
  for (const [words, step] of steps()) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary";
    button.textContent = words;
    button.addEventListener("click", () => step(grid));
    bar.append(button);
  }
  grid.rootElement.after(bar);
}

// Nearly every table has a first row of headings. Left unsaid, a draft is kept as
// having none, and readers get the headings as figures.
function sayHeadings(grid) {
  const choice = grid.rootElement.parentElement.querySelector("[name=table-header-choice]");
  if (choice?.value === "") choice.value = "row";
}

if (window.Handsontable) {
  const { languages, hooks } = window.Handsontable;
  languages.registerLanguageDictionary(menuWords(languages.dictionaryKeys));
  // All rows are drawn and the grid is as high as they are (editor.css): Wagtail measures
  // it too early, and rows cut off then are not drawn when it measures again.
  hooks.add("beforeInit", function beforeInit() {
    this.getSettings().renderAllRows = true;
  });
  hooks.add("afterInit", function afterInit() {
    // Whoever looks through the words of the article finds the cells by it.
    this.rootElement.houseGrid = this;
    sayHeadings(this);
    addButtons(this);
  });
}
