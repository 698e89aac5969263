"""Hostile strings from the shared data, and the question whether HTML is still live."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from tests.fixtures.conditions import missing

SHARED_DATA = Path(
    os.environ.get("SHARED_DATA", Path(__file__).resolve().parents[3] / "shared" / "data")
)

_ADDRESS_ATTRIBUTES = {"action", "background", "data", "formaction", "href", "src", "xlink:href"}
_DEAD_TAGS = (
    {"a", "abbr", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "hr", "img"}
    | {"h2", "h3", "h4", "h5", "h6", "input", "label", "li", "mark", "ol", "p", "pre", "s"}
    | {"section", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
_CODE_TAGS = {"base", "embed", "iframe", "object", "script", "style"}
_ALLOWED_SCHEMES = {"", "http", "https", "mailto", "tel"}
# What browsers take out of an address before they read its scheme.
_SKIPPED = re.compile(r"^[\x00-\x20]+|[\t\n\r]")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")


def shared(path: str) -> Path:
    """Return a file of the shared data; skip where it is not there."""
    file = SHARED_DATA / path
    if not file.exists():
        missing(f"the shared data has no {path}")
    return file


def vectors() -> Iterator[str]:
    """Yield every hostile string of the shared security data."""
    folder = shared("security")
    yield from shared("security/payloadbox-xss/xss-payload-list.txt").read_text().splitlines()
    yield from json.loads(shared("security/blns/blns.json").read_text())
    for file in sorted(folder.glob("bleach/*.test")):
        yield file.read_text().partition("\n--\n")[0]
    for file in sorted(folder.glob("markdown-it/*.txt")):
        yield from re.split(r"(?m)^\.$", file.read_text())
    if (dompurify := folder / "dompurify" / "expect.json").exists():
        yield from (case["payload"] for case in json.loads(dompurify.read_text()))
    if (h5sc := folder / "h5sc" / "vectors.txt").exists():
        yield from re.split(r'(?=<div id="\d+">)', h5sc.read_text())


def whole_files() -> Iterator[str]:
    """Yield every file of the shared security data from beginning to end, also what is no text."""
    for file in sorted(shared("security").rglob("*")):
        if file.is_file():
            yield file.read_bytes().decode("utf-8", "surrogateescape")


class _Live(HTMLParser):
    """Collects what could run: unknown elements, handlers, styles, addresses with odd schemes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _DEAD_TAGS:
            # A page has scripts of its own: one without an address is not one of them.
            self.found.append(str(self.get_starttag_text()) if tag in _CODE_TAGS else f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "srcdoc", "srcset", "ping", "target"}:
                self.found.append(f"{tag}[{name}]")
            if name in _ADDRESS_ATTRIBUTES and not _is_dead(value or ""):
                self.found.append(f"{tag}[{name}={value}]")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.found.append(f"<?{data}>")


def _is_dead(address: str) -> bool:
    match = _SCHEME.match(_SKIPPED.sub("", address))
    return match is None or match[1].lower() in _ALLOWED_SCHEMES


def live(html: str) -> list[str]:
    """Return whatever in the HTML a browser might run."""
    parser = _Live()
    parser.feed(html)
    parser.close()
    return parser.found
