/* data-mention="address" around a textarea: after an @, a list of colleagues opens below it. Arrows choose, Enter or Tab
   writes the name, Escape closes. The address answers {members: [{name, write}]} and is asked once, at the first @. */
const BEFORE = /(?:^|[^\w@.+-])@([\p{L}\p{N}][\p{L}\p{N}' -]{0,40}|)$/u;
let names = null;

async function colleagues(address) {
  names ??= fetch(address, { headers: { Accept: "application/json" } }).then((answer) => (answer.ok ? answer.json() : { members: [] })).catch(() => ({ members: [] }));
  return (await names).members;
}

const list = (place) => place.querySelector("[role=listbox]");
const chosen = (place) => place.querySelector('[aria-selected="true"]');
const typed = (field) => field.value.slice(0, field.selectionStart).match(BEFORE)?.[1];

function close(place) {
  list(place)?.remove();
  const field = place.querySelector("textarea");
  field.removeAttribute("aria-controls");
  field.removeAttribute("aria-activedescendant");
}

function choose(place, option) {
  chosen(place)?.setAttribute("aria-selected", "false");
  option.setAttribute("aria-selected", "true");
  place.querySelector("textarea").setAttribute("aria-activedescendant", option.id);
}

function open(place, found) {
  close(place);
  const field = place.querySelector("textarea");
  const box = document.createElement("ul");
  box.className = "suggestions";
  box.id = `${field.id}-colleagues`;
  box.setAttribute("role", "listbox");
  found.forEach((member, index) => {
    const option = document.createElement("li");
    option.id = `${box.id}-${index}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.write = member.write;
    option.textContent = member.write === member.name ? member.name : `${member.name} (${member.write})`;
    box.append(option);
  });
  field.after(box);
  field.setAttribute("aria-controls", box.id);
  choose(place, box.firstElementChild);
}

function write(place, option) {
  const field = place.querySelector("textarea");
  const end = field.selectionStart;
  const start = end - typed(field).length;
  field.setRangeText(`${option.dataset.write} `, start, end, "end");
  close(place);
  field.focus();
  field.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "chosen" }));  // a draft listens; no list opens again
}

document.addEventListener("input", async (event) => {
  const place = event.target.closest?.("[data-mention]");
  if (!place || !event.target.matches("textarea") || event.detail === "chosen") return;
  if (typed(event.target) === undefined) return close(place);
  const all = await colleagues(place.dataset.mention);
  const now = typed(event.target)?.toLowerCase();
  const found = now === undefined ? [] : all.filter((member) => !now.startsWith(`${member.write.toLowerCase()} `) && `${member.name} ${member.write}`.toLowerCase().split(" ").some((_word, at, words) => words.slice(at).join(" ").startsWith(now)));
  if (found.length) open(place, found.slice(0, 8));
  else close(place);
});

document.addEventListener("keydown", (event) => {
  const place = event.target.closest?.("[data-mention]");
  const option = place && chosen(place);
  if (!option || event.isComposing || event.ctrlKey || event.metaKey) return;
  if (event.key === "ArrowDown") choose(place, option.nextElementSibling ?? option.parentElement.firstElementChild);
  else if (event.key === "ArrowUp") choose(place, option.previousElementSibling ?? option.parentElement.lastElementChild);
  else if (event.key === "Enter" || event.key === "Tab") write(place, option);
  else if (event.key === "Escape") close(place);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest?.("[data-mention] [role=option]");
  if (!option) return;
  event.preventDefault();
  write(option.closest("[data-mention]"), option);
});

document.addEventListener("focusout", (event) => {
  const place = event.target.closest?.("[data-mention]");
  if (place) close(place);
});
