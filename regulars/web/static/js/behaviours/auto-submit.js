/* data-auto-submit on a form: it is sent when a choice in it changes. Keep a button in it for those without JavaScript
   (class only-without-js hides it for the others). */
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto-submit]");
  if (form && !event.target.matches('input[type="search"], input[type="text"], textarea')) form.requestSubmit();
});
