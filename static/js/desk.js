// Keys of the moderation's pages. Every one presses something that is on the page anyway and works
// without them; they do nothing while somebody types, and can be switched off (WCAG 2.1.4).

const OFF = "desk-keys-off";
const keys = document.querySelector("[data-desk-keys]");
let leaving = false;

function isOff() {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false; // a browser that remembers nothing
  }
}

function switchOff(off) {
  try {
    if (off) localStorage.setItem(OFF, "1");
    else localStorage.removeItem(OFF);
  } catch {
    // holds until the page is left
  }
  keys.dataset.off = off ? "1" : "";
  keys.querySelector("[data-desk-switch]").setAttribute("aria-pressed", String(off));
}

const cases = () => [...document.querySelectorAll("[data-case][tabindex]")];

/** The case in hand: where the focus is, or else the only or first one. */
function current() {
  return document.activeElement?.closest("[data-case]") ?? document.querySelector("[data-case]");
}

function step(by) {
  const all = cases();
  const at = all.indexOf(document.activeElement?.closest("[data-case]"));
  const next = at < 0 ? all[0] : all[Math.min(Math.max(at + by, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function answer() {
  const found = current();
  const details = found?.querySelector("details.desk-answer");
  if (details) details.open = true;
  found?.querySelector("select[name=ready]")?.focus();
}

function press(key) {
  const scope = "aox".includes(key) ? current() : document;
  const found = scope?.querySelector(`[data-key=${key}]`);
  if (!found) return;
  leaving = key === "a" || key === "u";
  found.click();
}

function help() {
  keys.open = !keys.open;
  if (keys.open) keys.querySelector("summary").focus();
}

const actions = { j: () => step(1), k: () => step(-1), r: answer, "?": help };
for (const key of "aouxl") actions[key] = () => press(key);

/** Whether a key press belongs to a field: a box to tick takes no letters. */
function isTyping(target) {
  if (target.isContentEditable || target.closest("textarea, select")) return true;
  const input = target.closest("input");
  return input !== null && !["checkbox", "radio", "button", "submit"].includes(input.type);
}

function sendOff(event) {
  const button = event.target.closest("form")?.querySelector("[data-send]");
  if (!button || !event.target.closest("textarea, select") || leaving) return;
  event.preventDefault();
  leaving = true;
  button.click();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return sendOff(event);
  if (event.ctrlKey || event.metaKey || event.repeat || leaving) return;
  if (keys?.dataset.off || isTyping(event.target)) return;
  const act = Object.hasOwn(actions, event.key) ? actions[event.key] : null;
  if (!act) return;
  event.preventDefault();
  act();
});

// Whoever comes back by the browser's own button decides again.
window.addEventListener("pageshow", () => {
  leaving = false;
});

if (keys) {
  keys.hidden = false;
  switchOff(isOff());
  keys.querySelector("[data-desk-switch]").addEventListener("click", () => {
    switchOff(!keys.dataset.off);
  });
}

// After a decision the next case is in hand, and what was decided is said, though the focus is not
// there: a live region is read when its words come, not when the page does.
const decided = location.hash === "#entschieden" && document.getElementById("entschieden");
if (decided) {
  const next = decided.closest("li")?.nextElementSibling?.querySelector("[data-case]");
  const take = () => next?.focus({ preventScroll: true });
  take();
  // The browser gives the focus to the end of the address when it first draws the page.
  decided.addEventListener("focus", take, { once: true });
  window.addEventListener("pointerdown", () => decided.removeEventListener("focus", take), { once: true });
  const said = decided.querySelector("[role=status]");
  setTimeout(() => said.replaceChildren(...said.childNodes), 300);
}
