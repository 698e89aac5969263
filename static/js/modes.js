// Which view is written in: without markup (visual.js), or the text as Markdown? The text field stays
// the one that is sent. Beside it a second one holds what was changed without markup, so that drafts,
// the preview and a detour over signing in keep it, too. The server puts both together.

import { question } from "./ask.js";
import { left, puttingTogether } from "./together.js";
import { isFit, remember, remembered } from "./view_choice.js";

const WAIT_MS = 300;

/**
 * Offer both views. editor: the element with data-blocks-url; area: the text field; bar: its
 * toolbar; parts: the page's own words and elements, from the <template>.
 */
export function offerModes(editor, area, form, bar, parts) {
  const changed = form.elements[`${area.name}_blocks`];
  const toggle = bar.querySelector("[data-mode-toggle]");
  const status = parts.querySelector("[data-mode-status]");
  const ask = parts.querySelector("[data-ask]");
  const models = new Map([...parts.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
  const place = document.createElement("div");
  const label = form.querySelector(`label[for="${area.id}"]`);
  let visual = null;
  let timer = 0;

  place.className = "visual prose";
  place.hidden = true;
  if (label && !label.id) label.id = `${area.id}-label`;
  area.after(place);
  bar.after(status, ask);
  for (const model of models.values()) model.remove();

  const askFor = question(ask, editor.dataset.linksUrl);
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

  const together = puttingTogether(editor.dataset.blocksUrl, form, area, changed, freeze);

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
      if (area.placeholder) attributes["aria-placeholder"] = area.placeholder;
      drop();
      visual = module.create(place, found, left(changed, found), {
        part: (name) => models.get(name).cloneNode(true),
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

  async function linkTo(kind) {
    const answer = await askFor(kind, kind === "link" ? visual.href() : "");
    if (!visual) return;
    if (answer === null) visual.focus();
    else if (kind === "link") visual.link(answer);
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
    /** Put a picture below the block of the cursor; false where the text field has to do it. */
    picture: (chosen) => visual?.picture(chosen) ?? false,
    note,
  };
}
