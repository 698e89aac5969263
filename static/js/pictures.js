// Choosing a picture for the text that is written: what residents gave, the newest first. A new one is
// added in another tab; coming back from there shows it.

const WAIT_MS = 250;

/** A picture as a button: who presses it puts it into the text. */
function choice({ src, said }, take) {
  const item = document.createElement("li");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button-quiet" });
  const image = Object.assign(document.createElement("img"), { src, alt: "", width: 160, loading: "lazy" });
  const words = Object.assign(document.createElement("span"), { textContent: said.alt });
  button.append(image, words);
  button.addEventListener("click", take);
  item.append(button);
  return item;
}

/**
 * Offer pictures in `panel` (`[data-choose-picture]`). `take(picture)` gets what was chosen,
 * `back()` takes the focus when nothing was. Returns a function that opens it.
 */
export function pictureChoice(panel, take, back) {
  const [input, list] = [panel.querySelector("input"), panel.querySelector("[data-choose-list]")];
  const status = panel.querySelector("[role=status]");
  let timer = 0;
  let asked = 0;

  const close = () => { panel.hidden = true; };

  async function renew() {
    asked += 1;
    const turn = asked;
    const answer = await fetch(`${panel.dataset.url}?q=${encodeURIComponent(input.value)}`).catch(() => null);
    const found = answer?.ok ? await answer.json() : [];
    if (turn !== asked) return;
    list.replaceChildren(...found.map((picture) => choice(picture, () => { close(); take(picture); })));
    status.textContent = found.length ? status.dataset.found.replace("{count}", found.length) : status.dataset.none;
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(renew, WAIT_MS);
  });
  window.addEventListener("focus", () => { if (!panel.hidden) renew(); });
  panel.querySelector("[data-choose-cancel]").addEventListener("click", () => { close(); back(); });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === input) event.preventDefault(); // sends no form
    if (event.key !== "Escape") return;
    close();
    back();
  });
  return () => {
    panel.hidden = false;
    input.focus();
    renew();
  };
}

/** Where a line that stands alone is put into a text, and with which empty lines around it. */
export function aloneIn(value, at) {
  const before = value.slice(0, at).replace(/\n*$/, "");
  const after = value.slice(at).replace(/^\n*/, "");
  return { from: before.length, to: value.length - after.length, start: before ? "\n\n" : "", end: after ? "\n\n" : "\n" };
}
