"""What an answer of the admin shows or reads aloud, and which words of it are English.

A word is English where one of the English sentences of Django, Wagtail, its friends or ours has it
and none of the German ones does. That finds what nobody has thought of; names of German pages and
people are never among them.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import polib
from django.conf import settings

ATTRIBUTES = {
    *("title", "aria-label", "aria-description", "placeholder", "alt", "label"),
    *("data-w-tooltip-content-value", "data-w-progress-active-value", "data-label"),
}
SILENT = {"script", "style", "code"}
#: A number that is written there by a program, and "None" till then.
COUNTER = "data-side-panel-toggle-counter"
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
#: Which entries of the JSON that stands in attributes are sentences.
IN_JSON = {
    *("label", "labels", "title", "message", "description", "helpText", "placeholder", "html"),
    *("name", "url_label", "success", "error", "tooltip", "text", "caption", "STRINGS", "group"),
}
#: English words that German sentences of Wagtail's have, too; and what is shown where nothing is.
WRONG_ANYWHERE = {
    *("dashboard", "locale", "locales", "breadcrumb", "breadcrumbs", "root", "none", "undefined"),
    *("wagtail", "page", "pages", "site", "sites", "home", "search", "actions", "localhost"),
}
#: Short for minutes, and what a language is called in itself.
FINE = {"min", "english"}
#: The interface says "Stadtbezirk", or what a city calls its own; compounds are names.
BROKEN = re.compile(
    r"\b[Ss]tadt-?[Tt]eil(?:e|en|s)?\b|%\(\w+\)|\bdieses (?!bereits )[a-zäöü]|-Objekt\b|\{\{|\{%"
)
PACKAGES = ("django", "wagtail", "wagtail_localize", "taggit", "allauth", "django_filters")
_WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{2,}")
#: What is put in, tags, and addresses: of mail, of pages, of code.
_NO_WORDS = re.compile(r"%\(\w+\)[sd]|\{\w*\}|<[^>]+>|&\w+;|\S+@\S+|\S+://\S+|\b\w+\.[a-z]\w+")


def words(sentence: str) -> list[str]:
    """Return the words of a sentence, without what is put into it."""
    return [word.lower() for word in _WORD.findall(_NO_WORDS.sub(" ", sentence))]


def catalogues(*packages: str, language: str = "de") -> Iterator[polib.POFile | polib.MOFile]:
    """Yield the catalogues of packages, and ours for no package at all."""
    for package in packages:
        found = importlib.util.find_spec(package)
        assert found is not None
        for path in sorted(
            Path(str(found.origin)).parent.glob(f"**/locale/{language}/**/django.mo")
        ):
            yield polib.mofile(str(path))
    if not packages:
        yield polib.pofile(str(settings.BASE_DIR / f"locale/{language}/LC_MESSAGES/django.po"))


@cache
def english() -> frozenset[str]:
    """Return every word that only English sentences have."""
    theirs: set[str] = set()
    ours: set[str] = set()
    for catalogue in (*catalogues(*PACKAGES), *catalogues()):
        for entry in catalogue:
            theirs.update(words(f"{entry.msgid} {entry.msgid_plural or ''}"))
            ours.update(words(" ".join([entry.msgstr, *(entry.msgstr_plural or {}).values()])))
    return frozenset(((theirs - ours) | WRONG_ANYWHERE) - FINE)


def wrong(sentence: str) -> list[str]:
    """Return what is English or broken in something shown."""
    known = english()
    broken = BROKEN.findall(sentence)
    return [*(word for word in words(sentence) if word in known), *broken]


def wrong_template(sentence: str) -> list[str]:
    """The same of a sentence into which something will be put."""
    return wrong(_NO_WORDS.sub("X", sentence))


class _Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        #: What is open and not shown, from the outside in.
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        hides = tag in SILENT or COUNTER in given
        if (self._hidden or hides) and tag not in VOID:
            self._hidden.append(tag)
        if self._hidden:
            return
        for name, value in attrs:
            if not value:
                continue
            is_button = (tag, name, given.get("type")) == ("input", "value", "submit")
            if name in ATTRIBUTES or is_button:
                self.found.append(value)
            elif name.startswith("data-") and value.lstrip()[:1] in ("{", "["):
                self.found += in_json(value)

    def handle_endtag(self, tag: str) -> None:
        while self._hidden and tag in self._hidden:
            if self._hidden.pop() == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._hidden and data.strip():
            self.found.append(" ".join(data.split()))


def in_html(html: str) -> list[str]:
    """Return the texts that a page shows or has read aloud."""
    reader = _Shown()
    reader.feed(html)
    return reader.found


def in_json(text: str) -> list[str]:
    """Return the sentences of a JSON answer, also of the HTML in it."""
    try:
        return list(_sentences(json.loads(text), ""))
    except ValueError:
        return []


def _sentences(value: Any, key: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _sentences(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _sentences(inner, key)
    elif isinstance(value, str):
        if value[:1] == "{":  # a text as the editor in the browser keeps it: content, and keys
            yield from in_json(value)
        elif "<" in value and ">" in value:
            yield from in_html(value)
        elif key in IN_JSON:
            yield value
