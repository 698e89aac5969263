// What is being written stays in this browser until it is saved: bound to what it is about, to the
// revision it started from and to the account, for 14 days. Nothing leaves the device. Every open page
// keeps a draft of its own, so that two tabs with the same form never write over each other.

import { fill, values } from "./form_values.js";

const PREFIX = "entwurf:";
const SENT = "entwurf-gesendet";
const DAYS = 14;
const WAIT_MS = 700;

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage is full or switched off: writing goes on without a safety copy.
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was stored then.
  }
}

/** The drafts whose key begins so, the newest first; what is too old goes. */
function drafts(start) {
  const oldest = Date.now() - DAYS * 86_400_000;
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    for (const key of keys) if (!((read(key)?.when || 0) > oldest)) forget(key);
    return keys
      .filter((key) => key.startsWith(start) && read(key))
      .sort((one, other) => read(other).when - read(one).when);
  } catch {
    return []; // Storage is switched off.
  }
}

const owner = (form) => form.elements.opened_by?.value || "";
const base = (form) => form.elements.base_revision ?? form.elements.base;

/** The draft that this tab has sent has done its work: it is saved, or shown again. */
function saved() {
  try {
    const key = sessionStorage.getItem(SENT);
    if (key) forget(key);
    sessionStorage.removeItem(SENT);
  } catch {
    // Storage is switched off: there is no draft either.
  }
}

/** An element with data-draft-saved ends a draft; a form with data-draft-form gets one. */
function start(element) {
  if ("draftSaved" in element.dataset) saved();
  else guard(element, element, element.querySelector("[data-draft-notice]"));
}

/** Show one draft after the other until none is left. */
function offer(keys, form, notice, use) {
  const key = keys[0];
  notice.hidden = !key;
  if (!key) return;
  const draft = read(key);
  notice.querySelector("[data-draft-when]").textContent = new Date(draft.when).toLocaleString(
    document.documentElement.lang,
    { dateStyle: "long", timeStyle: "short" },
  );
  notice.querySelector("[data-draft-older]").hidden = draft.base === (base(form)?.value || "");
  const next = (taken) => {
    if (taken) use(draft);
    forget(key);
    offer(keys.slice(1), form, notice, use);
    [...form.querySelectorAll("textarea, input:not([type=hidden])")]
      .find((field) => field.checkVisibility?.() ?? true)?.focus();
  };
  notice.querySelector("[data-draft-use]").onclick = () => next(true);
  notice.querySelector("[data-draft-drop]").onclick = () => next(false);
}

/**
 * Keep a draft of the form and offer those that are there.
 * editor: an element with data-draft-key, and data-unsaved when the form shows what was typed but not
 * saved; notice: a hidden element with the buttons data-draft-use and data-draft-drop and an element
 * data-draft-when.
 */
export function guard(editor, form, notice) {
  const start = `${PREFIX}${editor.dataset.draftKey}:`;
  const own = `${start}${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  // What the server sent: somebody may have typed before this script was there.
  const first = JSON.stringify(values(form, true));
  const unsaved = "unsaved" in editor.dataset;
  let leaving = false;
  let timer = 0;

  const dirty = () => unsaved || JSON.stringify(values(form)) !== first;
  const keep = () => {
    if (!dirty()) return;
    const from = base(form)?.value || "";
    write(own, { base: from, owner: owner(form), when: Date.now(), values: values(form) });
  };

  // The answer to what was just sent shows it again: one draft of it is enough.
  if (unsaved) {
    keep();
    saved();
  }
  // Those of another account are not shown to whoever uses the device now.
  const others = drafts(start).filter((key) => [owner(form), "", undefined].includes(read(key).owner));
  for (const key of others) {
    if (key !== own && JSON.stringify(read(key).values) === first) forget(key);
  }
  keep();
  if (notice) {
    const left = others.filter((key) => key !== own && read(key));
    offer(left, form, notice, (draft) => {
      // The text goes on from the revision it was written upon: what others have saved since is
      // joined with it, not written over.
      if (base(form) && draft.base) base(form).value = draft.base;
      fill(form, draft.values);
      keep();
    });
  }

  for (const kind of ["input", "change"]) form.addEventListener(kind, () => {
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT_MS);
  });
  form.addEventListener("submit", () => {
    keep();
    leaving = true;
    try {
      sessionStorage.setItem(SENT, own);
    } catch {
      // Storage is switched off.
    }
  });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("pagehide", keep);
  window.addEventListener("beforeunload", (event) => {
    if (dirty() && !leaving) event.preventDefault();
  });
}

document.querySelectorAll("[data-draft-saved], [data-draft-form]").forEach(start);
