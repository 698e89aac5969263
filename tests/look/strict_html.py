"""What is wrong with a page's HTML? The rules of the standard that templates can break.

No validator: it knows the rules our own templates could break by their `if`s and `for`s. Every
address of `small_site` was also read by the Nu checker when these rules were written.
"""

import re
from collections import Counter
from html.parser import HTMLParser

VOID = set("area base br col embed hr img input link meta source track wbr".split())
#: What ends a paragraph, so that a `</p>` later has nothing to close.
BLOCKS = set(
    "address article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr main nav ol p pre section table ul".split()
)
#: Elements that may hold only some others.
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "select": {"option", "optgroup"},
    "picture": {"source", "img"},
}
PHRASING_ONLY = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "strong", "em", "button", "label"}
INTERACTIVE = {"a", "button", "input", "select", "textarea", "label", "details", "summary"}
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "list")
NEVER_EMPTY = ("href", "src", "action", "id", "for", "lang", "datetime", "name", "class", "role")
MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)?)?|\d\d:\d\d|\d{4}(-\d\d)?"
)


class Reader(HTMLParser):
    """Reads a page and collects `faults`, each a sentence with its line."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.references: list[str] = []
        self.labelled: set[str] = set()
        self.controls: list[tuple[str, bool]] = []
        self.counts: Counter[str] = Counter()
        self.headings: list[int] = []
        #: What is wrong with the link that is read now, unless its words say that it opens a tab.
        self.opens = ""

    def fault(self, words: str) -> None:
        self.faults.append(f"line {self.getpos()[0]}: {words}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if len(values) < len(attrs):
            self.fault(f"<{tag}> has an attribute twice")
        self._check_place(tag)
        self._check_attributes(tag, values)
        self._note(tag, values)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.opens:
            self.faults.append(self.opens)
            self.opens = ""
        if not self.open or self.open[-1] != tag:
            self.fault(f"</{tag}> closes {self.open[-1:] or 'nothing'}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "neuen Tab" in data or "neuen Fenster" in data:
            self.opens = ""
        if data.strip() and self.open and self.open[-1] in CHILDREN:
            self.fault(f"bare words in <{self.open[-1]}>: {data.strip()[:30]}")

    def _check_place(self, tag: str) -> None:
        parent = self.open[-1] if self.open else ""
        if parent in CHILDREN and tag not in CHILDREN[parent] | {"script", "template"}:
            self.fault(f"<{tag}> directly in <{parent}>")
        if tag in BLOCKS and (inside := PHRASING_ONLY & set(self.open)):
            self.fault(f"<{tag}> inside {sorted(inside)}")
        if tag in INTERACTIVE and {"a", "button"} & set(self.open):
            self.fault(f"<{tag}> inside a link or button")
        if tag == "li" and parent not in {"ul", "ol", "menu"}:
            self.fault(f"<li> in <{parent}>")

    def _check_attributes(self, tag: str, values: dict[str, str]) -> None:
        for name in NEVER_EMPTY:
            if values.get(name) == "":
                self.fault(f"<{tag}> has an empty {name}")
        if "style" in values or any(name.startswith("on") for name in values):
            self.fault(f"<{tag}> has what the content policy refuses")
        if tag == "img" and not {"alt", "width", "height"} <= set(values):
            self.fault("<img> lacks alt, width or height")
        if "datetime" in values and not MOMENT.fullmatch(values["datetime"]):
            self.fault(f"no moment: {values['datetime']}")
        if tag == "a" and values.get("target") == "_blank":
            self.opens = f"line {self.getpos()[0]}: a link opens a new window and does not say so"
        if tag == "button" and "type" not in values:
            self.fault("<button> without type")

    def _note(self, tag: str, values: dict[str, str]) -> None:
        self.counts[tag] += 1
        if "id" in values:
            self.ids[values["id"]] += 1
        for name in REFERENCES:
            self.references += values.get(name, "").split()
        if values.get("href", "").startswith("#"):
            self.references.append(values["href"][1:])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "label":
            self.labelled.add(values.get("for", ""))
        is_hidden = "hidden" in values or values.get("type") in {"hidden", "submit"}
        if tag in {"input", "select", "textarea"} and not is_hidden:
            named = "label" in self.open or bool(
                values.get("aria-label") or values.get("aria-labelledby")
            )
            self.controls.append((values.get("id", ""), named))


def faults(html: str) -> list[str]:
    """Return what is wrong with a page, in sentences; empty when nothing is."""
    if not html.lower().startswith("<!doctype html>"):
        return ["no doctype"]
    reader = Reader()
    reader.feed(html)
    reader.close()
    found = reader.faults
    found += [f"<{tag}> is never closed" for tag in reader.open]
    found += [f"id {name} stands twice" for name, times in reader.ids.items() if times > 1]
    known = set(reader.ids) | {"", "top"}
    found += [f"nothing is called {name}" for name in reader.references if name not in known]
    found += [
        f"a control without a label: {name}"
        for name, named in reader.controls
        if not named and name not in reader.labelled
    ]
    found += [
        f"{reader.counts[tag]} × <{tag}>"
        for tag in ("h1", "main", "title")
        if reader.counts[tag] != 1
    ]
    steps = zip(reader.headings, reader.headings[1:], strict=False)
    found += [f"h{after} follows h{before}" for before, after in steps if after > before + 1]
    return found
