/* "Stimmt das noch?" about marked words: a link below the screen while words of the article are
   marked. Without this script the words are copied into the form, or a section is chosen. */

const talk = document.querySelector("[data-ask]");
const text = document.querySelector("article .prose");
const MOST = 300;

/** The marked words, where all of them stand in the text of the article; "" otherwise. */
function marked() {
  const chosen = getSelection();
  if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return "";
  const range = chosen.getRangeAt(0);
  const article = text.closest("article");
  if (!article.contains(range.commonAncestorContainer)) return "";
  const words = chosen.toString().replace(/\s+/g, " ").trim();
  return words.length >= 3 && words.length <= MOST ? words : "";
}

if (talk && text) {
  const link = document.createElement("a");
  link.className = "button ask-marked no-print";
  link.textContent = talk.dataset.askLabel;
  link.hidden = true;
  link.rel = "nofollow";
  text.closest("article").after(link);
  document.addEventListener("selectionchange", () => {
    const words = marked();
    link.hidden = !words;
    if (words) link.href = `${talk.dataset.ask}?stelle=${encodeURIComponent(words)}`;
  });
}
