/* data-shortcuts="id" on <body> names the sheet of shortcuts, a <dialog>. Single keys: ? opens the sheet, g and a letter goes somewhere,
   any other goes to the link of the sheet with that data-keys. Holding Alt shows the keys on what has aria-keyshortcuts.
   Nothing fires while somebody types, and the box in the sheet turns single keys off for good, those of other behaviours too. */
const OFF = "regulars-shortcuts-off";
const TYPING = "input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable], dialog[open] *";
const sheet = () => document.getElementById(document.body.dataset.shortcuts ?? "");
const off = () => localStorage.getItem(OFF) === "1";
const named = (keys) => [...(sheet()?.querySelectorAll("[data-keys]") ?? [])].find((one) => one.dataset.keys === keys);
let begun = 0; // when g was pressed

function swallow(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

window.addEventListener("keydown", (event) => {
  if (event.key === "Alt") hints(true);
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.key.length !== 1) return;
  if (event.target.closest?.(TYPING)) return;
  if (off()) {
    event.stopImmediatePropagation();
    return;
  }
  const going = Date.now() - begun < 1500;
  begun = 0;
  if (event.key === "?" && sheet()) {
    swallow(event);
    if (!document.querySelector("dialog[open]")) sheet().showModal();
  } else if (going && named(`g ${event.key}`)) {
    swallow(event);
    named(`g ${event.key}`).click();
  } else if (event.key === "g" && sheet()) {
    swallow(event);
    begun = Date.now();
  } else if (named(event.key) && !document.querySelector("form[data-compose]")) {
    swallow(event);
    named(event.key).click();
  }
}, true);

/* Badges are drawn by the style sheet from data-hint; the controls themselves say aria-keyshortcuts to a screen reader. */
function hints(shown) {
  document.body.toggleAttribute("data-hints", shown);
  if (!shown) return;
  for (const one of document.querySelectorAll("[aria-keyshortcuts]")) {
    const keys = one.getAttribute("aria-keyshortcuts").split(" ")[0].replace("Control+", "Ctrl ");
    (one.matches("input, textarea, select") ? one.parentElement : one).dataset.hint = keys;
  }
  for (const link of sheet()?.querySelectorAll("[data-keys]") ?? []) {
    for (const one of document.querySelectorAll(`main a[href="${link.getAttribute("href")}"], nav a[href="${link.getAttribute("href")}"]`)) {
      one.dataset.hint = link.dataset.keys;
    }
  }
}

window.addEventListener("keyup", (event) => { if (event.key === "Alt") hints(false); });
window.addEventListener("blur", () => hints(false));

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-shortcuts-on]")) return;
  if (event.target.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
});
const box = sheet()?.querySelector("[data-shortcuts-on]");
if (box) box.checked = !off();
