"""Links to wiki articles, projects, actors and dates that stay right when those move.

Editors type or paste an address. What is stored is the thing itself, and readers get the address it
has when the page is shown: one query for each kind of thing a page links to. A thing that is gone,
or no longer public, leaves its words without a link.

Stored as `<a linktype="known" kind="project" id="3" part="#kosten" was="/projekte/bank/">`, turned
by Wagtail into `<a data-known="project:3" data-part="#kosten">`, sent with the address of today.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.rewriters import extract_attrs

import pagecache
from accounts.at_address import page_at
from community import contract
from community.inbox import reports
from districts import entries
from districts.entries import EntryKind
from text import thing_keys
from text.site_address import site_address
from text.whole_numbers import whole_number
from wiki.addresses import article_url
from wiki.models import Article

LINKTYPE = "known"
Reader = Callable[[set[int]], Iterable[tuple[Any, str]]]
_LINK = re.compile(r"<a\b(?P<attributes>[^>]*)>")
_SHOWN = re.compile(r'<a data-known="(?P<kind>[a-z]+):(?P<pk>[0-9]+)" data-part="(?P<part>[^"]*)">')


def pinned(html: str) -> str:
    """Return rich text with the addresses of known things replaced by the things."""
    return _LINK.sub(_pin, html) if "<a" in html else html


def pinned_data(value: object) -> object:
    """Do the same in the raw data of blocks."""
    if isinstance(value, str):
        return pinned(value)
    if isinstance(value, list):
        return [pinned_data(item) for item in value]
    if isinstance(value, dict):
        return {name: pinned_data(item) for name, item in value.items()}
    return value


def without_forged_links(html: str) -> str:
    """Return rich text without links to pages and files whose number is none.

    Only a forged form sends them, and Wagtail could not show the page any more.
    """

    def check(match: re.Match[str]) -> str:
        link = extract_attrs(match["attributes"])
        numbered = "linktype" in link
        return "<a>" if numbered and not _number(link.get("id")) else match[0]

    return _LINK.sub(check, html)


def typed(html: str) -> str:
    """Return rich text as an editor types it: every known thing by the address it has now."""
    if f'linktype="{LINKTYPE}"' not in html:
        return html
    links = [extract_attrs(match["attributes"]) for match in _LINK.finditer(html)]
    known = [link for link in links if link.get("linktype") == LINKTYPE]
    with translation.override(settings.LANGUAGE_CODE):
        now = addresses((link.get("kind", ""), _number(link.get("id"))) for link in known)

    def write(match: re.Match[str]) -> str:
        link = extract_attrs(match["attributes"])
        if link.get("linktype") != LINKTYPE:
            return match[0]
        address = now.get((link.get("kind", ""), _number(link.get("id"))), link.get("was", ""))
        return f'<a href="{escape(address + link.get("part", ""))}">'

    return _LINK.sub(write, html)


def addressed(html: str) -> str:
    """Return shown HTML with the addresses that known things have now, in the reader's language."""
    wanted = {(found["kind"], int(found["pk"])) for found in _SHOWN.finditer(html)}
    if not wanted:
        return html
    now = addresses(wanted)

    def write(match: re.Match[str]) -> str:
        address = now.get((match["kind"], int(match["pk"])))
        return f'<a href="{escape(address)}{match["part"]}">' if address else "<a>"

    return _SHOWN.sub(write, html)


def addresses(wanted: Iterable[tuple[str, int]]) -> Mapping[tuple[str, int], str]:
    """Return the addresses of public things by kind and primary key; one query for each kind."""
    pks: dict[str, set[int]] = {}
    for kind, pk in wanted:
        pagecache.shows_also(thing_keys.key(kind, pk))
        pks.setdefault(kind, set()).add(pk)
    readers = _readers()
    return {
        (kind, thing.pk): address
        for kind, chosen in pks.items()
        if kind in readers
        for thing, address in readers[kind](chosen)
    }


def _articles(pks: set[int]) -> Iterable[tuple[Article, str]]:
    found = Article.objects.live().filter(pk__in=pks).select_related("district")
    return [(article, article_url(article)) for article in found]


def _entries(kind: EntryKind, pks: set[int]) -> Iterable[tuple[Any, str]]:
    found = kind.model.objects.live().filter(pk__in=pks)
    return [(entry, kind.url_of(entry.slug)) for entry in found]


@cache
def _readers() -> dict[str, Reader]:
    """Return by kind how things are looked up; all kinds are registered before the first page."""
    return {"article": _articles} | {kind.key: partial(_entries, kind) for kind in entries.kinds()}


def _views() -> dict[str, str]:
    """Return the views that show a thing itself, by the name of their route, and its kind."""
    return {"article": "article"} | {kind.route: kind.key for kind in entries.kinds()}


def _pin(match: re.Match[str]) -> str:
    attributes = extract_attrs(match["attributes"])
    path, part = _own_path(attributes.get("href", ""))
    thing = _thing_at(path) if path else None
    if thing is None:
        return match[0]
    kind, pk = thing
    return (
        f'<a linktype="{LINKTYPE}" kind="{kind}" id="{pk}" '
        f'part="{escape(part)}" was="{escape(path)}">'
    )


def _own_path(href: str) -> tuple[str, str]:
    """Return path and fragment of an address on this site; nothing for any other."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return "", ""
    own = urlsplit(site_address()).netloc
    if parts.query or parts.netloc not in {"", own} or not parts.path.startswith("/"):
        return "", ""
    return parts.path, f"#{parts.fragment}" if parts.fragment else ""


def _thing_at(path: str) -> tuple[str, int] | None:
    """Return kind and primary key of the public thing whose own page lies at a path.

    An article that is only shown there for want of one in the language of the address is none: a
    link to it would still lead to its words when there is a text in the right language.
    """
    with page_at(path) as match:
        view = match.url_name or "" if match else ""
        language = get_language()
    found: tuple[contract.Kind, Any, int] | None = reports.find(path, None)
    kind = _views().get(view)
    if kind is None or not found or found[0].name != kind:
        return None
    thing = found[1]
    return None if getattr(thing, "language", language) != language else (kind, thing.pk)


def _number(text: str | None) -> int:
    return whole_number(text) or 0


class KnownLinkHandler(LinkHandler):
    """What Wagtail makes of a stored link; `addressed()` does the rest for a whole page at once."""

    identifier = LINKTYPE

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, Any]) -> str:
        kind, part = attrs.get("kind", ""), escape(attrs.get("part", ""))
        if kind not in _readers():
            return "<a>"
        return f'<a data-known="{kind}:{_number(attrs.get("id"))}" data-part="{part}">'
