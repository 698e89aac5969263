"""Putting what somebody has typed back into a form of a page that is drawn already.

Works on HTML, so that it works for every form there is. Only start tags of fields, the text of text
areas and what is put in are written anew; every other character of the page stays as it is. Values
are escaped; what belongs into no field of the form goes along in hidden ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

#: What was sent: names and all their values.
Values = Mapping[str, list[str]]
Attributes = dict[str, str | None]
BUTTONS = frozenset({"submit", "button", "image", "reset"})
#: Fields that are never filled: nothing secret is sent back, and files cannot be.
EMPTY = frozenset({"password", "file"})
CHOICES = frozenset({"checkbox", "radio"})
_END_OF_TEXT = re.compile(r"</textarea", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag: where it stands in the page, and what it says. `folded` are tags around it."""

    name: str
    attributes: Attributes
    start: int
    end: int
    folded: tuple[Tag, ...] = ()

    def get(self, name: str) -> str:
        """Return an attribute, "" for none."""
        return self.attributes.get(name) or ""

    def html(self, **changes: str | bool | None) -> str:
        """Return the tag with attributes changed: True for one without value, None to leave out."""
        attributes: dict[str, str | bool | None] = {
            name: True if value is None else value for name, value in self.attributes.items()
        }
        written = [
            f" {name}" if value is True else f' {name}="{escape(str(value))}"'
            for name, value in {**attributes, **changes}.items()
            if value is not None and value is not False
        ]
        return f"<{self.name}{''.join(written)}>"


@dataclass(slots=True)
class Form:
    """A form with its fields; `options` belong to the select before them."""

    tag: Tag
    fields: list[Tag] = field(default_factory=list)
    options: list[tuple[str, Tag]] = field(default_factory=list)

    def names(self) -> set[str]:
        """Return what the form can send."""
        return {tag.get("name") for tag in self.fields} - {""}

    def likeness(self, values: Values) -> tuple[int, int]:
        """Say how much of what was sent may come from this form: names, then fixed values."""
        fixed = sum(
            tag.get("value") in values.get(tag.get("name"), ())
            for tag in self.fields
            if tag.get("type") in BUTTONS | {"hidden"} or tag.name == "button"
        )
        return len(self.names() & set(values)), fixed


@dataclass(frozen=True, slots=True)
class Filled:
    """A page with a filled form, and the names of what went along in hidden fields."""

    html: str
    hidden: tuple[str, ...]


def fill(
    html: str,
    *,
    page: str,
    action: str,
    values: Values,
    above: str = "",
    within: str = "",
    leave: Iterable[str] = (),
) -> Filled | None:
    """Fill the form of a page that sends to `action`; None when there is none.

    `page` is the page's own path. `above` is put at the top of its main part, `within` into the
    form, both as HTML. Names in `leave` stay as the page has them.
    """
    reader = Reader(html)
    forms = [form for form in reader.forms if _sends_to(form, page, action)]
    if not forms:
        return None
    sent = {name: given for name, given in values.items() if name not in set(leave)}
    form = max(forms, key=lambda each: each.likeness(sent))
    if sent and not form.names() & set(sent):
        return None
    changes = _changes(form, sent, html)
    hidden = tuple(name for name in sent if name not in form.names())
    rest = [(name, value) for name in hidden for value in sent[name]]
    extra = within + "".join(_hidden(name, value) for name, value in rest)
    for around in form.tag.folded:
        changes[around.start, around.end] = around.html(open=True)
    changes[form.tag.start, form.tag.end] = form.tag.html(action=action) + extra
    if above:
        at = reader.main_start or form.tag.start
        changes[at, at] = above
    return Filled(_written(html, changes), hidden)


def insert_at_end(html: str, words: str) -> str:
    """Put HTML at the end of a page's main part."""
    at = html.rfind("</main>")
    at = at if at >= 0 else html.rfind("</body>")
    return html + words if at < 0 else html[:at] + words + html[at:]


def _sends_to(form: Form, page: str, action: str) -> bool:
    if form.tag.get("method").lower() != "post":
        return False
    return urlsplit(urljoin(page, form.tag.get("action"))).path == action


Changes = dict[tuple[int, int], str]


def _changes(form: Form, values: Values, html: str) -> Changes:
    """Return what is written anew, by where it stands."""
    changes: Changes = {}
    left = {name: list(given) for name, given in values.items()}
    for tag in form.fields:
        name = tag.get("name")
        if tag.name == "textarea" and left.get(name):
            end = _END_OF_TEXT.search(html, tag.end)
            stop = end.start() if end else tag.end
            # A reader leaves out a line break right after the tag.
            changes[tag.end, stop] = f"\n{escape(left[name].pop(0))}"
            _unfold(tag, changes)
        elif tag.name == "input":
            _fill_input(tag, values, left, changes)
    for name, option in form.options:
        if name in values:
            chosen = option.get("value") in values[name]
            changes[option.start, option.end] = option.html(selected=chosen)
    return changes


def _fill_input(tag: Tag, values: Values, left: dict[str, list[str]], changes: Changes) -> None:
    name, kind = tag.get("name"), tag.get("type").lower() or "text"
    # What the tab key passes by is a trap for programs: a person sends it empty.
    if not name or kind in EMPTY | BUTTONS or tag.get("tabindex") == "-1":
        return
    if kind in CHOICES:
        checked = (tag.get("value") or "on") in values.get(name, ())
        changes[tag.start, tag.end] = tag.html(checked=checked)
        if checked:
            _unfold(tag, changes)
    elif left.get(name):
        changes[tag.start, tag.end] = tag.html(value=left[name].pop(0))
        if kind != "hidden":
            _unfold(tag, changes)


def _unfold(tag: Tag, changes: Changes) -> None:
    for around in tag.folded:
        changes[around.start, around.end] = around.html(open=True)


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'


def _written(html: str, changes: Changes) -> str:
    parts, at = [], 0
    for (start, end), words in sorted(changes.items()):
        parts += [html[at:start], words]
        at = end
    return "".join([*parts, html[at:]])


class Reader(HTMLParser):
    """Finds the forms of a page and where their fields stand."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.main_start = 0
        self._lines = [0, *(found.end() for found in re.finditer("\n", html))]
        self._open: Form | None = None
        self._select = ""
        self._folded: list[Tag] = []
        self.feed(html)

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        end = start + len(self.get_starttag_text() or "")
        tag = Tag(name, dict(attrs), start, end, tuple(self._folded))
        if name == "main":
            self.main_start = end
        elif name == "details":
            self._folded.append(tag)
        elif name == "form":
            self._open = Form(tag)
            self.forms.append(self._open)
        elif self._open is not None:
            self._note(tag, self._open)

    def _note(self, tag: Tag, form: Form) -> None:
        if tag.name in {"input", "textarea", "button", "select"}:
            form.fields.append(tag)
        if tag.name == "select":
            self._select = tag.get("name")
        elif tag.name == "option" and self._select:
            form.options.append((self._select, tag))

    def handle_endtag(self, name: str) -> None:
        if name == "form":
            self._open = None
        elif name == "select":
            self._select = ""
        elif name == "details" and self._folded:
            self._folded.pop()
