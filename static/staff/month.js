// The month of the calendar: the arrow keys turn the leaf, an event is carried to another
// day. Where it is dropped the house asks how much of the series goes along, so nothing
// moves by a slip of the hand; whoever cannot drag has the same screen by a button.

const month = document.querySelector(".ts .month");
let carried = null;

function light(day) {
  for (const each of month.querySelectorAll(".is-over")) each.classList.remove("is-over");
  day?.classList.add("is-over");
}

month.addEventListener("dragstart", (event) => {
  carried = event.target.closest?.("[data-move]") ?? null;
  if (!carried) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", carried.textContent.trim());
  carried.classList.add("is-carried");
});

month.addEventListener("dragover", (event) => {
  const day = carried && event.target.closest("[data-day]");
  if (!day) return;
  event.preventDefault();
  light(day);
});

month.addEventListener("drop", (event) => {
  const day = carried && event.target.closest("[data-day]");
  if (!day) return;
  event.preventDefault();
  if (day === carried.closest("[data-day]")) return;
  location.assign(`${carried.dataset.move}?ngay=${day.dataset.day}`);
});

month.addEventListener("dragend", () => {
  carried?.classList.remove("is-carried");
  carried = null;
  light(null);
});

document.addEventListener("keydown", (event) => {
  const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  if (!rel || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const isOff = document.getElementById("key-sheet")?.hasAttribute("data-off");
  if (isOff || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  document.querySelector(`.ts .tools [rel=${rel}]`)?.click();
});
