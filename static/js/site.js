// What every page gets on top of plain HTML. Larger helpers come with the component they belong to.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Who asked for a list as paper need not ask again.
if (location.hash === "#drucken" && document.querySelector("[data-print]")) addEventListener("load", () => window.print());

// Words to take along. Browsers copy only on secure addresses, older ones by command alone; where
// neither works the words are shown and selected, so that the keyboard or a long press does it.
for (const box of document.querySelectorAll("[data-copy]")) {
  const words = box.querySelector("[data-copy-text]");
  const said = box.querySelector("[data-copy-said]");
  const button = box.querySelector("[data-copy-button]");
  button.hidden = false;
  box.classList.add("copy-by-button");
  button.addEventListener("click", async () => {
    said.textContent = "";
    const copied = await copy(words);
    box.classList.toggle("copy-by-button", copied);
    // A moment later: a region that is emptied and filled at once is not read out again.
    setTimeout(() => { said.textContent = copied ? said.dataset.done : said.dataset.failed; }, 100);
  });
}

async function copy(words) {
  try {
    await navigator.clipboard.writeText(words.textContent);
    return true;
  } catch {
    words.closest("[data-copy]").classList.remove("copy-by-button"); // hidden words cannot be selected
    getSelection().selectAllChildren(words);
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    }
  }
}

// What the device has for passing things on: its own list of people and programs. Who closes it
// without choosing has done nothing wrong; where it fails, mail and address stand beside it.
for (const box of document.querySelectorAll("[data-share]")) {
  const what = { title: box.dataset.shareTitle, url: box.dataset.share };
  if (!navigator.share || (navigator.canShare && !navigator.canShare(what))) continue;
  box.hidden = false;
  box.querySelector("button").addEventListener("click", () => navigator.share(what).catch(() => {}));
}

// On paper the code leads back to the page.
addEventListener("beforeprint", () => {
  for (const code of document.querySelectorAll(".share-code")) code.open = true;
});

// The menu is a <details>: Escape and a click beside it close it, as people expect of a menu.
const menu = document.querySelector("[data-menu]");
if (menu) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
}

// Contents lie open where there is room; where a style sheet can say so, they have all along.
if (matchMedia("(min-width: 40em)").matches) {
  for (const contents of document.querySelectorAll("details.toc")) contents.open = true;
}

// After a refused form the reader starts at the summary of what is wrong.
const summary = document.querySelector("[data-error-summary]");
if (summary) {
  summary.focus();
  const said = summary.querySelector("h2, .callout-title");
  if (said) document.title = `${said.textContent} – ${document.title}`;
}

// What scrolls sideways must be reachable by keyboard; what fits needs no extra stop.
for (const box of document.querySelectorAll(".prose > table, .prose pre, .prose .table-scroll")) {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
}

// A telephone knows its own map program: it opens the place there, and asks no site for it.
if (/Android|iPhone|iPad/.test(navigator.userAgent)) {
  for (const link of document.querySelectorAll("[data-geo]")) link.href = link.dataset.geo;
}
