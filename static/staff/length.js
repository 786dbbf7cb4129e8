// In the page editor: how long the text is now beside the length that was ordered.
const SYLLABLE = /\S*[\p{L}\p{N}]\S*/gu;
const EVERY_MS = 1500;
const place = document.querySelector("#page-edit-form [data-length-now]");

function words(field) {
  if (!field.value.startsWith("{")) return field.value;
  try {
    // Draftail keeps its text as raw content state.
    return JSON.parse(field.value).blocks.map((block) => block.text).join("\n");
  } catch {
    return field.value;
  }
}

function count() {
  const sapo = document.getElementById("id_sapo");
  const parts = document.querySelectorAll(
    '[data-contentpath="body"] [data-draftail-input], [data-contentpath="body"] textarea, [data-contentpath="body"] input[type="text"]',
  );
  return [sapo, ...parts]
    .filter(Boolean)
    .reduce((total, field) => total + (words(field).match(SYLLABLE) || []).length, 0);
}

if (place) {
  const ordered = Number(place.dataset.lengthOrdered);
  const figures = new Intl.NumberFormat(document.documentElement.lang || "vi");
  const show = () => {
    const now = count();
    const text = fill(gettext("%(now)s trên %(ordered)s"), {
      now: figures.format(now),
      ordered: figures.format(ordered),
    });
    if (place.textContent !== text) place.textContent = text;
    place.classList.toggle("late", Math.abs(now - ordered) > ordered / 10);
  };
  setInterval(() => { if (!document.hidden) show(); }, EVERY_MS);
}

function fill(format, values) {
  return format.replace(/%\((\w+)\)s/g, (_whole, name) => values[name]);
}
