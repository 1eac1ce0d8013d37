// Leaving quickly: the link works without this; with it the page is hidden at once and replaced in the history.
const link = document.querySelector("[data-exit]");
let presses = [];

function leave(event) {
  event?.preventDefault();
  document.documentElement.classList.add("leaving");
  for (const form of document.forms) form.reset();
  document.querySelector("main")?.replaceChildren();
  window.location.replace(link.href);
}

if (link) {
  for (const each of document.querySelectorAll("[data-exit]")) each.addEventListener("click", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift" || event.repeat) {
      if (event.key !== "Shift") presses = [];
      return;
    }
    presses = [...presses.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
    if (presses.length >= 3) leave();
  });
  // A page taken from the back/forward cache shows nothing of what was typed or answered.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    if (document.documentElement.classList.contains("leaving")) window.location.reload();
    for (const form of document.forms) form.reset();
  });
}
