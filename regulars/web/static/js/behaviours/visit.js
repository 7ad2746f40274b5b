/* data-visits="address" on <body>, whose data-page is the route: once a record's page stands, its address is told there, so that it is
   among what was opened lately. Told again after five minutes only. */
const { visits, page } = document.body.dataset;
const FRESH = 5 * 60 * 1000;
const path = location.pathname;
const key = `visit ${path}`;

if (visits && ["account", "person", "order"].includes(page) && Date.now() - Number(sessionStorage.getItem(key)) > FRESH) {
  const headers = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
  requestIdleCallback?.(() => {
    sessionStorage.setItem(key, Date.now());
    fetch(visits, { method: "POST", headers, body: new URLSearchParams({ path }), keepalive: true }).catch(() => sessionStorage.removeItem(key));
  });
}
