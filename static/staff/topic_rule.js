// How many articles a running story would gather, counted while its rule is written.

const form = document.querySelector("[data-topic-rule]");
let waits = 0;
let turn = 0;

async function count() {
  const own = ++turn;
  const body = new FormData(form);
  body.set("do", "count");
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Sheet": "1" } });
    if (!answer.ok || own !== turn) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-count]");
    if (fresh) form.querySelector("[data-count]").replaceWith(fresh);
  } catch {
    // The button asks the same with a page of its own.
  }
}

if (form) {
  form.addEventListener("input", () => {
    clearTimeout(waits);
    waits = setTimeout(count, 400);
  });
}
