// Makes Wagtail's slug field speak Vietnamese: Wagtail 8 writes "đ" as "dj" and
// drops marked letters that are typed into the slug itself.
//
// Wagtail's w-sync controller sends the title to each slug field as the `value` of
// a w-sync:apply or w-sync:check event, and w-slug turns it into a slug. The value
// is replaced on the way down, before w-slug sees it; what w-slug does to a text
// that already is a slug leaves it as it is.

import { slugVi } from "./slug_vi.js";

const SLUG_FIELD = '[data-controller~="w-slug"]';

function isSlugField(target) {
  return target instanceof Element && target.matches(SLUG_FIELD);
}

function translateTitle(event) {
  if (isSlugField(event.target) && typeof event.detail?.value === "string") {
    event.detail.value = slugVi(event.detail.value);
  }
}

function tidyTyped(event) {
  if (!isSlugField(event.target)) return;
  const slug = slugVi(event.target.value);
  if (slug !== event.target.value) event.target.value = slug;
}

document.addEventListener("w-sync:apply", translateTitle, true);
document.addEventListener("w-sync:check", translateTitle, true);
document.addEventListener("blur", tidyTyped, true);
