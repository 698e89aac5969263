// The wiki's text field with a toolbar, a draft and a preview. Everything that is shown comes from
// the page's own <template>, so that words stay in the translated template.

import { guard } from "./draft.js";
import { continueLists } from "./lists.js";
import { offerModes } from "./modes.js";
import { aloneIn, pictureChoice } from "./pictures.js";
import { insert } from "./textfield.js";
import { suggestLinks } from "./wikilinks.js";

const PREVIEW_WAIT_MS = 600;

/** Whether a run of stars holds this mark: one or three are italic, two or three are bold. */
const holds = (run, mark) => (mark === "*" ? run === 1 || run > 2 : run > 1);
const stars = (left, right) => Math.min(/\**$/.exec(left)[0].length, /^\**/.exec(right)[0].length);

/** Whether a text stands between these marks. */
function between(left, right, before, after) {
  if (before.startsWith("*")) return holds(stars(left, right), before);
  return left.endsWith(before) && right.startsWith(after);
}

/** Whether a text has these marks at its own ends, as what is chosen after undo. */
function within(text, before, after) {
  if (text.length <= before.length + after.length) return false;
  if (!before.startsWith("*")) return text.startsWith(before) && text.endsWith(after);
  return holds(Math.min(/^\**/.exec(text)[0].length, /\**$/.exec(text)[0].length), before);
}

/** What is chosen, without blanks at its ends: marks beside a blank are none. */
function chosen({ value, selectionStart, selectionEnd }) {
  const text = value.slice(selectionStart, selectionEnd);
  if (!text.trim()) return [selectionStart, selectionEnd];
  const from = selectionStart + text.length - text.trimStart().length;
  return [from, from + text.trim().length];
}

/** Mark the selection, or take the marks away when they are there. */
function wrap(area, before, after, sample) {
  const { value } = area;
  const [from, to] = chosen(area);
  const text = value.slice(from, to);
  if (within(text, before, after)) {
    const rest = text.slice(before.length, -after.length);
    insert(area, rest, from, to, from, from + rest.length);
  } else if (between(value.slice(0, from), value.slice(to), before, after)) {
    const start = from - before.length;
    insert(area, text, start, to + after.length, start, start + text.length);
  } else {
    const words = text.trim() || sample;
    const start = from + before.length;
    insert(area, before + words + after, from, to, start, start + words.length);
  }
}

/** Put a sign before every line of the selection, or take it away when all have it. */
function prefix(area, sign, numbered) {
  const { value } = area;
  const from = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const end = value.indexOf("\n", area.selectionEnd);
  const to = end < 0 ? value.length : end;
  const lines = value.slice(from, to).split("\n");
  const pattern = numbered ? /^\d+\. / : null;
  const has = (line) => (pattern ? pattern.test(line) : line.startsWith(sign));
  const text = lines.every(has)
    ? lines.map((line) => (pattern ? line.replace(pattern, "") : line.slice(sign.length)))
    : lines.map((line, index) => (numbered ? `${index + 1}. ${line}` : sign + line));
  const joined = text.join("\n");
  insert(area, joined, from, to, from + joined.length, from + joined.length);
}

const commands = {
  bold: (area, button) => wrap(area, "**", "**", button.dataset.sample),
  italic: (area, button) => wrap(area, "*", "*", button.dataset.sample),
  heading: (area) => prefix(area, "## "),
  list: (area) => prefix(area, "- "),
  numbers: (area) => prefix(area, "1. ", true),
  quote: (area) => prefix(area, "> "),
  link: (area, button) => wrap(area, "[", "](https://)", button.dataset.sample),
  wikilink: (area, button) => wrap(area, "[[", "]]", button.dataset.sample),
};
const shortcuts = { b: "bold", i: "italic", k: "link" };

