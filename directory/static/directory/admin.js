// Rows of children in the administration's forms: add, remove, move. The server reads their order from the `sort` fields.

for (const rows of document.querySelectorAll("[data-rows]")) {
  const list = rows.querySelector("[data-rows-list]");
  const total = rows.querySelector("[name$=-TOTAL_FORMS]");

  const changed = () => total.dispatchEvent(new Event("change", { bubbles: true }));

  const number = () => {
    list.querySelectorAll("[name$=-sort]").forEach((field, place) => { field.value = place; });
    changed();
  };

  const add = () => {
    const html = rows.querySelector("[data-rows-empty]").innerHTML;
    list.insertAdjacentHTML("beforeend", html.replaceAll("__prefix__", total.value));
    total.value = Number(total.value) + 1;
    number();
    list.lastElementChild.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  };

  const remove = (row) => {
    row.querySelector("[name$=-DELETE]").checked = true;
    row.hidden = true;
    changed();
    rows.querySelector("[data-rows-add]").focus();
  };

  const move = (row, other, where) => {
    if (!other) return;
    other[where](row);
    number();
  };

  rows.addEventListener("click", (event) => {
    const row = event.target.closest("[data-row]");
    if (event.target.closest("[data-rows-add]")) add();
    else if (event.target.closest("[data-row-remove]")) remove(row);
    else if (event.target.closest("[data-row-up]")) move(row, row.previousElementSibling, "before");
    else if (event.target.closest("[data-row-down]")) move(row, row.nextElementSibling, "after");
  });

  // A row that came back with errors after « remove » stays away.
  for (const box of list.querySelectorAll("[name$=-DELETE]:checked")) box.closest("[data-row]").hidden = true;
}
