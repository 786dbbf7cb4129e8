// What is planned or published about the same matter, shown while one types or judges.
const QUIET_MS = 400;

for (const place of document.querySelectorAll("[data-similar]")) {
  const field = document.getElementById(place.dataset.similarOf ?? "");
  let asked = null;
  let waiting = 0;

  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const query = new URLSearchParams();
    if (field) query.set("tieu-de", field.value);
    if (place.dataset.similarBut) query.set("cua", place.dataset.similarBut);
    try {
      const answer = await fetch(`${place.dataset.similar}?${query}`, { signal: asked.signal });
      if (answer.ok && !answer.redirected) place.innerHTML = await answer.text();
    } catch (error) {
      // A lost connection says nothing about likeness; what is shown stays.
      if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
    }
  };

  field?.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, QUIET_MS);
  });
  if (!field || field.value) ask();
}
