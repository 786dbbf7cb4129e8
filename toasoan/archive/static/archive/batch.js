// One credit for a whole batch: what is typed for one photo fills the photos
// whose own field is still empty, and those that finish uploading later.

const SHARED = ["credit", "copyright_notice", "usage", "rights_from", "rights_to"];
const EMPTY = new Set(["", "unknown"]);
const given = new Map();

function fieldName(control) {
  return SHARED.find((name) => control.name?.endsWith(`-${name}`));
}

function fill(root) {
  for (const control of root.querySelectorAll("input[name], select[name]")) {
    const name = fieldName(control);
    if (name && given.has(name) && EMPTY.has(control.value)) {
      control.value = given.get(name);
    }
  }
}

// An SVG is let through to the archive, which says why it takes none and what to do;
// here the answer would only be a list of other formats.
const picker = document.getElementById("fileupload");
if (picker) {
  picker.dataset.acceptFileTypes = picker.dataset.acceptFileTypes.replace(")$", "|svg)$");
}

const list = document.getElementById("upload-list");
if (list) {
  list.addEventListener("change", (event) => {
    const name = fieldName(event.target);
    if (!name || EMPTY.has(event.target.value)) return;
    given.set(name, event.target.value);
    fill(list);
  });
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node instanceof Element) fill(node);
      }
    }
  }).observe(list, { childList: true, subtree: true });
}
