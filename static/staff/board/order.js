// The columns of one's own board, dragged into another order; the buttons do the same.

const list = document.querySelector("[data-order]");
let carried = null;

async function keep() {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", document.querySelector("[data-order-token] [name=csrfmiddlewaretoken]").value);
  for (const each of list.children) body.append("column", each.dataset.column);
  const answer = await fetch(list.dataset.order, { method: "POST", body, headers: { "X-Sheet": "1" }, redirect: "manual" }).catch(() => null);
  // The buttons of the ends differ, and a refusal shows the order that stands.
  if (answer) location.reload();
}

if (list) {
  list.addEventListener("dragstart", (event) => {
    carried = event.target.closest("[data-column]");
    event.dataTransfer.effectAllowed = "move";
    carried?.classList.add("is-moving");
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-column]");
    if (!carried || !over) return;
    event.preventDefault();
    if (over === carried) return;
    const box = over.getBoundingClientRect();
    const after = event.clientY > box.top + box.height / 2;
    list.insertBefore(carried, after ? over.nextSibling : over);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", () => {
    if (!carried) return;
    carried.classList.remove("is-moving");
    carried = null;
    keep();
  });
}
