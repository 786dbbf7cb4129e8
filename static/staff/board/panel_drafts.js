// Comments typed about stories and not sent: kept in this tab for their person, also when
// the page is left. kept_text.js forgets what begins so when somebody else signs in, and
// all of it when one signs out.

const person = document.querySelector(".ts[data-person]")?.dataset.person;
const keyOf = (story) => `toasoan-kept:${person}:y-kien:${story}`;
// Where storage is full or switched off they live as long as the page.
const drafts = new Map();

export function draftOf(story) {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(story))) ?? drafts.get(story) ?? "";
  } catch {
    return drafts.get(story) ?? "";
  }
}

export function keepDraftOf(story, text) {
  const isEmpty = !text.trim();
  if (isEmpty) drafts.delete(story);
  else drafts.set(story, text);
  try {
    if (isEmpty) sessionStorage.removeItem(keyOf(story));
    else sessionStorage.setItem(keyOf(story), JSON.stringify(text));
  } catch {
    // The map has it.
  }
}
