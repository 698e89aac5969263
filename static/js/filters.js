// Filters without a reload: a change of the form fetches the same address a plain submit would open,
// and puts its list and its filter panel into this page. Whatever goes wrong ends in the plain submit.

const narrow = matchMedia("(width < 60em)");
let request = null;
let announcer = null;

function announce(text) {
  if (!announcer) {
    announcer = document.createElement("p");
    announcer.className = "visually-hidden";
    announcer.setAttribute("role", "status");
    document.body.append(announcer);
  }
  announcer.textContent = text;
}

/** The address a submit of the form would open, without empty fields. */
function address(form) {
  const url = new URL(form.getAttribute("action") || location.pathname, location.href);
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "") query.append(name, value);
  }
  url.search = query;
  return url;
}

/** Replace the panel and keep what the reader sees of it: what is unfolded, and the focus. */
function replacePanel(old, fresh) {
  const focus = document.activeElement?.id;
  const unfolded = [...old.querySelectorAll("details[open]")].map((part) => part.id);
  fresh.open = old.open;
  old.replaceWith(fresh);
  fresh.querySelectorAll("details").forEach((part) => {
    if (unfolded.includes(part.id)) part.open = true;
  });
  startPanel(fresh);
  if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
}

/** Replace what leads on from the list with its filters: files, calendar, other views. */
function replaceAround(page) {
  document.querySelectorAll("[data-renew]").forEach((old) => {
    const fresh = page.querySelector(`[data-renew="${old.dataset.renew}"]`);
    if (fresh) old.replaceWith(fresh);
  });
}

/** Go on reading at the hits. */
function focusOn(results) {
  results.tabIndex = -1;
  results.focus();
}

async function renew(form) {
  const url = address(form);
  request?.abort();
  request = new AbortController();
  const results = document.querySelector("[data-results]");
  if (!results) return form.submit();
  results.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { signal: request.signal, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-results]");
    if (!answer.ok || !fresh) return form.submit();
    const read = document.activeElement === results;
    results.replaceWith(fresh);
    if (read) focusOn(fresh);
    replaceAround(page);
    const panel = form.closest("[data-filters]");
    const freshPanel = page.querySelector("[data-filters]");
    if (panel && freshPanel) replacePanel(panel, freshPanel);
    history.replaceState(null, "", url);
    document.title = page.title;
    announce(fresh.querySelector("[data-list-count]")?.textContent.trim() || "");
  } catch (error) {
    if (error.name !== "AbortError") form.submit();
  } finally {
    results.removeAttribute("aria-busy");
  }
}

/** On a phone an open panel fills the screen (see components.css), until its button or Escape. */
function startSheet(panel, form) {
  const summary = panel.querySelector("summary");
  const button = form.querySelector("[type=submit]");
  panel.classList.add("filters-sheet");
  if (form.dataset.show && narrow.matches) button.textContent = form.dataset.show;
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !narrow.matches) return;
    panel.open = false;
    summary.focus({ preventScroll: true });
  });
  panel.addEventListener("focusout", (event) => {
    const left = event.relatedTarget && !panel.contains(event.relatedTarget);
    if (left && narrow.matches) panel.open = false;
  });
  form.addEventListener("submit", () => {
    if (!narrow.matches) return;
    panel.open = false;
    focusOn(document.querySelector("[data-results]"));
  });
}

function startPanel(panel) {
  const form = panel.querySelector("form[data-auto-submit]");
  if (!form) return;
  // Where a style cannot open what is folded, a wide screen opens it here.
  if (!narrow.matches && !CSS.supports("selector(::details-content)")) panel.open = true;
  startSheet(panel, form);
  form.addEventListener("change", () => renew(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    renew(form);
  });
}

document.querySelectorAll("[data-filters]").forEach(startPanel);
