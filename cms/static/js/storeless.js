// Before htmx: it would note every address in the browser's storage. Our pages leave nothing there, so it finds none.
Object.defineProperty(window, "sessionStorage", {
  get() {
    throw new DOMException("Nothing is kept here.", "SecurityError");
  },
});
