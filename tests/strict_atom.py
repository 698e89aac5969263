"""Is this a feed as RFC 4287 wants it? Says every fault, for tests of all feeds."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from urllib.parse import urlsplit

from defusedxml.ElementTree import fromstring

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
#: RFC 3339 with its zone, as section 3.3 asks for.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
#: A `tag:` name (RFC 4151); the only kind of ours.
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[A-Za-z0-9._~!$&'()*+,;=:@/?%-]+")
ONCE = ("id", "title", "updated")
AT_MOST_ONCE = {
    "feed": ("generator", "icon", "logo", "rights", "subtitle"),
    "entry": ("published", "rights", "source", "summary", "content"),
}
MANY = {"feed": ("author", "category", "contributor", "link", "entry"), "entry": ()}
MANY["entry"] = MANY["feed"][:4]
PERSON = {"name", "email", "uri"}
TEXTS = ("title", "subtitle", "summary", "rights")
LINKS = {"alternate", "self", "related", "enclosure", "via"}


def faults(document: bytes) -> list[str]:
    """Return what is wrong with a feed, each fault with where it is."""
    root = fromstring(document)
    if root.tag != f"{ATOM}feed":
        return [f"the root is {root.tag}"]
    entries = root.findall(f"{ATOM}entry")
    found = _container(root, "feed")
    if not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", root.get(LANGUAGE, "")):
        found.append(f"xml:lang is {root.get(LANGUAGE)!r}")
    if not [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]:
        found.append("the feed does not name its own address")
    for entry in entries:
        found += _container(entry, "entry")
        if root.find(f"{ATOM}author") is None and entry.find(f"{ATOM}author") is None:
            found.append("an entry without an author in a feed without one")
        if entry.find(f"{ATOM}content") is None and not _alternates(entry):
            found.append("an entry without content or an address")
    names = Counter(entry.findtext(f"{ATOM}id") for entry in entries)
    found += [f"two entries are called {name}" for name, count in names.items() if count > 1]
    found += [] if root.findtext(f"{ATOM}id") not in names else ["the feed is called as an entry"]
    newest = max((_moment(entry, "updated") for entry in entries), default=None)
    if newest and _moment(root, "updated") < newest:
        found.append("the feed is older than its newest entry")
    return found


def _container(element, kind: str) -> list[str]:  # type: ignore[no-untyped-def]
    names = Counter(child.tag.removeprefix(ATOM) for child in element)
    known = {*ONCE, *AT_MOST_ONCE[kind], *MANY[kind]}
    found = [f"{kind}: unknown {name}" for name in names if name not in known]
    found += [f"{kind}: {names[name]} × {name}" for name in ONCE if names[name] != 1]
    found += [f"{kind}: {names[name]} × {name}" for name in AT_MOST_ONCE[kind] if names[name] > 1]
    if not TAG.fullmatch(element.findtext(f"{ATOM}id") or ""):
        found.append(f"{kind}: the name is {element.findtext(f'{ATOM}id')!r}")
    for name in ("updated", "published"):
        for moment in element.findall(f"{ATOM}{name}"):
            if not MOMENT.fullmatch(moment.text or ""):
                found.append(f"{kind}: {name} is {moment.text!r}")
    for name in TEXTS:
        for text in element.findall(f"{ATOM}{name}"):
            found += [] if text.get("type", "text") == "text" else [f"{kind}: {name} as markup"]
            if name == "title" and not (text.text or "").strip():
                found.append(f"{kind}: an empty title")
    for author in element.findall(f"{ATOM}author"):
        parts = [child.tag.removeprefix(ATOM) for child in author]
        if set(parts) - PERSON or parts.count("name") != 1:
            found.append(f"{kind}: an author of {parts}")
        if not (author.findtext(f"{ATOM}name") or "").strip():
            found.append(f"{kind}: an author without a name")
    return found + _links(element, kind)


def _links(element, kind: str) -> list[str]:  # type: ignore[no-untyped-def]
    found = []
    for link in element.findall(f"{ATOM}link"):
        address = urlsplit(link.get("href", ""))
        if address.scheme not in ("http", "https") or not address.netloc:
            found.append(f"{kind}: the address {link.get('href')!r} is not whole")
        if link.get("rel", "alternate") not in LINKS:
            found.append(f"{kind}: rel={link.get('rel')!r}")
        if not (link.get("href") or "").isascii() or " " in (link.get("href") or ""):
            found.append(f"{kind}: the address {link.get('href')!r} is not escaped")
    kinds = Counter((link.get("type"), link.get("hreflang")) for link in _alternates(element))
    return found + [f"{kind}: alternates alike" for count in kinds.values() if count > 1]


def _alternates(element):  # type: ignore[no-untyped-def]
    links = element.findall(f"{ATOM}link")
    return [link for link in links if link.get("rel", "alternate") == "alternate"]


def _moment(element, name: str) -> datetime:  # type: ignore[no-untyped-def]
    return datetime.fromisoformat(element.findtext(f"{ATOM}{name}") or "")


def names(document: bytes) -> list[str]:
    """Return the names of the feed and of its entries."""
    root = fromstring(document)
    return [str(found.text) for found in root.iter(f"{ATOM}id")]


def updated(document: bytes) -> list[str]:
    """Return when the feed and its entries were changed last."""
    root = fromstring(document)
    return [str(found.text) for found in root.iter(f"{ATOM}updated")]
