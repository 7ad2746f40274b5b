/* data-guess-timezone on a select: the browser's own zone is chosen, once, if it is among the choices. */
for (const select of document.querySelectorAll("[data-guess-timezone]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...select.options].some((option) => option.value === zone)) select.value = zone;
}
