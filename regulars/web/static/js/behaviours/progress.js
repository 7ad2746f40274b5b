/* data-progress="URL" on an element: its inside is fetched again every data-every seconds (1) until the answer no longer
   carries data-progress itself; a Location given by X-Go-To opens that page. A stopped server is waited for, more and more
   patiently. Without JavaScript the page offers a link to look again. */
const watched = new WeakSet();

async function look(element, wait) {
  if (!element.isConnected) return;
  let pause = wait;
  try {
    const answer = await fetch(element.dataset.progress, { headers: { "X-Requested-With": "progress", "HX-Request": "true" } });
    if (answer.status === 401 || answer.status === 403 || answer.redirected) return window.location.reload();
    const next = answer.headers.get("X-Go-To");
    if (next) return window.location.assign(next);
    if (answer.status === 286 || answer.ok) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
      if (!fresh) return window.location.reload();
      element.replaceWith(fresh);
      window.htmx?.process(fresh);
      return watch();
    }
  } catch {
    pause = Math.min(wait * 2, 15);
  }
  setTimeout(look, pause * 1000, element, pause);
}

function watch() {
  for (const element of document.querySelectorAll("[data-progress]")) {
    if (watched.has(element)) continue;
    watched.add(element);
    const wait = Number(element.dataset.every || 1);
    setTimeout(look, wait * 1000, element, wait);
  }
}

watch();
document.addEventListener("htmx:load", watch);
