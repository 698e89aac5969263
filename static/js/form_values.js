// What has somebody filled into a form, and how is it filled with that again?

const isChoice = (field) => field.type === "checkbox" || field.type === "radio";

/**
 * What a person fills in. Hidden fields belong to this page; those that a browser knows how to fill
 * tell who somebody is, which does not stay on a device that others may use.
 */
function fields(form) {
  return [...form.elements].filter(
    (field) =>
      field.name && !field.hasAttribute("autocomplete") &&
      field.matches("textarea, select, input:not([type=hidden], [type=file], [type=password], [type=submit])"),
  );
}

/** What a field holds, or what the server sent in it. */
function held(field, sent) {
  if (isChoice(field)) return sent ? field.defaultChecked : field.checked;
  if (!sent || !field.options) return sent ? field.defaultValue : field.value;
  const options = [...field.options];
  return (options.find((option) => option.defaultSelected) ?? options[0])?.value ?? "";
}

/** By name what was filled in; of boxes a list of those that are ticked. */
export function values(form, sent = false) {
  const found = {};
  for (const field of fields(form)) {
    const value = held(field, sent);
    if (!isChoice(field)) found[field.name] = value;
    else found[field.name] = [...(found[field.name] ?? []), ...(value ? [field.value] : [])];
  }
  return found;
}

/** Fill the form with what was kept. */
export function fill(form, kept) {
  for (const rows of form.querySelectorAll("[data-rows]")) {
    rows.dispatchEvent(new CustomEvent("rows", { detail: Object.keys(kept) }));
  }
  const touched = [];
  for (const field of fields(form)) {
    const value = kept[field.name];
    if (value === undefined) continue;
    const before = held(field);
    if (isChoice(field)) field.checked = value.includes(field.value);
    else field.value = value;
    if (held(field) !== before || field.matches("textarea")) touched.push(field);
  }
  // What follows a field in the page looks at it when all are there.
  for (const field of touched) {
    field.dispatchEvent(new Event(field.matches("textarea") ? "input" : "change", { bubbles: true }));
  }
}
