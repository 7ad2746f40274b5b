/* data-compose on the form that writes down a contact: n, c, m, e and s choose note, call, meeting, e-mail or message and put
   the cursor into it, wherever one is while not typing; Ctrl+Enter (⌘Enter) saves,
   Escape leaves it with the words kept. Ticking a kind goes on to the words. */
const KEYS = { n: "note", c: "call", m: "meeting", e: "write", s: "message" };
const TYPING = "input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable], dialog[open] *";
const composer = () => document.querySelector("form[data-compose]");

function begin(form, channel) {
  const kind = form.querySelector(`input[name="channel"][value="${channel}"]`);
  if (!kind) return false;
  kind.checked = true;
  form.querySelector("textarea").focus();
  form.scrollIntoView({ block: "nearest" });
  return true;
}

document.addEventListener("keydown", (event) => {
  const form = composer();
  if (!form) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form.contains(event.target)) {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.key === "Escape" && form.contains(event.target)) {
    event.target.blur();
  } else if (!event.ctrlKey && !event.metaKey && !event.altKey && KEYS[event.key] && !event.target.closest(TYPING)) {
    if (begin(form, KEYS[event.key])) event.preventDefault();
  }
});

/* A click or a tap, not an arrow key: who walks through the kinds by keyboard is not thrown out of them. */
document.addEventListener("click", (event) => {
  const kind = event.target.closest?.('form[data-compose] input[name="channel"]');
  if (kind && event.detail > 0) kind.form.querySelector("textarea").focus();
});
