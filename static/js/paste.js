// What is pasted, as plain structure, before the editor parses it. Styles are read as text: the
// content policy keeps the browser from applying them, so that nobody could ask an element for them.

const KEPT = new Set(
  "P H1 H2 H3 H4 H5 H6 UL OL LI TABLE TBODY THEAD TR TD TH BLOCKQUOTE A STRONG EM S CODE BR HR".split(" "),
);
const DROPPED = new Set(
  ("SCRIPT STYLE TITLE META LINK IFRAME OBJECT SVG MATH TEMPLATE NOSCRIPT IMG PICTURE VIDEO AUDIO CANVAS "
    + "BUTTON INPUT SELECT TEXTAREA HEAD").split(" "),
);
const BLOCKS = new Set("P DIV H1 H2 H3 H4 H5 H6 UL OL LI TABLE BLOCKQUOTE PRE SECTION ARTICLE HEADER FOOTER MAIN".split(" "));
const RENAMED = { B: "STRONG", I: "EM", DEL: "S", STRIKE: "S", PRE: "P" };
const MOST_COLUMNS = 20;
const RENAMED_WORDS = /data-((?:style|on[a-z]+)\s*=)/gi;
const UNSEEN = /[\u200b\u200e\u200f\u2060\ufeff]/g;

const styleOf = (element, name) => new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`, "i")
  .exec(element.getAttribute("data-style") || "")?.[1].trim().toLowerCase() || "";
const isBold = (weight) => weight === "bold" || Number(weight) >= 600;

/** An address without the detour that a search engine or a mail programme has put before it. */
function target(link) {
  const typed = (link.getAttribute("href") || "").trim();
  if (!/^(https?:|mailto:|tel:)/i.test(typed)) return "";
  let url;
  try {
    url = new URL(typed);
  } catch {
    return "";
  }
  const isSearch = /(^|\.)google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url";
  const isMail = /(^|\.)safelinks\.protection\.outlook\.com$/.test(url.hostname);
  const inner = (isSearch && url.searchParams.get("q")) || (isMail && url.searchParams.get("url")) || "";
  return /^https?:/i.test(inner) ? inner : typed;
}

/** What an element is called in the result; "" for one whose content stands alone. */
function nameOf(element, within) {
  let name = RENAMED[element.nodeName] || element.nodeName;
  const weight = styleOf(element, "font-weight");
  if (name === "STRONG" && (within.heading || (weight && !isBold(weight)))) name = "";
  if (name === "DIV") name = [...element.children].some((child) => BLOCKS.has(child.nodeName)) ? "" : "P";
  if (within.cell && BLOCKS.has(name)) name = "";
  return KEPT.has(name) ? name : "";
}

/** The marks that only a style says. */
function marksOf(element, within) {
  if (BLOCKS.has(element.nodeName)) return [];
  const bold = !within.heading && !/^(B|STRONG)$/.test(element.nodeName) && isBold(styleOf(element, "font-weight"));
  const italic = !/^(I|EM)$/.test(element.nodeName) && styleOf(element, "font-style") === "italic";
  const struck = /line-through/.test(styleOf(element, "text-decoration(?:-line)?"));
  return [bold && "strong", italic && "em", struck && "s"].filter(Boolean);
}

/** A list item of a word processor, which writes paragraphs with a style; or nothing. */
function wordItem(element) {
  return element.nodeName === "P" && /mso-list\s*:\s*l\d+ level/i.test(element.getAttribute("data-style") || "");
}

class Cleaner {
  constructor() {
    this.result = document.implementation.createHTMLDocument("");
    this.pictures = 0;
  }

  make(name) {
    return this.result.createElement(name);
  }

  walk(from, to, within) {
    for (const child of [...from.childNodes]) {
      if (child.nodeType === Node.TEXT_NODE) to.append(child.data.replace(UNSEEN, "").replace(RENAMED_WORDS, "$1"));
      else if (child.nodeType === Node.ELEMENT_NODE) this.element(child, to, within);
    }
  }

  element(element, to, within) {
    if (element.nodeName === "IMG" || element.nodeName === "PICTURE") this.pictures += 1;
    if (DROPPED.has(element.nodeName) || /mso-list\s*:\s*ignore/i.test(element.getAttribute("data-style") || "")) return;
    if (wordItem(element)) return this.wordItem(element, to, within);
    const name = nameOf(element, within);
    if (name === "TD" || name === "TH") return this.cell(element, name, to, within);
    let into = to;
    if (within.cell && BLOCKS.has(element.nodeName)) to.append(" ");
    if (name === "A") {
      const href = target(element);
      if (href) into = this.inside(to, "a", { href });
    } else if (name) {
      into = this.inside(to, name, name === "OL" && element.hasAttribute("start") ? { start: element.getAttribute("start") } : {});
    }
    for (const mark of marksOf(element, within)) into = this.inside(into, mark);
    this.walk(element, into, { ...within, heading: within.heading || /^H[1-6]$/.test(name) });
  }

  inside(to, name, attributes = {}) {
    const made = this.make(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    to.append(made);
    return made;
  }

  cell(element, name, to, within) {
    this.walk(element, this.inside(to, name), { ...within, cell: true });
    const more = Math.min(Number(element.getAttribute("colspan")) || 1, MOST_COLUMNS);
    for (let column = 1; column < more; column += 1) this.inside(to, name);
  }

  wordItem(element, to, within) {
    const name = /^\s*(\d+|[a-z])[.)]/i.test(element.textContent) ? "OL" : "UL";
    const last = to.lastElementChild;
    const goesOn = last?.nodeName === name && last.dataset.word && !last.nextSibling?.data?.trim();
    const list = goesOn ? last : this.inside(to, name, { "data-word": "1" });
    this.walk(element, this.inside(list, "li"), within);
  }
}

/** HTML of the clipboard → `{ html, pictures }`: clean HTML, and how many pictures were left out. */
export function cleanHtml(html) {
  // Wherever it stands: what is a tag, only a parser knows. Words about it get theirs back.
  const inert = html
    .replace(/<(style|script|xml)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<base\b/gi, "<x-base")
    .replace(/([\s"'/])(style|on[a-z]+)(\s*=)/gi, "$1data-$2$3");
  const source = new DOMParser().parseFromString(inert, "text/html");
  const cleaner = new Cleaner();
  const root = cleaner.make("div");
  cleaner.walk(source.body, root, {});
  for (const element of [...root.querySelectorAll("p,h1,h2,h3,h4,h5,h6,li,strong,em,s,a,blockquote")].reverse()) {
    if (!element.textContent.trim() && !element.querySelector("td")) element.remove();
  }
  for (const end of root.querySelectorAll(":scope > br")) end.remove();
  for (const list of root.querySelectorAll("[data-word]")) list.removeAttribute("data-word");
  return { html: root.innerHTML, pictures: cleaner.pictures };
}

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);
// "[12.03.24, 18:05:12] Anna: …", "12.03.24, 18:05 - Anna: …": when, and who, is nobody's business here.
const WHEN = String.raw`\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?`;
const WHEN_TURNED = String.raw`\d{1,2}:\d{2}(?::\d{2})?, \d{1,2}[./]\d{1,2}[./]\d{2,4}`;
const CHAT = new RegExp(`^\\u200e?(?:\\[(?:${WHEN}|${WHEN_TURNED})\\] |${WHEN} - )[^:\\n]{1,60}: `, "gm");
const ITEM = /^\s*[-*•·–] /;

/** Plain text of the clipboard → HTML: paragraphs, lists of dashes, lines of a chat without names. */
export function cleanText(typed) {
  const isChat = typed.search(CHAT) >= 0;
  const text = typed.replace(/\r\n?/g, "\n").replace(CHAT, "").replace(UNSEEN, "");
  return text.split(/\n{2,}/).filter((part) => part.trim()).map((part) => {
    const lines = part.split("\n").filter((line) => line.trim());
    if (lines.every((line) => ITEM.test(line))) {
      return `<ul>${lines.map((line) => `<li><p>${escaped(line.replace(ITEM, ""))}</p></li>`).join("")}</ul>`;
    }
    return isChat
      ? lines.map((line) => `<p>${escaped(line)}</p>`).join("")
      : `<p>${lines.map(escaped).join("<br>")}</p>`;
  }).join("");
}
