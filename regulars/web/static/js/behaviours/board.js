/* data-board on the form of a board: a card ([draggable]) dropped on another column ([data-code]) is moved there, by the same
   boxes, select and button that move it without a mouse. */
const board = document.querySelector("[data-board]");
let held = null;

const columnAt = (event) => event.target.closest?.("[data-board] [data-code]");

board?.addEventListener("dragstart", (event) => {
  held = event.target.closest("[draggable]");
  event.dataTransfer.effectAllowed = "move";
});

board?.addEventListener("dragover", (event) => {
  const column = columnAt(event);
  if (held && column?.dataset.code) event.preventDefault();
});

board?.addEventListener("drop", (event) => {
  const column = columnAt(event);
  if (!held || !column?.dataset.code || column.contains(held)) return;
  event.preventDefault();
  for (const box of board.querySelectorAll('[name="id"]')) box.checked = held.contains(box);
  board.querySelector('[name="code"]').value = column.dataset.code;
  board.requestSubmit();
});

board?.addEventListener("dragend", () => { held = null; });
