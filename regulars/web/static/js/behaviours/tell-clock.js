/* data-tell-clock on a page where one signs in: the zone the browser's clock is set to goes along, so that a sign-in from another
   part of the world can be told. Nothing else reads it, and it goes when the browser is closed. */
if (document.querySelector("[data-tell-clock]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  if (/^[\w+/-]{1,40}$/.test(zone)) {
    const guarded = window.location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `clock=${zone}; Path=/; SameSite=Lax${guarded}`;
  }
}
