/* data-focus-search: Ctrl+K (⌘K) anywhere, or / while not typing, puts the cursor into the search field. Escape leaves it. */
const field = () => document.querySelector("[data-focus-search]");

document.addEventListener("keydown", (event) => {
  const search = field();
  if (!search) return;
  const asked = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  const slash = event.key === "/" && !event.target.closest("input, select, textarea, [contenteditable]");
  if (asked || slash) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "Escape" && event.target === search) {
    search.blur();
  }
});
