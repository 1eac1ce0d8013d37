// What unfolds: Escape or a click elsewhere closes the menu; an address that leads inside something folded opens it.
const menu = document.querySelector("details.menu");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu?.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});

function unfold() {
  const target = window.location.hash && document.getElementById(window.location.hash.slice(1));
  for (let folded = target && target.closest("details:not([open])"); folded; folded = folded.closest("details:not([open])")) folded.open = true;
  if (target) target.scrollIntoView();
}

window.addEventListener("hashchange", unfold);
unfold();
