/* data-draft="name" on a form: what is typed into its textareas is kept in this tab until the form was saved, so leaving the
   page, a dead line or an ended session loses nothing. Signing out forgets all drafts. */
const PREFIX = "draft:";
const forms = () => document.querySelectorAll("form[data-draft]");

const read = (form) => JSON.parse(sessionStorage.getItem(PREFIX + form.dataset.draft) ?? "{}");
const forget = (form) => sessionStorage.removeItem(PREFIX + form.dataset.draft);

function restore() {
  for (const form of forms()) {
    const kept = read(form);
    for (const field of form.querySelectorAll("textarea")) field.value ||= kept[field.name] ?? "";
    const kind = kept.channel && form.querySelector("textarea")?.value && form.querySelector(`[name="channel"][value="${CSS.escape(kept.channel)}"]`);
    if (kind) kind.checked = true;
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-draft]");
  if (!form) return;
  const kept = Object.fromEntries([...form.querySelectorAll("textarea, [name=channel]:checked")].map((field) => [field.name, field.value]));
  if ([...form.querySelectorAll("textarea")].some((field) => field.value)) sessionStorage.setItem(PREFIX + form.dataset.draft, JSON.stringify(kept));
  else forget(form);
});

/* The draft goes only when the answer says that it was saved, before the empty form takes the place of the old one. */
document.addEventListener("htmx:beforeSwap", (event) => {
  const form = event.detail.requestConfig?.elt?.closest?.("form[data-draft]");
  const page = /^\s*<!doctype html/i.test(event.detail.xhr.responseText);
  const carried = event.detail.xhr.getResponseHeader("HX-Retarget") === "#main"; // a question that holds all of it
  if (form && (event.detail.xhr.status < 300 || carried) && !page) forget(form);
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches('form.me, form[action*="sign-out"]')) return;
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(PREFIX)) sessionStorage.removeItem(name);
});

restore();
