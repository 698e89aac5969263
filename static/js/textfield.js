// What every tool of a text field needs. A module of its own: modules that import each other in a
// circle cannot be given names with a hash.

/** Put text at the selection so that the browser's own undo still knows it. */
export function insert(area, text, from, to, selectFrom, selectTo) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) area.setRangeText(text, from, to, "end");
  area.setSelectionRange(selectFrom, selectTo);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}
