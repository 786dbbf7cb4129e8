// In the page editor: live counts under headline and sapo, and jumps to a field
// ("Đến mục") by #muc-<field>, which also opens the panel the field is in.

const SYLLABLE = /\S*[\p{L}\p{N}]\S*/gu;
const letters = (text) => [...text].length;
const syllables = (text) => (text.match(SYLLABLE) || []).length;

// Asked for in the editor only: other pages of the staff may not have the words loaded.
function limits() {
  return {
    title: { limit: 160, unit: gettext("ký tự"), measure: letters },
    short_headline: { limit: 80, unit: gettext("ký tự"), measure: letters },
    sapo: { limit: 60, unit: gettext("chữ"), measure: syllables },
  };
}

function addCount(field, { limit, unit, measure }) {
  const line = document.createElement("output");
  line.className = "ts-count";
  line.htmlFor = field.id;
  const figure = document.createElement("b");
  line.append(figure, ` ${unit}`);
  field.closest("[data-field-wrapper], .w-field__input, .w-field")?.append(line);
  const show = () => {
    const size = measure(field.value.trim());
    figure.textContent = `${size}/${limit}`;
    line.classList.toggle("over", size > limit);
  };
  field.addEventListener("input", show);
  show();
}

function jump() {
  const name = /^#muc-([a-z_]+)$/.exec(location.hash)?.[1];
  if (!name) return;
  const place =
    document.querySelector(`[data-contentpath="${name}"]`) ||
    document.getElementById(`id_${name}`) ||
    document.getElementById(`id_${name}-FORMS`);
  if (!place) return;
  place.closest("section")?.querySelector('[data-panel-toggle][aria-expanded="false"]')?.click();
  place.scrollIntoView({ block: "center" });
  place.querySelector("input:not([type=hidden]), textarea, select, button, [contenteditable=true]")
    ?.focus({ preventScroll: true });
}

// Wagtail leaves its text boxes and tag fields without a name; they take the name of
// the field or block they stand in.
function nameUnnamed(form) {
  const unnamed = form.querySelectorAll(
    '[role="textbox"]:not([aria-label]):not([aria-labelledby]), .tagit-new input:not([aria-label])',
  );
  for (const box of unnamed) {
    const label = box.closest("section, .w-field__wrapper")?.querySelector("h2, h3, label");
    const words = label?.textContent.replace("*", "").trim();
    box.setAttribute("aria-label", words || gettext("Nội dung"));
  }
}

const editForm = document.getElementById("page-edit-form");
if (editForm) {
  nameUnnamed(editForm);
  new MutationObserver(() => nameUnnamed(editForm)).observe(editForm, {
    childList: true,
    subtree: true,
  });
}

if (editForm) {
  for (const [name, rule] of Object.entries(limits())) {
    const field = document.getElementById(`id_${name}`);
    if (field && field.matches("input, textarea")) addCount(field, rule);
  }
  // A headline wraps on the screen but is one line.
  document.getElementById("id_title")?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) event.preventDefault();
  });
  window.addEventListener("hashchange", jump);
  // Rich text and choosers are drawn by script after this module has run.
  window.setTimeout(jump, 400);
}

// A date that cannot be read stays as it was typed, and the server says so; the
// picker would put the present minute in its place without a word.
if (window.jQuery?.fn.datetimepicker) {
  window.jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
}
