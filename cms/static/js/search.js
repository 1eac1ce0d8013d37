// The search page, livelier: filters answer at once where there is room, and what was unfolded stays so. The form works without.
document.documentElement.classList.add("js");
const form = document.querySelector("#ask");
const wide = matchMedia("(min-width: 62rem)");
let unfolded = [];

// Leaflet's own styles are not to be copied from the old map; an answer that says what is wrong is an answer.
htmx.config.attributesToSettle = ["class"];
htmx.config.responseHandling = [
  { code: "[23]..", swap: true },
  { code: "422", swap: true },
  { code: "[45]..", swap: false, error: true },
];

form?.addEventListener("change", (event) => {
  const filter = event.target.closest("#filters");
  if (filter && wide.matches) form.requestSubmit();
});

// On the phone's bar « refine » unfolds the filters where they are, without a word in the address.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-open]");
  const sheet = link && document.querySelector(link.dataset.open);
  if (!sheet) return;
  event.preventDefault();
  sheet.open = true;
  sheet.querySelector("summary").focus();
});

document.addEventListener("keydown", (event) => {
  const sheet = document.querySelector("#filters");
  if (event.key === "Escape" && sheet?.open && !wide.matches) sheet.open = false;
});

document.body.addEventListener("htmx:beforeSwap", () => {
  unfolded = [...document.querySelectorAll("#answer details[id]")].map((each) => [each.id, each.open]);
});

document.body.addEventListener("htmx:afterSettle", () => {
  for (const [id, open] of unfolded) {
    const each = document.getElementById(id);
    if (each && id !== "filters") each.open = open;
  }
  // The chip or page button that was pressed is gone: go on from the count.
  if (document.activeElement === document.body) document.querySelector("#total")?.focus();
});

// What is refused otherwise (too many at once, a fault of ours) has a page of its own: send the form as a browser does.
document.body.addEventListener("htmx:responseError", (event) => {
  if (event.detail.requestConfig.verb === "post") HTMLFormElement.prototype.submit.call(form);
});
