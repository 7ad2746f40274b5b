/* data-drop-file around a file input: a file dropped on it is put into the input; with data-drop-file="submit" the form is
   sent at once, also when the file is chosen by hand. The name of the file is written into [data-file-name]. */
const zone = (event) => event.target.closest?.("[data-drop-file]");
const hasFiles = (event) => event.dataTransfer?.types.includes("Files");

for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    if (!document.querySelector("[data-drop-file]") || !hasFiles(event)) return;
    event.preventDefault();
    const at = zone(event);
    event.dataTransfer.dropEffect = at ? "copy" : "none";
    if (at) at.dataset.over = "";
  });
}

document.addEventListener("dragleave", (event) => {
  const at = zone(event);
  if (at && !at.contains(event.relatedTarget)) delete at.dataset.over;
});

document.addEventListener("drop", (event) => {
  if (!document.querySelector("[data-drop-file]") || !hasFiles(event)) return;
  event.preventDefault();
  const at = zone(event);
  const input = at?.querySelector('input[type="file"]');
  if (!input) return;
  delete at.dataset.over;
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

document.addEventListener("change", (event) => {
  const at = zone(event);
  if (!at || event.target.type !== "file" || !event.target.files.length) return;
  const name = at.querySelector("[data-file-name]");
  if (name) name.textContent = event.target.files[0].name;
  if (at.dataset.dropFile === "submit") event.target.form.requestSubmit();
});
