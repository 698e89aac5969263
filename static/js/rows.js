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

function start(part) {
  const total = part.querySelector("[name$=-TOTAL_FORMS]");
  const button = part.querySelector("button[value=more]");
  button?.addEventListener("click", (event) => {
    const rows = part.querySelectorAll("[data-row]");
    const last = rows[rows.length - 1];
    if (!last) return; // the server knows what a row looks like
    event.preventDefault();
    const row = last.cloneNode(true);
    name(row, rows.length - 1, rows.length);
    empty(row);
    last.after(row);
    total.value = rows.length + 1;
    button.hidden = rows.length + 1 >= Number(part.dataset.most);
    row.querySelector("input, select").focus(); // its group is read out: "Condition 3"
  });
}

document.querySelectorAll("[data-rows]").forEach(start);
