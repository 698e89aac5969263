// One more row in place, where a form has rows and a button that asks the server for one.

function name(row, from, to) {
  for (const part of row.querySelectorAll("*")) {
    for (const attribute of [...part.attributes]) {
      if (attribute.value.includes(`-${from}-`)) {
        attribute.value = attribute.value.replaceAll(`-${from}-`, `-${to}-`);
      }
    }
  }
  const legend = row.querySelector("legend");
  legend.textContent = legend.textContent.replace(`${from + 1}`, `${to + 1}`);
}

/** Empty what was typed, and take away what was said about it. */
function empty(row) {
  for (const error of row.querySelectorAll("[id$=_error]")) error.remove();
  for (const field of row.querySelectorAll(".field-error")) field.classList.remove("field-error");
  for (const field of row.querySelectorAll("input, select, textarea")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    if (field.tagName === "SELECT") for (const one of field.options) one.selected = one.value === "other";
    else field.value = "";
  }
}

/** One row more below the last; false where none may be added. */
function add(part, total, button) {
  const rows = part.querySelectorAll("[data-row]");
  const last = rows[rows.length - 1];
  if (!last || !button || button.hidden) return false; // only the server knows what a row looks like
  const row = last.cloneNode(true);
  name(row, rows.length - 1, rows.length);
  empty(row);
  last.after(row);
  total.value = rows.length + 1;
  button.hidden = rows.length + 1 >= Number(part.dataset.most);
  return row;
}

function start(part) {
  const total = part.querySelector("[name$=-TOTAL_FORMS]");
  const button = part.querySelector("button[value=more]");
  button?.addEventListener("click", (event) => {
    const row = add(part, total, button);
    if (!row) return;
    event.preventDefault();
    row.querySelector("input, select").focus(); // its group is read out: "Condition 3"
  });
  // Whoever fills the fields with these names needs their rows.
  part.addEventListener("rows", ({ detail: names }) => {
    const start = total.name.replace("TOTAL_FORMS", "");
    const numbers = names.filter((one) => one.startsWith(start)).map((one) => parseInt(one.slice(start.length), 10));
    while (Number(total.value) <= Math.max(...numbers) && add(part, total, button));
  });
}

document.querySelectorAll("[data-rows]").forEach(start);
