// Leaving quickly: the links work without this; with it the page is hidden at once and replaced in the history.
const link = document.querySelector("[data-exit]");
const root = document.documentElement;
let presses = [];

function hide() {
  root.classList.add("leaving");
  for (const form of document.forms) form.reset();
  document.querySelector("main")?.replaceChildren();
  document.title = "…";
}

function leave(event) {
  event?.preventDefault();
  hide();
  window.location.replace(link.href);
}

// Does the page answer something that stands in no address?
function answers() {
  return root.hasAttribute("data-posted") || document.querySelector("main [data-posted]") !== null;
}

// Where browsers do not say from where one comes back, suppose the worst.
function fromElsewhere() {
  return !window.navigation?.activation?.from;
}

// An answer to a form stands in the history as its page does: going back or reloading gives the empty form.
// So does, without its question, the address of something sensitive that somebody wrote by hand.
if (root.hasAttribute("data-posted")) {
  const question = root.dataset.posted === "bare" ? "" : window.location.search;
  window.history.replaceState(null, "", window.location.pathname + question);
}

// Without script a card opens beside the posted page it stands on, which could not be gone back to; now it can.
document.addEventListener("click", (event) => event.target.closest("a[data-apart]")?.removeAttribute("target"), true);

if (link) {
  for (const each of document.querySelectorAll("[data-exit]")) each.addEventListener("click", leave);

  document.addEventListener("keydown", (event) => {
    if (event.repeat) return;
    if (event.key !== "Shift") {
      presses = [];
      return;
    }
    presses = [...presses.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
    if (presses.length >= 3) leave();
  });

  // Taken back from the browser's memory by somebody who was elsewhere, a page shows nothing of what was typed or answered.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted || !fromElsewhere()) return;
    for (const form of document.forms) form.reset();
    if (answers() || root.classList.contains("leaving")) {
      hide();
      window.location.replace(window.location.pathname);
    }
  });
}
