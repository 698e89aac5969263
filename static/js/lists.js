// Enter within a list item begins the next one; within an empty item it ends the list. Shift+Enter
// is a plain new line.

import { insert } from "./textfield.js";

// A year at a line's beginning is no number of a step: three digits at most.
const ITEM = /^([ \t]*)(?:([-*+•–])|(\d{1,3})([.)]))([ \t]+)(\[[ xX]\][ \t]+)?/;
const QUOTE = /^(?:>[ \t]?)+/;
const FENCE = /^ {0,3}(?:```|~~~)/;

/** What the next line begins with, and how much of this one that is. */
function beginning(line) {
  const item = ITEM.exec(line);
  if (item) {
    const [all, indent, bullet, number, sign, gap, task] = item;
    const mark = bullet || `${Number(number) + 1}${sign}`;
    return { size: all.length, next: indent + mark + gap + (task ? "[ ] " : "") };
  }
  const quote = QUOTE.exec(line);
  return quote && { size: quote[0].length, next: `${quote[0].trimEnd()} ` };
}

/** Go on with the list the caret stands in; says whether there is one. */
function goOn(area) {
  const { value, selectionStart: from, selectionEnd: to } = area;
  if (from !== to) return false;
  const before = value.slice(0, from).split("\n");
  const line = before.at(-1);
  const begun = beginning(line);
  if (!begun || before.filter((one) => FENCE.test(one)).length % 2) return false;
  const end = value.indexOf("\n", from);
  const behind = value.slice(from, end < 0 ? value.length : end);
  if (line.slice(begun.size).trim() || behind.trim()) {
    const at = from + 1 + begun.next.length;
    insert(area, `\n${begun.next}`, from, to, at, at);
  } else {
    const start = from - line.length;
    insert(area, "", start, from + behind.length, start, start);
  }
  return true;
}

/** Registered last, so that an open list of suggestions takes Enter first. */
export function continueLists(area) {
  area.addEventListener("keydown", (event) => {
    const plain = event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (plain && !event.isComposing && !event.defaultPrevented && goOn(area)) event.preventDefault();
  });
}
