// Filters without a reload: a change of the form fetches the same address a plain submit would open,
// and puts its list and its filter panel into this page. Whatever goes wrong ends in the plain submit.

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
  fresh.querySelectorAll("form[data-auto-submit]").forEach(start);
  if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
}

/** Replace what leads on from the list with its filters: files, calendar, other views. */
function replaceAround(page) {
  document.querySelectorAll("[data-renew]").forEach((old) => {
    const fresh = page.querySelector(`[data-renew="${old.dataset.renew}"]`);
    if (fresh) old.replaceWith(fresh);
  });
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
    results.replaceWith(fresh);
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

function start(form) {
  form.addEventListener("change", () => renew(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    renew(form);
  });
}

document.querySelectorAll("form[data-auto-submit]").forEach(start);
