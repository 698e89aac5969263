// A long form one part at a time. The page holds all of it, so that nothing is sent before the end
// and the search of the browser finds every part. The address says which part is shown: Back goes one
// step back.

const form = document.querySelector("form[data-steps]");
const steps = [...form.querySelectorAll("[data-step]")];
const links = [...form.querySelectorAll(".form-steps a")];
const end = form.querySelector("[data-steps-end]");
const actions = form.querySelector(".form-actions");
const [back, on] = ["back", "on"].map((way) => form.querySelector(`[data-steps-${way}]`));
const HIDDEN = "onbeforematch" in document.body ? "until-found" : "hidden";
const isNew = form.dataset.steps === "new";
let now = -1;

function show(index) {
  if (index === now) return;
  now = index;
  const last = index === steps.length - 1;
  steps.forEach((step, one) => {
    if (one === index) step.removeAttribute("hidden");
    else step.setAttribute("hidden", HIDDEN);
  });
  links.forEach((link, one) => {
    if (one === index) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  });
  back.hidden = index === 0;
  on.hidden = last;
  on.classList.toggle("button-secondary", !isNew); // where saving is at hand, that is the main button
  // What is there can be saved from every part, what is new from the last.
  end.hidden = isNew && !last;
  for (const button of actions.querySelectorAll("button")) button.hidden = end.hidden;
}

/** The part in which an element stands; what stands below all parts belongs to the last. */
function partOf(element) {
  const step = steps.indexOf(element?.closest("[data-step]"));
  if (step >= 0 || !element) return step;
  return end.contains(element) ? steps.length - 1 : -1;
}

function target() {
  return location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
}

/** Show what the address names, and go on reading there. */
function follow() {
  const named = target();
  const index = named ? partOf(named) : home;
  if (index < 0) return;
  show(index);
  const place = !named || named === steps[index] ? steps[index].querySelector("h2") : named;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: named === place ? "center" : "start" });
}

function go(index) {
  location.hash = steps[index].id;
}

const wrong = form.querySelector(".field-error, [data-step] .error, [data-steps-end] .error");
const home = Math.max(0, wrong ? partOf(wrong) : 0);

for (const part of form.querySelectorAll("[data-step-off]")) part.hidden = true;
for (const part of form.querySelectorAll("[data-step-on], [data-steps-move]")) part.hidden = false;
if (wrong) {
  // The summary of what is wrong is read first; what the address names must not lead past it.
  history.replaceState(null, "", location.pathname + location.search);
  show(home);
} else {
  show(Math.max(0, target() ? partOf(target()) : home));
  target()?.scrollIntoView();
}

addEventListener("hashchange", follow);
back.addEventListener("click", () => go(now - 1));
on.addEventListener("click", () => go(now + 1));

// A link to a field opens its part before the browser looks for the field.
document.addEventListener("click", (event) => {
  const id = event.target.closest?.("a[href^='#']")?.hash.slice(1);
  const index = id ? partOf(document.getElementById(id)) : -1;
  if (index >= 0 && `#${id}` === location.hash) follow();
  else if (index >= 0) show(index);
});

for (const [index, step] of steps.entries()) {
  step.addEventListener("beforematch", () => show(index));
}

// Enter goes on to the next part, and sends the form only where it can be sent.
form.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.defaultPrevented || event.isComposing) return;
  if (field.tagName !== "INPUT" || ["submit", "button"].includes(field.type)) return;
  event.preventDefault();
  if (now < steps.length - 1 && partOf(field) === now) go(now + 1);
  else form.requestSubmit(actions.querySelector("button"));
});

// The answer to what is sent begins at its top, unless a button names another place.
form.action = location.pathname + location.search;
