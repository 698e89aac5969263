// What every page gets on top of plain HTML. Larger helpers come with the component they belong to.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

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

// After a refused form the reader starts at the summary of what is wrong.
const summary = document.querySelector("[data-error-summary]");
if (summary) {
  summary.focus();
  document.title = `${summary.querySelector("h2, .callout-title").textContent} – ${document.title}`;
}

// What scrolls sideways must be reachable by keyboard; what fits needs no extra stop.
for (const box of document.querySelectorAll(".prose > table, .prose pre, .prose .table-scroll")) {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
}
