// Which view is written in: without markup (visual.js), or the text as Markdown? The text field stays
// the one that is sent. Beside it a second one holds what was changed without markup, so that drafts,
// the preview and a detour over signing in keep it, too. The server puts both together.

const CHOICE = "schreibweise";
const WAIT_MS = 300;

const remembered = () => {
  try {
    return localStorage.getItem(CHOICE);
  } catch {
    return null; // Storage is switched off.
  }
};
const remember = (choice) => {
  try {
    localStorage.setItem(CHOICE, choice);
  } catch {
    // Then the next page begins as this one did.
  }
};

// Keyboards of Firefox on Android write words twice in such editors.
const isFit = () => !(/Android/.test(navigator.userAgent) && /Firefox/.test(navigator.userAgent));

/**
 * Offer both views. editor: the element with data-blocks-url; area: the text field; bar: its
 * toolbar; parts: the page's own words and elements, from the <template>.
 */
export function offerModes(editor, area, form, bar, parts) {
  const changed = form.elements[`${area.name}_blocks`];
  const toggle = bar.querySelector("[data-mode-toggle]");
  const status = parts.querySelector("[data-mode-status]");
  const ask = parts.querySelector("[data-ask]");
  const lockedTemplate = parts.querySelector(".editor-locked");
  const place = document.createElement("div");
  const label = form.querySelector(`label[for="${area.id}"]`);
  let visual = null;
  let timer = 0;
  let turn = 0;

  place.className = "visual prose";
  place.hidden = true;
  if (label && !label.id) label.id = `${area.id}-label`;
  area.after(place);
  bar.after(status, ask);
  lockedTemplate.remove();

  const say = (what) => {
    status.textContent = "";
    // The same words twice in a row are heard twice only if there was nothing in between.
    setTimeout(() => { status.textContent = status.dataset[what] || ""; }, 50);
  };
  const buttons = [...bar.querySelectorAll("button[data-command]")];

  /** Show what is on at the cursor. */
  function moved() {
    if (!visual) return;
    for (const button of buttons) {
      if (button.dataset.toggles !== undefined) button.setAttribute("aria-pressed", String(visual.isOn(button.dataset.command)));
      if (button.dataset.inTable !== undefined) button.hidden = !visual.inTable();
    }
    const seen = [...bar.querySelectorAll("button:not([hidden])")];
    if (!seen.some((button) => button.tabIndex === 0)) seen[0].tabIndex = 0;
  }

  /** Write down what was changed; drafts listen. */
  function note() {
    clearTimeout(timer);
    const sent = visual?.sent() ?? changed.value;
    if (sent === changed.value) return;
    changed.value = sent;
    changed.dispatchEvent(new Event("input", { bubbles: true }));
  }

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(note, WAIT_MS);
    moved();
  };

  /** Nobody writes into a view that is about to be changed for the other. */
  function freeze(frozen) {
    area.readOnly = frozen;
    visual?.freeze(frozen);
    place.setAttribute("aria-busy", String(frozen));
  }

  /**
   * Put what was changed into the text; returns the server's answer, and what was sent if it could
   * not be put there (`error` says why). Null for an answer that comes too late.
   */
  async function together() {
    const own = (turn += 1);
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("body", area.value);
    data.set("body_blocks", changed.value);
    freeze(true);
    try {
      const answer = await fetch(editor.dataset.blocksUrl, {
        method: "POST",
        body: data,
        headers: { Accept: "application/json", "X-Requested-With": "fetch" },
        credentials: "same-origin",
      });
      const found = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
      if (own !== turn) return null;
      if (!found || found.of === undefined) throw new Error(found?.error || "");
      if (changed.value && !found.error) {
        area.value = found.body;
        changed.value = "";
        changed.dispatchEvent(new Event("input", { bubbles: true }));
      }
      return found;
    } finally {
      if (own === turn) freeze(false);
    }
  }

  function show(isVisual) {
    place.hidden = !isVisual;
    area.hidden = isVisual;
    toggle.setAttribute("aria-pressed", String(!isVisual));
    for (const button of bar.querySelectorAll("[data-visual-only]")) button.hidden = !isVisual;
    for (const button of buttons) if (button.dataset.toggles !== undefined && !isVisual) button.removeAttribute("aria-pressed");
    moved();
  }

  function drop() {
    visual?.destroy();
    visual = null;
  }

  /** What was changed, when it could not be put into the text: the sheet goes on from it. */
  function left({ blocks, of }) {
    try {
      const sent = changed.value ? JSON.parse(changed.value) : null;
      if (!sent || sent.of === of) return sent?.changes;
      // It belongs to another text: what was written stands at the end of this one.
      const written = sent.changes.filter(({ node, raw }) => node || raw).map(({ node, raw }) => ({ node, raw }));
      return [...blocks.map((_block, keep) => ({ keep })), ...written];
    } catch {
      return null;
    }
  }

  async function toVisual() {
    try {
      const [found, module] = await Promise.all([together(), import("./visual.js")]);
      if (!found) return;
      if (!found.blocks) {
        say("long");
        return;
      }
      const attributes = { "aria-labelledby": label?.id || "" };
      for (const name of ["aria-describedby", "aria-invalid"]) {
        if (area.getAttribute(name)) attributes[name] = area.getAttribute(name);
      }
      drop();
      visual = module.create(place, found, left(found), {
        locked: () => lockedTemplate.cloneNode(true),
        announce: say,
        toolbar: () => bar.querySelector("button:not([hidden])").focus(),
        link: () => linkTo("link"),
        moved,
        attributes,
      }, later);
      say("");
      if (found.error) status.textContent = found.error;
      show(true);
    } catch (error) {
      status.textContent = error.message || status.dataset.failed;
    }
  }

  async function toSource() {
    note();
    ask.hidden = true;
    try {
      const found = await together();
      if (!found) return;
      if (found.error) {
        status.textContent = found.error;
        if (!visual) await toVisual();
        return;
      }
    } catch (error) {
      status.textContent = error.message || status.dataset.failed;
      return;
    }
    drop();
    say("");
    show(false);
    area.focus();
  }

  toggle.hidden = false;
  toggle.addEventListener("click", async () => {
    if (visual) {
      remember("quelltext");
      await toSource();
    } else {
      remember("blatt");
      await toVisual();
      visual?.focus();
    }
  });
  // The label, and the list of errors above the form, lead to the field that is shown.
  for (const way of [label, ...document.querySelectorAll(`a[href="#${area.id}"]`)]) {
    way?.addEventListener("click", () => visual?.focus());
  }
  form.addEventListener("formdata", (event) => {
    if (!visual) return;
    note();
    event.formData.set(changed.name, changed.value);
  });
  window.addEventListener("pagehide", note, { capture: true });
  // A draft that is taken over changes both fields: it is shown, too.
  area.addEventListener("input", () => {
    if (!visual && !changed.value) return;
    drop();
    show(false);
    toVisual();
  });

  /** Ask for one line above the text; null for "never mind". */
  function askFor(kind, value) {
    const input = ask.querySelector("input");
    ask.querySelector("label").textContent = ask.dataset[kind];
    input.value = value;
    if (kind === "wikilink") input.setAttribute("list", "editor-ask-ideas");
    else input.removeAttribute("list");
    ask.hidden = false;
    input.focus();
    input.select();
    return new Promise((resolve) => {
      const end = (answer) => {
        ask.hidden = true;
        resolve(answer);
      };
      ask.querySelector("[data-ask-ok]").onclick = () => end(input.value.trim());
      ask.querySelector("[data-ask-cancel]").onclick = () => end(null);
      ask.onkeydown = (event) => {
        if (event.key !== "Enter" && event.key !== "Escape") return;
        if (event.key === "Enter" && event.target !== input) return;
        event.preventDefault();
        end(event.key === "Enter" ? input.value.trim() : null);
      };
    });
  }

  ask.querySelector("input").addEventListener("input", async ({ target }) => {
    if (!target.list || !editor.dataset.linksUrl || target.value.includes("|")) return;
    const answer = await fetch(`${editor.dataset.linksUrl}&q=${encodeURIComponent(target.value)}`);
    const ideas = answer.ok ? await answer.json() : [];
    target.list?.replaceChildren(...ideas.map(({ link, title, district }) => Object.assign(
      document.createElement("option"),
      { value: link, label: district ? `${title} – ${district}` : title },
    )));
  });

  async function linkTo(kind) {
    const answer = await askFor(kind, kind === "link" ? visual.href() : "");
    if (!visual) return;
    if (answer === null) visual.focus();
    else if (kind === "link") visual.link(/^[\w.+-]+@[\w.-]+$/.test(answer) ? `mailto:${answer}` : complete(answer));
    else if (answer) visual.wikiLink(answer);
    else visual.focus();
  }

  if (remembered() !== "quelltext" && isFit()) toVisual();
  else if (changed.value) toSource(); // the text field shows all that was written, or nothing is lost

  return {
    /** Do what a button of the toolbar says; false where the text field has to do it. */
    run(name) {
      if (!visual) return false;
      if (name === "link" || name === "wikilink") linkTo(name);
      else visual.run(name);
      moved();
      return true;
    },
    note,
  };
}

/** "www.stadt.de" leads outside. */
function complete(address) {
  if (!address || /^([a-z][a-z0-9+.-]*:|\/|#)/i.test(address)) return address;
  return `https://${address}`;
}
