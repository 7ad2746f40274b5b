/* data-strength on a password field: what is still missing is said below it while typing, here in the browser; nothing is sent.
   The sentences come with the field (data-short with %s, data-same, data-enough); how hard it is to guess the server judges. */
const LEAST = 10;
const FEW = 5;

function sentence(field) {
  const signs = [...field.value.normalize("NFKC")];
  if (!signs.length) return "";
  if (signs.length < LEAST) return field.dataset.short.replace("%s", LEAST - signs.length);
  return new Set(signs).size < FEW ? field.dataset.same : field.dataset.enough;
}

for (const field of document.querySelectorAll("[data-strength]")) {
  const told = document.createElement("output");
  told.className = "help";
  told.htmlFor = field.id;
  field.after(told);
  field.addEventListener("input", () => {
    told.textContent = sentence(field);
  });
}
