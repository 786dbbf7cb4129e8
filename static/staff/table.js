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
  ];
}

function dropLast(grid, step, count) {
  if (count > 1) grid.alter(step, count - 1);
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

if (window.Handsontable) {
  const { languages, hooks } = window.Handsontable;
  languages.registerLanguageDictionary(menuWords(languages.dictionaryKeys));
  hooks.add("afterInit", function afterInit() {
    addButtons(this);
  });
}
