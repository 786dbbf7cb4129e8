// Small helps for staff forms; every form works without them.

import { slugVi } from "../core/slug_vi.js";

// A second press while the first is on its way changes nothing (the services also
// refuse it): the button says so instead of looking dead.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest(".ts") || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    button.setAttribute("aria-disabled", "true");
  }
});
// Coming back by the browser's "back" must not leave the form locked.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach((b) => b.removeAttribute("aria-disabled"));
  }
});

// Common reasons are put into the text, where they can be changed.
document.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-say]");
  if (!chip) return;
  const field = document.getElementById(chip.dataset.into);
  const text = field.value.trim();
  field.value = text ? `${text}${/[.;,]$/.test(text) ? "" : "."} ${chip.dataset.say}` : chip.dataset.say;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
});

// The slugline follows the title until somebody writes their own.
for (const field of document.querySelectorAll("[data-slug-of]")) {
  const title = document.getElementById(field.dataset.slugOf);
  const limit = Number(field.maxLength) > 0 ? Number(field.maxLength) : 80;
  let own = field.value !== "" && field.value !== slugVi(title.value, limit);
  title.addEventListener("input", () => {
    if (!own) field.value = slugVi(title.value, limit);
  });
  field.addEventListener("input", () => { own = field.value !== ""; });
  field.addEventListener("change", () => { field.value = slugVi(field.value, limit); });
}

// A warning beside a choice: the subject lies outside the unit's remit.
for (const select of document.querySelectorAll("[data-remit]")) {
  const inside = new Set(select.dataset.remit.split(" "));
  const note = document.getElementById(select.dataset.remitNote);
  const show = () => { note.hidden = !select.value || inside.has(select.value); };
  select.addEventListener("change", show);
  show();
}

// A filter changed is a filter applied; the button stays for who has no script.
for (const select of document.querySelectorAll("form[data-filter] select")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
  button.textContent = button.dataset.copied;
});

// The chain opens at the step that has the item, a row of tabs at the one that is open.
for (const step of document.querySelectorAll(".ts .chain [aria-current=step], .ts .seg [aria-current=page]")) {
  const chain = step.parentElement;
  chain.scrollLeft = step.offsetLeft - chain.offsetLeft - (chain.clientWidth - step.clientWidth) / 2;
}
