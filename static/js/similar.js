// What other districts know about a project, asked for while it is being typed. The button beside it
// asks the same without this script.

const WAIT_MS = 700;
const MIN_LETTERS = 8;

/** Read the words, districts and topics of the form as the button would send them. */
function question(form) {
  const data = new FormData(form);
  const query = new URLSearchParams();
  for (const name of ["title", "summary"]) query.set(name, String(data.get(name) || "").slice(0, 300));
  for (const name of ["districts", "topics"]) {
    for (const value of data.getAll(name)) query.append(name, value);
  }
  return query;
}

function start(section) {
  const form = section.closest("form");
  const place = section.querySelector("[data-similar-found]");
  let timer = 0;
  let request = null;
  let shown = "";

  async function ask() {
    const query = question(form);
    const letters = `${query.get("title")} ${query.get("summary")}`.trim();
    if (letters.length < MIN_LETTERS || `${query}` === shown) return;
    request?.abort();
    request = new AbortController();
    try {
      const url = `${section.dataset.similar}?${query}`;
      const answer = await fetch(url, { signal: request.signal, credentials: "same-origin" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...page.body.childNodes);
      shown = `${query}`;
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  form.addEventListener("input", (event) => {
    if (!["title", "summary", "districts", "topics"].includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  place.setAttribute("aria-live", "polite");
}

document.querySelectorAll("[data-similar]").forEach(start);
