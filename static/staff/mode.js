// Tells the tokens which mode the person chose in Wagtail's account settings.
// Runs in the head, before anything is drawn; "system" needs no word.
(() => {
  const root = document.documentElement;
  if (root.classList.contains("w-theme-dark")) root.dataset.mode = "dark";
  if (root.classList.contains("w-theme-light")) root.dataset.mode = "light";
})();
