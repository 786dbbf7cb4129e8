// In the page editor: live counts under headline and sapo, and jumps to a field
// ("Đến mục") by #muc-<field>, which also opens the panel the field is in.

const SYLLABLE = /\S*[\p{L}\p{N}]\S*/gu;
const letters = (text) => [...text].length;
const syllables = (text) => (text.match(SYLLABLE) || []).length;

// What the unit's profile asks of this article; written into the page by the server.
const profile = JSON.parse(document.getElementById("content-profile")?.textContent || "{}");

// Asked for in the editor only: other pages of the staff may not have the words loaded.
function limits() {
  return {
    title: { limit: profile.title ?? 160, unit: gettext("ký tự"), measure: letters },
    short_headline: { limit: 80, unit: gettext("ký tự"), measure: letters },
    sapo: { limit: profile.sapo ?? 60, unit: gettext("chữ"), measure: syllables },
  };
}

// Another genre may follow another profile, whose fields come with the next load.
function watchGenre() {
  const genre = document.getElementById("id_genre");
  const note = document.querySelector("[data-genre-other]");
  const followed = profile.genres;
  if (!genre || !note || !followed || !(genre.value in followed)) return;
  const drawnFor = followed[genre.value];
  const place = genre.closest("[data-field-wrapper], .w-field__wrapper, .w-field") || genre;
  place.after(note);
  genre.addEventListener("change", () => {
    note.hidden = followed[genre.value] === drawnFor;
  });
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

function fieldAskedFor() {
  const name = /^#muc-([a-z_]+)$/.exec(location.hash)?.[1];
  if (!name) return null;
  return (
    document.querySelector(`[data-contentpath="${name}"]`) ||
    document.getElementById(`id_${name}`) ||
    document.getElementById(`id_${name}-FORMS`)
  );
}

// The own field of a chooser or of tags is hidden; what is seen stands around it.
function seenPlace(found) {
  let place = found;
  while (place.parentElement && !place.getClientRects().length) place = place.parentElement;
  return place;
}

function jump() {
  const found = fieldAskedFor();
  if (!found) return;
  const tab = found.closest('[role="tabpanel"]');
  if (tab?.hidden) document.querySelector(`[role="tab"][href="#${tab.id}"]`)?.click();
  found.closest("section")?.querySelector('[data-panel-toggle][aria-expanded="false"]')?.click();
  const place = seenPlace(found);
  place.scrollIntoView({ block: "center" });
  place.querySelector("input:not([type=hidden]), textarea, select, button, [contenteditable=true]")
    ?.focus({ preventScroll: true });
  stayThere(found);
}

// Rich text, pictures and choosers are drawn late and push the page about. Until the
// person takes the page in hand, or ten seconds have passed, the field stays in view.
function stayThere(found) {
  const follow = new ResizeObserver(() => seenPlace(found).scrollIntoView({ block: "center" }));
  const taken = new AbortController();
  const letGo = () => {
    follow.disconnect();
    taken.abort();
  };
  for (const act of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    window.addEventListener(act, letGo, { passive: true, signal: taken.signal });
  }
  window.setTimeout(letGo, 10000);
  follow.observe(document.getElementById("page-edit-form"));
  // What was drawn without changing the height of the page is caught here.
  follow.observe(seenPlace(found));
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
  watchGenre();
  // On a phone who opens the editor comes to write: the list waits behind its line.
  const list = document.querySelector("[data-before-publishing]");
  if (list && matchMedia("(max-width: 50rem)").matches) list.open = false;
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
