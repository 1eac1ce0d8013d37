// Suggestions while typing: a combobox with a list, by keyboard and by thumb. What is typed is posted, never kept.
const WAIT = 150;

for (const input of document.querySelectorAll("[data-suggest]")) attach(input);

function attach(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-list`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  const name = input.labels[0]?.textContent.trim();
  if (name) list.setAttribute("aria-label", name);
  input.parentElement.classList.add("suggested");
  input.after(list);
  for (const [key, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
    input.setAttribute(key, value);
  }
  input.autocomplete = "off";

  let timer, asked;
  const chosen = () => list.querySelector("[aria-selected=true]");

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function take(option) {
    input.value = option.textContent;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    close();
  }

  function mark(option) {
    chosen()?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function show(texts) {
    list.replaceChildren(...texts.map((text, number) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${number}`;
      option.textContent = text;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      return option;
    }));
    list.hidden = texts.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    const text = input.value.trim();
    asked?.abort();
    if (text.length < 2) return close();
    asked = new AbortController();
    const body = new URLSearchParams({ text, field: input.dataset.field ?? input.name });
    const token = input.form.elements.csrfmiddlewaretoken?.value;
    if (token) body.set("csrfmiddlewaretoken", token);
    try {
      const answer = await fetch(input.dataset.suggest, { method: "POST", body, signal: asked.signal });
      if (!answer.ok) return close();
      const { suggestions } = await answer.json();
      if (document.activeElement === input) show(suggestions.filter((each) => each !== input.value));
    } catch {
      close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const options = [...list.children];
    const at = options.indexOf(chosen());
    if (event.key === "ArrowDown") mark(options[(at + 1) % options.length]);
    else if (event.key === "ArrowUp") mark(options[(at <= 0 ? options.length : at) - 1]);
    else if (event.key === "Enter" && at >= 0) take(options[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    close();
  });
}
