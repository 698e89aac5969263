// Suggestions under a search box, after the ARIA combobox pattern. The box stays an ordinary form
// field: Enter without a chosen suggestion searches.

const WAIT_MS = 180;
const MIN_LETTERS = 2;
let serial = 0;

/** "page=Seite; article=Wiki-Artikel" → Map */
function words(text) {
  return new Map((text || "").split(";").map((pair) => pair.trim().split("=")));
}

/** Only addresses on our own host; anything else would be an error of the server. */
function safe(url) {
  const target = new URL(url, location.href);
  return target.origin === location.origin ? target.href : null;
}

function start(input) {
  const id = `vorschlaege-${(serial += 1)}`;
  const kinds = words(input.dataset.kinds);
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let active = -1;
  let timer = 0;
  let request = null;

  list.id = id;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.suggestLabel || input.labels[0]?.textContent || "");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  input.after(list, status);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", id);

  function close() {
    list.hidden = true;
    active = -1;
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(index) {
    const options = [...list.children];
    options[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = options[active];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function go(option) {
    if (option?.dataset.url) location.href = option.dataset.url;
  }

  function option(entry, index) {
    const url = safe(entry.url);
    if (!url) return null;
    const item = document.createElement("li");
    const title = document.createElement("span");
    item.id = `${id}-${index}`;
    item.dataset.url = url;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    title.textContent = entry.title;
    item.append(title);
    const kind = kinds.get(entry.kind) || entry.kind;
    if (kind) {
      const small = document.createElement("small");
      small.textContent = kind;
      item.append(" ", small);
    }
    return item;
  }

  function show(entries) {
    const options = entries.map(option).filter(Boolean);
    list.replaceChildren(...options);
    if (!options.length) return close();
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    status.textContent = (input.dataset.suggestFound || "{count}").replace("{count}", options.length);
  }

  async function ask() {
    const query = input.value.trim();
    request?.abort();
    if (query.length < MIN_LETTERS) return close();
    request = new AbortController();
    try {
      const url = `${input.dataset.suggest}?q=${encodeURIComponent(query)}`;
      const answer = await fetch(url, { signal: request.signal, credentials: "same-origin" });
      // Meanwhile the reader may have gone on typing or left the field.
      if (!answer.ok || document.activeElement !== input) return close();
      const entries = await answer.json();
      if (input.value.trim() === query) show(entries);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the first Escape closes the list, only the second one empties the box
      close();
    } else if (event.key === "ArrowDown" && list.hidden) {
      event.preventDefault();
      ask();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place more than options: the box itself, with nothing chosen.
      choose(((active + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
      event.preventDefault();
      go(list.children[active]);
    }
  });
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    request?.abort();
    close();
  });
  // What was typed before this script came is a question as well.
  if (document.activeElement === input && input.value !== input.defaultValue) ask();
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the box
  list.addEventListener("click", (event) => go(event.target.closest("li")));
}

document.querySelectorAll("input[data-suggest]").forEach(start);
