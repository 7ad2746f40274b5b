/* data-passkey-trouble: shown when the passkey that was asked for did not come. The sign-in library tells of it by an event. */
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const trouble = document.querySelector("[data-passkey-trouble]");
  if (trouble) trouble.hidden = false;
});
