// What every tool of a text field needs. A module of its own: modules that import each other in a
// circle cannot be given names with a hash.

/** Put text at the selection so that the browser's own undo still knows it. */
export function insert(area, text, from, to, selectFrom, selectTo) {
  area.focus();
  area.setSelectionRange(from, to);
  // Nothing cannot be inserted everywhere; taking away is a command of its own.
  const done = text
    ? document.execCommand("insertText", false, text)
    : from === to || document.execCommand("delete");
  if (!done) {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true })); // the commands say so themselves
  }
  area.setSelectionRange(selectFrom, selectTo);
}
