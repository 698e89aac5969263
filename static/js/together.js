// The text field holds the text that was opened, a second one what was changed without markup. The
// server puts both together (text/rich/assembling.py).

/**
 * Returns a function that asks the server. url: of `/wiki/neu/bloecke/`; area, changed: the two
 * fields; freeze: called with true while nothing may be typed, then with false.
 */
export function puttingTogether(url, form, area, changed, freeze) {
  let turn = 0;

  /**
   * Put what was changed into the text; returns the server's answer, and what was sent if it could
   * not be put there (`error` says why). Null for an answer that comes too late.
   */
  return async () => {
    const own = (turn += 1);
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("body", area.value);
    data.set("body_blocks", changed.value);
    freeze(true);
    try {
      const answer = await fetch(url, {
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
  };
}

/** What was changed, when it could not be put into the text: the sheet goes on from it. */
export function left(changed, { blocks, of }) {
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
