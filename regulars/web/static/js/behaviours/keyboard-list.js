/* data-keyboard-list on a .list: j and k (or arrows) move between its .item, Enter acts ([data-act], else .btn.go),
   l puts off ([data-later]), o opens the name's link. Nothing happens while someone is typing,
   but Escape, which closes the form of an item as long as nothing was written into it. */
const TYPING = "input, select, textarea, [contenteditable], dialog[open] *";

const items = () => [...document.querySelectorAll("[data-keyboard-list] .item")].filter((item) => item.offsetParent);
const chosen = () => document.querySelector('[data-keyboard-list] .item[aria-current="true"]');

function choose(item) {
  chosen()?.removeAttribute("aria-current");
  if (!item) return;
  item.setAttribute("aria-current", "true");
  item.tabIndex = -1;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

function move(by) {
  const all = items();
  const at = all.indexOf(chosen());
  choose(at < 0 ? all[0] : all[Math.max(0, Math.min(all.length - 1, at + by))]);
}

const press = (selector) => chosen()?.querySelector(selector)?.click();

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  ArrowDown: () => chosen() && move(1),
  ArrowUp: () => chosen() && move(-1),
  l: () => press("[data-later]"),
  o: () => press("strong a"),
};

function close(work) {
  if ([...work.querySelectorAll("textarea")].some((field) => field.value)) return;
  const item = work.closest(".item");
  work.replaceChildren();
  choose(item);
}

document.addEventListener("keydown", (event) => {
  const work = event.target.closest("[data-keyboard-list] .item [id^=work-]");
  if (event.key === "Escape" && work) close(work);
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
  if (!document.querySelector("[data-keyboard-list]")) return;
  if (event.key === "Enter" && event.target === chosen()) {
    event.preventDefault();
    press("[data-act], .btn.go");
  } else if (KEYS[event.key] && (chosen() || "jk".includes(event.key))) {
    event.preventDefault();
    KEYS[event.key]();
  }
});

document.addEventListener("focusin", (event) => {
  const item = event.target.closest?.("[data-keyboard-list] .item");
  if (item && item !== chosen()) {
    chosen()?.removeAttribute("aria-current");
    item.setAttribute("aria-current", "true");
  }
});

/* When an item leaves the list, the one that took its place is chosen, so that a hand on the keyboard can go on. */
let place = -1;
document.addEventListener("htmx:beforeSwap", () => { place = items().indexOf(chosen()); });
document.addEventListener("htmx:afterSettle", () => {
  if (place >= 0 && !chosen() && !document.activeElement?.closest(TYPING)) choose(items()[Math.min(place, items().length - 1)]);
  place = -1;
});
