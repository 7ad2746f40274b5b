/* data-confirm="Sentence?" on a form or a button: asks before it is sent, in the browser's own words box.
   Only for what cannot be undone; everything else offers Undo instead. */
document.addEventListener("submit", (event) => {
  const asked = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
  if (asked && !window.confirm(asked)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);
