// The same slug as toasoan.core.text.slug_vi; both are tested with tests/fixtures/slugs.json.

const MAX_FOLDS = 4;

/** Return the text lowered, without marks and with đ as d. */
export function foldVi(text) {
  let folded = String(text ?? "");
  for (let round = 0; round < MAX_FOLDS; round += 1) {
    const next = folded
      .toLowerCase()
      .normalize("NFD")
      .replace(/\p{Mn}/gu, "")
      .replace(/[đðɖ]/gu, "d")
      .normalize("NFC");
    if (next === folded) break;
    folded = next;
  }
  return folded;
}

/** Return "da-nang" for "Đà Nẵng"; a longer slug is cut at a hyphen. */
export function slugVi(text, limit = 255) {
  const slug = foldVi(text)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  if (slug.length <= limit) return slug;
  const cut = slug.slice(0, limit + 1).lastIndexOf("-");
  return cut < 0 ? slug.slice(0, limit) : slug.slice(0, cut);
}
