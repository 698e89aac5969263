"""What a browser sends for a form that nobody has touched, read from the page as it was drawn, and
what is stored of a thing, to see whether that changes."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from django.db.models import Model

_DAY, _TIME = re.compile(r"\d{4,}-\d\d-\d\d"), re.compile(r"\d\d:\d\d(:\d\d)?")


class _Form(HTMLParser):
    """Collects names and values of the largest form of a page that sends something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[list[tuple[str, str]]] = []
        self._name, self._text = "", ""
        self._options: list[tuple[bool, str]] | None = None
        self._open = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = of.get("method", "").lower() == "post"
            self.forms += [[]] * self._open
            if self._open:
                self.forms[-1] = []
        elif self._open and tag == "input" and of.get("name"):
            self._input(of)
        elif self._open and tag == "textarea":
            self._name, self._text = of.get("name", ""), ""
        elif self._open and tag == "select":
            self._name, self._options = of.get("name", ""), []
        elif tag == "option" and self._options is not None:
            self._options.append(("selected" in of, of.get("value", "")))

    def _input(self, of: dict[str, str]) -> None:
        kind, value = of.get("type", "text"), of.get("value", "")
        if kind in {"submit", "button", "image", "file"}:
            return
        if kind in {"checkbox", "radio"}:
            if "checked" in of:
                self.forms[-1].append((of["name"], value or "on"))
            return
        if kind != "hidden":
            value = value.replace("\r", "").replace("\n", "")
        if kind in {"url", "email"}:
            value = value.strip()
        pattern = {"date": _DAY, "time": _TIME}.get(kind)
        if pattern and not pattern.fullmatch(value):
            value = ""  # a browser shows, and sends, nothing
        self.forms[-1].append((of["name"], value))

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = False
        elif tag == "textarea" and self._name:
            text = self._text.replace("\r\n", "\n").replace("\r", "\n")
            text = text.removeprefix("\n")
            self.forms[-1].append((self._name, text.replace("\n", "\r\n")))
            self._name = ""
        elif tag == "select" and self._options is not None:
            chosen = [value for selected, value in self._options if selected]
            if self._options:
                self.forms[-1].append((self._name, (chosen or [self._options[0][1]])[-1]))
            self._name, self._options = "", None


def columns_of(thing: Model) -> dict[str, Any]:
    """Return every column and list of a thing as the database has it now."""
    row = type(thing)._default_manager.get(pk=thing.pk)
    columns = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    for relation in row._meta.many_to_many:
        columns[relation.name] = sorted(getattr(row, relation.name).values_list("pk", flat=True))
    return columns


def sent_by(html: str) -> dict[str, list[str]]:
    """Return what the largest form of a page sends as it stands, with every value of a name."""
    found: dict[str, list[str]] = {}
    for name, value in max(_Form(html).forms, key=len):
        found.setdefault(name, []).append(value)
    return found
