// "[[" in a text offers articles to link to. The field stays a plain text field for the keyboard and
// for screen readers: it names the list it controls and the option that is chosen, and a status says
// how many there are. Enter takes an option, Escape closes the list, everything else goes on typing.

import { insert } from "./textfield.js";

const WAIT_MS = 150;
const BEGUN = /\[\[([^[\]|\n]{1,80})$/;
const COPIED = [
  "borderTopWidth", "borderLeftWidth", "borderRightWidth", "boxSizing", "fontFamily", "fontSize",
  "fontWeight", "letterSpacing", "lineHeight", "paddingTop", "paddingLeft", "paddingRight",
  "overflowWrap", "tabSize", "width",
];
let serial = 0;

/** Where the caret stands within the field, in pixels: measured in a copy of its text. */
function caret(area, at) {
  const mirror = document.createElement("div");
  const style = getComputedStyle(area);
  for (const name of COPIED) mirror.style[name] = style[name];
  Object.assign(mirror.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap" });
  const mark = document.createElement("span");
  mark.textContent = "[";
  mirror.append(area.value.slice(0, at), mark);
  area.after(mirror);
  const place = { left: mark.offsetLeft, top: mark.offsetTop + mark.offsetHeight - area.scrollTop };
  mirror.remove();
  return place;
}

export function suggestLinks(editor, area, form) {
  const list = document.createElement("ul");
  const status = document.createElement("p");
  const id = `verweise-${(serial += 1)}`;
  let active = -1;
  let timer = 0;
  let request = null;

  list.id = id;
  list.className = "suggestions link-ideas";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", editor.dataset.linksLabel);
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  area.after(list, status);
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", id);

  const begun = () => (area.selectionStart === area.selectionEnd
    ? BEGUN.exec(area.value.slice(0, area.selectionStart))
    : null);

  function close() {
    list.hidden = true;
    active = -1;
    status.textContent = "";
    area.removeAttribute("aria-activedescendant");
  }

  function choose(index) {
    const options = [...list.children];
    options[active]?.setAttribute("aria-selected", "false");
    active = (index + options.length) % options.length;
    const option = options[active];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    area.setAttribute("aria-activedescendant", option.id);
  }

  function take(option) {
    const match = begun();
    if (!match || !option) return close();
    const from = area.selectionStart - match[1].length;
    const closed = area.value.slice(area.selectionStart, area.selectionStart + 2) === "]]";
    const end = from + option.dataset.link.length + 2;
    insert(area, `${option.dataset.link}]]`, from, area.selectionStart + (closed ? 2 : 0), end, end);
    close();
  }

  function option(idea, index) {
    const item = document.createElement("li");
    const title = document.createElement("span");
    item.id = `${id}-${index}`;
    item.dataset.link = idea.link;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    title.textContent = idea.title;
    item.append(title);
    if (idea.district) {
      const small = document.createElement("small");
      small.textContent = idea.district;
      item.append(" ", small);
    }
    return item;
  }

  function show(ideas, at) {
    list.replaceChildren(...ideas.map(option));
    if (!ideas.length) return close();
    const place = caret(area, at);
    list.style.top = `${area.offsetTop + Math.min(Math.max(place.top, 0), area.clientHeight)}px`;
    list.style.left = `${area.offsetLeft}px`;
    list.hidden = false;
    active = -1;
    choose(0);
    status.textContent = editor.dataset.linksFound.replace("{count}", ideas.length);
  }

  async function ask() {
    const match = begun();
    request?.abort();
    if (!match) return close();
    request = new AbortController();
    try {
      const url = new URL(editor.dataset.linksUrl, location.href);
      url.searchParams.set("q", match[1]);
      if (form.elements.district) url.searchParams.set("district", form.elements.district.value);
      const answer = await fetch(url, { signal: request.signal, credentials: "same-origin" });
      // Meanwhile the writer may have gone on typing or left the field.
      if (!answer.ok || document.activeElement !== area) return close();
      const ideas = await answer.json();
      if (begun()?.[1] === match[1]) show(ideas, match.index);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  area.addEventListener("input", () => {
    clearTimeout(timer);
    if (!begun()) return close();
    timer = setTimeout(ask, WAIT_MS);
  });
  area.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "Escape") close();
    else if (event.key === "ArrowDown") choose(active + 1);
    else if (event.key === "ArrowUp") choose(active - 1);
    else if (event.key === "Enter") take(list.children[active]);
    else return;
    event.preventDefault();
  });
  area.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the text
  list.addEventListener("click", (event) => take(event.target.closest("li")));
}
