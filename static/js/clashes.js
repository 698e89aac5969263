// The cards of a conflict: fields for own words appear where somebody wants their own, and what is
// still to be decided is named beside the buttons. Without this all of them stand there.

import { start } from "./editor.js";

const undecided = document.querySelector("[data-undecided]");
const left = undecided.cloneNode(true);

function renew() {
  const open = [...left.querySelectorAll("[data-place]")].filter(
    ({ dataset }) => !document.querySelector(`[name="place-${dataset.place}"]:checked`),
  );
  const words = left.firstChild.cloneNode();
  const shown = open.flatMap((link) => [link.cloneNode(true), " "]);
  undecided.replaceChildren(...(open.length ? [words, ...shown] : [undecided.dataset.done]));
}

for (const card of document.querySelectorAll("[data-clash]")) {
  const own = card.querySelector("[data-own]");
  const editor = own.querySelector("[data-editor]");
  const radio = card.querySelector("[value=own]");
  const follow = () => {
    own.hidden = !radio.checked;
    if (!radio.checked || !editor || "started" in editor.dataset) return;
    editor.dataset.started = "";
    start(editor);
  };
  card.addEventListener("change", () => {
    follow();
    renew();
  });
  follow();
}
renew();