/** One stop for Tab, arrows inside: the toolbar pattern. */
function rove(bar) {
  const all = [...bar.querySelectorAll("button")];
  all.forEach((button, index) => { button.tabIndex = index ? -1 : 0; });
  bar.addEventListener("keydown", (event) => {
    const buttons = all.filter((button) => !button.hidden);
    const at = buttons.indexOf(document.activeElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    buttons[at].tabIndex = -1;
    const target = buttons[(next + buttons.length) % buttons.length];
    target.tabIndex = 0;
    target.focus();
  });
}

/** The text as readers will see it: fetched on demand, then kept up to date while open. */
function preview(editor, form, area, button, box) {
  let timer = 0;
  let request = null;

  async function renew() {
    request?.abort();
    request = new AbortController();
    box.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(editor.dataset.previewUrl, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "text/html", "X-Requested-With": "fetch" },
        credentials: "same-origin",
        signal: request.signal,
      });
      const target = box.querySelector("[data-preview-text]");
      // The server has sanitised this HTML; the content policy refuses scripts besides.
      if (answer.ok) target.innerHTML = await answer.text();
      box.querySelector("[data-preview-failed]").hidden = answer.ok;
    } catch (error) {
      if (error.name !== "AbortError") box.querySelector("[data-preview-failed]").hidden = false;
    } finally {
      box.removeAttribute("aria-busy");
    }
  }

  button.addEventListener("click", () => {
    box.hidden = !box.hidden;
    button.setAttribute("aria-expanded", String(!box.hidden));
    if (!box.hidden) renew();
  });
  form.addEventListener("input", () => {
    if (box.hidden) return;
    clearTimeout(timer);
    timer = setTimeout(renew, PREVIEW_WAIT_MS);
  });
}

/** Make an element with data-editor one. */
export function start(editor) {
  const area = editor.querySelector("textarea");
  const form = area?.form;
  const template = editor.querySelector("template");
  if (!form || !template) return;
  const parts = template.content.cloneNode(true);
  // Several editors of one page do not share names.
  for (const part of parts.querySelectorAll("[id^=editor-], [for^=editor-]")) {
    if (part.htmlFor) part.htmlFor += area.id;
    else part.id += area.id;
  }
  const bar = parts.querySelector("[data-toolbar]");
  const notice = parts.querySelector("[data-draft-notice]");
  const box = parts.querySelector("[data-preview]");
  area.before(notice, bar);
  area.after(box);
  bar.setAttribute("aria-controls", area.id);

  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-command]");
    if (button?.dataset.command === "picture") choosePicture();
    else if (button && !modes?.run(button.dataset.command)) commands[button.dataset.command]?.(area, button);
  });
  area.addEventListener("keydown", (event) => {
    const name = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && shortcuts[event.key.toLowerCase()];
    if (!name) return;
    event.preventDefault();
    commands[name](area, bar.querySelector(`[data-command="${name}"]`));
  });
  const modes = editor.dataset.blocksUrl ? offerModes(editor, area, form, bar, parts) : null;
  const choosing = parts.querySelector("[data-choose-picture]");
  bar.after(choosing);
  const choosePicture = pictureChoice(choosing, (chosen) => {
    if (modes?.picture(chosen)) return;
    const { from, to, start, end } = aloneIn(area.value, area.selectionEnd);
    const text = start + chosen.line + end;
    insert(area, text, from, to, from + text.length, from + text.length);
  }, () => bar.querySelector("[data-command=picture]").focus());
  const toggle = bar.querySelector("[data-preview-toggle]");
  if (editor.dataset.previewUrl) preview(editor, form, area, toggle, box);
  else toggle.remove();
  rove(bar);
  if (editor.dataset.linksUrl) suggestLinks(editor, area, form);
  continueLists(area);
  if (editor.dataset.draftKey) guard(editor, form, notice);
}

document.querySelectorAll("[data-editor]:not([data-later])").forEach(start);

// Of the many fields of a long form only those become editors that somebody gets to see.
const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    start(target);
  }
});
document.querySelectorAll("[data-later=visible]").forEach((editor) => seen.observe(editor));
