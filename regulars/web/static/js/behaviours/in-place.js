/* A fact that is being changed where it stands: Escape puts it back as it was, and Ctrl+Enter saves a longer text. */
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("[data-in-place]");
  if (!form) return;
  if (event.key === "Escape") {
    event.preventDefault();
    form.querySelector("[data-leave]")?.click();
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
