// A desk board comes to life; without this it is a page with links and forms.

import { cardOf, root } from "./ask.js";
import { startClock } from "./clock.js";
import { startDrag } from "./drag.js";
import { readAgain, startLive } from "./live.js";
import { startDeskKeys } from "./desk_keys.js";
import { startMany } from "./many.js";
import { startPanel } from "./panel.js";

const HELD_EVERY_MS = 30000;

startPanel({
  named: "bai",
  words: {
    cannotOpen: gettext("Chưa mở được bài: bài đã rời bảng, hoặc mất mạng."),
    changed: gettext("Đồng nghiệp vừa đổi bài bạn đang mở."),
  },
});
startDrag();
startMany();
startDeskKeys();
startClock();
startLive();

setInterval(() => {
  const held = [...root.querySelectorAll("[data-list] [data-held]")];
  readAgain([...new Set(held.map((card) => Number(card.dataset.story)))].filter(cardOf));
}, HELD_EVERY_MS);

const filter = root.querySelector("[data-filter]");
filter.elements.ban?.addEventListener("change", () => filter.requestSubmit());
filter.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
});
