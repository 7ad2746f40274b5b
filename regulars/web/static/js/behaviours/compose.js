/* data-compose on the form that writes down a contact: the keys its kinds name (aria-keyshortcuts: n, c, m, e, s)
   choose one and put the cursor into the words, wherever one is while not typing; Ctrl+Enter (⌘Enter) saves,
   Escape leaves it with the words kept. Ticking a kind goes on to the words. */
const TYPING = "input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable], dialog[open] *";
const composer = () => document.querySelector("form[data-compose]");

const chosenBy = (form, key) => [...form.querySelectorAll("input[aria-keyshortcuts]")].find((kind) => kind.getAttribute("aria-keyshortcuts") === key);

function begin(form, kind) {
  kind.checked = true;
  form.querySelector("textarea").focus();
  form.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  const form = composer();
  if (!form) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form.contains(event.target)) {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.key === "Escape" && form.contains(event.target)) {
    event.target.blur();
  } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest(TYPING)) {
    const kind = chosenBy(form, event.key);
    if (!kind) return;
    event.preventDefault();
    begin(form, kind);
  }
});

/* A click or a tap, not an arrow key: who walks through the kinds by keyboard is not thrown out of them. */
document.addEventListener("click", (event) => {
  const kind = event.target.closest?.('form[data-compose] input[name="channel"]');
  if (kind && event.detail > 0) kind.form.querySelector("textarea").focus();
});
