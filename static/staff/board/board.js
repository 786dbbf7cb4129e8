// A view of the plan comes to life; without this it is a page with links and forms.

import { root } from "./ask.js";
import { startClock } from "./clock.js";
import { startDrag } from "./drag.js";
import { startLive } from "./live.js";
import { startPanel } from "./panel.js";

startPanel();
startDrag();
startClock();
startLive();

const filter = root.querySelector("[data-filter]");
filter.elements.late?.addEventListener("change", () => filter.requestSubmit());
// An address that is shared names only what is filtered.
filter.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
});

for (const button of root.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
