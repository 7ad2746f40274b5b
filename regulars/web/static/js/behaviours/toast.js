/* Closes toasts by their button, says in one when an answer never came, and puts a session that ended at the sign-in page. */
const toasts = () => document.getElementById("toasts");

document.addEventListener("click", (event) => {
  event.target.closest("[data-dismiss]")?.closest(".toast")?.remove();
});

export function say(sentence, tone = "error") {
  const toast = document.createElement("div");
  toast.className = `toast ${tone}`;
  const text = document.createElement("p");
  text.textContent = sentence;
  toast.append(text);
  toasts()?.append(toast);
}

for (const kind of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(kind, () => say(toasts()?.dataset.failed));
}

/* A page arriving where a part was asked for means the person has to sign in again. */
document.addEventListener("htmx:beforeSwap", (event) => {
  const text = event.detail.xhr?.responseText ?? "";
  if (/^\s*<!doctype html/i.test(text)) {
    event.detail.shouldSwap = false;
    window.location.reload();
  }
});
