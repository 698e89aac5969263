// Reads a text in easy language aloud, by a voice of this device: a voice that sends the words to
// somebody else's service is none. Where there is no such voice the button stays hidden.

const box = document.querySelector("[data-read-aloud]");
const text = box?.closest("article");
const PARTS = "h1, h2, h3, h4, p, li, dt, dd, th, td, figcaption";
const LEFT_OUT = "nav, [hidden], .no-print, .callout-kind, details:not([open]) > :not(summary)";
// Easy language is read slowly; a tenth less still sounds like a person.
const RATE = 0.9;
let reading = false;
let at = 0;

function voice() {
  const german = (one) => one.localService && /^de\b/i.test(one.lang.replace("_", "-"));
  return speechSynthesis.getVoices().find(german);
}

/** What is read, in its order: each heading, paragraph and item by itself, as one hears them apart. */
function parts() {
  return [...text.querySelectorAll(PARTS)].filter(
    (part) => !part.querySelector(PARTS) && !part.closest(LEFT_OUT) && part.innerText.trim(),
  );
}

function mark(part) {
  text.querySelector(".read-now")?.classList.remove("read-now");
  part?.classList.add("read-now");
  part?.scrollIntoView({ block: "nearest" });
}

function show() {
  const words = reading ? box.dataset.stop : at ? box.dataset.goOn : box.dataset.begin;
  box.querySelector("button span").textContent = words;
}

function stop() {
  reading = false;
  speechSynthesis.cancel();
  mark(null);
  show();
}

function read() {
  const part = parts()[at];
  if (!part) {
    at = 0;
    return stop();
  }
  const said = new SpeechSynthesisUtterance(part.innerText);
  said.voice = voice();
  said.lang = said.voice.lang;
  said.rate = RATE;
  said.onend = () => {
    if (!reading) return;
    at += 1;
    read();
  };
  said.onerror = () => reading && stop();
  mark(part);
  speechSynthesis.speak(said);
}

function offer() {
  box.hidden = !voice();
}

if (text && "speechSynthesis" in window) {
  box.querySelector("button").addEventListener("click", () => {
    if (reading) return stop();
    reading = true;
    show();
    read();
  });
  addEventListener("pagehide", stop);
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  offer();
}
