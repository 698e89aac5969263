// What is being written stays in this browser until it is saved: per article, with the revision it
// started from, for 14 days. Nothing leaves the device.

const PREFIX = "entwurf:";
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

function sweep() {
  const oldest = Date.now() - DAYS * 86_400_000;
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && (read(key)?.when || 0) < oldest) forget(key);
    }
  } catch {
    // Storage is switched off.
  }
}

/** Fields a person types into; hidden ones carry the revision and the token and belong to this page. */
function fields(form) {
  return [...form.elements].filter(
    (field) => field.name && (field.tagName === "TEXTAREA" || field.type === "text"),
  );
}

function values(form) {
  return Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
}

/** The page after a save names the article: its draft has done its work. */
export function start(element) {
  forget(PREFIX + element.dataset.draftSaved);
}

/**
 * Keep a draft of the form and offer the one that is there.
 * editor: the element with data-article and data-base-revision; notice: a hidden element with the
 * buttons data-draft-use and data-draft-drop and an element data-draft-when.
 * Returns a function that says whether something is typed that is not saved.
 */
export function guard(editor, form, notice) {
  const key = PREFIX + editor.dataset.article;
  const base = editor.dataset.baseRevision || "";
  const first = JSON.stringify(values(form));
  let leaving = false;
  let timer = 0;
  sweep();

  const dirty = () => JSON.stringify(values(form)) !== first;
  const keep = () => {
    if (dirty()) write(key, { base, when: Date.now(), values: values(form) });
  };

  const draft = read(key);
  if (draft && JSON.stringify(draft.values) === first) forget(key);
  else if (draft && notice) {
    const when = notice.querySelector("[data-draft-when]");
    when.textContent = new Date(draft.when).toLocaleString(document.documentElement.lang, {
      dateStyle: "long",
      timeStyle: "short",
    });
    notice.querySelector("[data-draft-older]").hidden = draft.base === base;
    notice.hidden = false;
    notice.querySelector("[data-draft-use]").addEventListener("click", () => {
      for (const field of fields(form)) {
        if (field.name in draft.values) field.value = draft.values[field.name];
      }
      notice.hidden = true;
      editor.querySelector("textarea").dispatchEvent(new Event("input", { bubbles: true }));
      editor.querySelector("textarea").focus();
    });
    notice.querySelector("[data-draft-drop]").addEventListener("click", () => {
      forget(key);
      notice.hidden = true;
      editor.querySelector("textarea").focus();
    });
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT_MS);
  });
  form.addEventListener("submit", () => {
    keep();
    leaving = true;
  });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("pagehide", keep);
  window.addEventListener("beforeunload", (event) => {
    if (dirty() && !leaving) event.preventDefault();
  });
  return dirty;
}
