/* data-palette="id" on the search form: Ctrl+K (⌘K) anywhere, / while not typing, or going to the field opens that <dialog>. Its
   field is a combobox over what htmx brings: arrows, Home and End choose, Enter opens, Escape closes. Without scripts the form is sent. */
const opener = () => document.querySelector("form[data-palette]");
const palette = () => document.getElementById(opener()?.dataset.palette ?? "");
const field = () => palette()?.querySelector('[role="combobox"]');
const options = () => [...(palette()?.querySelectorAll('[role="option"]') ?? [])];
const chosen = () => palette()?.querySelector('[role="option"][aria-selected="true"]');
const TYPING = "input, select, textarea, [contenteditable]";
let back = null; // where the keyboard was before
let hurried = false; // Enter came before the answer to what was typed

function open(text) {
  const dialog = palette();
  if (!dialog || dialog.open || document.querySelector("dialog[open]")) return;
  back = document.activeElement;
  dialog.showModal();
  field().value = text ?? "";
  field().focus();
  htmx.trigger(field(), "palette:open");
}

function choose(option) {
  chosen()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) field().setAttribute("aria-activedescendant", option.id);
  else field().removeAttribute("aria-activedescendant");
}

function move(by) {
  const all = options();
  if (!all.length) return;
  const at = all.indexOf(chosen());
  choose(all[(at + by + all.length) % all.length]);
}

function take(option) {
  if (option.dataset.fill) {
    field().value = option.dataset.fill;
    field().focus();
    htmx.trigger(field(), "palette:open");
  } else {
    option.click();
  }
}

const KEYS = {
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  Home: () => choose(options()[0]),
  End: () => choose(options().at(-1)),
};

function enter() {
  const waiting = field().classList.contains("htmx-request") || palette().dataset.shown !== field().value;
  if (waiting) hurried = true;
  else if (chosen()) take(chosen());
}

document.addEventListener("keydown", (event) => {
  const asked = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.target.closest(TYPING);
  if ((asked || slash) && opener()) {
    event.preventDefault();
    if (palette()?.open) palette().close();
    else open();
  } else if (event.target === field()) {
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      enter();
    } else if (event.key === "Escape") {
      event.preventDefault(); // a search field would only be emptied
      palette().close();
    } else if (KEYS[event.key] && !(["Home", "End"].includes(event.key) && field().value)) {
      event.preventDefault();
      KEYS[event.key]();
    }
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("form[data-palette]") && palette() && event.button === 0) {
    event.preventDefault();
    open(opener().querySelector('[type="search"]').value);
    field().select();
  }
  const option = event.target.closest('#palette [role="option"][data-fill]');
  if (option) {
    event.preventDefault();
    take(option);
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target !== palette()?.querySelector(".palette-answers")) return;
  palette().dataset.shown = event.detail.requestConfig.parameters.q ?? "";
  field().setAttribute("aria-expanded", String(options().length > 0));
  document.getElementById("palette-status").textContent = event.target.querySelector("[data-said]")?.textContent.trim() ?? "";
  choose(field().value ? options()[0] : null);
  if (hurried && palette().dataset.shown === field().value && chosen()) take(chosen());
  if (palette().dataset.shown === field().value) hurried = false;
});

document.addEventListener("close", (event) => {
  if (event.target !== palette()) return;
  hurried = false;
  back?.focus?.({ preventScroll: true });
}, true);
