"""Walking through the whole site as a client: every address that asking and reading can find.

The beginning is the address book itself: every route without parameters, in every language. What
is found there is read for more: links in HTML, addresses in JSON, feeds and sitemaps. Only GET is
sent, so nothing is changed. Of one page with many query strings a few are asked, since filters and
calendars go on for ever; everything else is asked once.
"""

from __future__ import annotations

import html
import json
import logging
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin, urlsplit
from warnings import catch_warnings, simplefilter

from django.conf import settings
from django.core.paginator import UnorderedObjectListWarning
from django.template.base import Template
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RoutePattern

from tests.fixtures.conditions import full_proofs

#: Files are looked at where they lie; leaving would end the walk.
# Wagtail's failwhale fails, as it should.
_LEFT_OUT = re.compile(r"^/(static|media)/|logout|abmelden|jsi18n|failwhale|/-/")
_ADDRESSES = re.compile(
    r"""(?<![\w-])(?:href|src|action|data-[a-z-]*url)="([^"]+)"|<loc>([^<]+)<"""
)
_IN_JSON = re.compile(r'"((?:https?://[^"/]+)?/[^"\s\\]*)"')
_PAGE = re.compile(r"html|xml")
OTHER_LANGUAGES = tuple(
    f"/{code}/" for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE
)


@contextmanager
def unrecorded() -> Iterator[None]:
    """Let templates render as on a site: noting each with its context takes a sixth of a walk.

    And tell nobody of each of a thousand addresses that it is not found.
    """

    def render(self: Template, context: Any) -> str:
        return str(self.nodelist.render(context))

    noting = Template._render  # type: ignore[attr-defined]
    Template._render = render  # type: ignore[attr-defined]
    log = logging.getLogger("django.request")
    was_silent, log.disabled = log.disabled, True
    try:
        yield
    finally:
        Template._render = noting  # type: ignore[attr-defined]
        log.disabled = was_silent


def answers(
    client: Any,
    *,
    start: Iterable[str] = (),
    below: str = "/",
    most: int = 3000,
    variants: int | None = None,
    languages: bool | None = None,
) -> Iterator[tuple[str, Any]]:
    """Yield the address and the answer of everything this client can be shown.

    `below` keeps the walk in one part of the site ("/admin/"; else an administrator walks through
    everything). `variants` is how many query strings of one path are asked, and `languages` whether
    the same pages are asked for in other languages: few and not, except in long proofs. A walk of
    more than `most` addresses fails: a walk that ends early proves nothing.
    """
    variants = variants or (6 if full_proofs() else 2)
    in_all = full_proofs() if languages is None else languages
    elsewhere = () if in_all else OTHER_LANGUAGES
    asked: Counter[str] = Counter()
    known: set[str] = set()
    waiting: deque[str] = deque()

    def note(address: str) -> None:
        path = _own(address)
        if not path.startswith(below) or path.startswith(elsewhere):
            return
        if path not in known and asked[urlsplit(path).path] < variants:
            known.add(path)
            asked[urlsplit(path).path] += 1
            waiting.append(path)

    for address in (*start, *routes_without_parameters(), "/sitemap.xml"):
        note(address)
    with override_settings(ALLOWED_HOSTS=["*"]), unrecorded():
        while waiting:
            path = waiting.popleft()
            assert len(known) <= most, f"The walk finds no end: {path}"
            with catch_warnings():
                # Lists of Wagtail and its friends; ours are watched by tests of their own.
                simplefilter("ignore", UnorderedObjectListWarning)
                response = client.get(path)
            yield path, response
            for found in _links(path, response):
                note(urljoin(path, found))


def routes_without_parameters() -> list[str]:
    """Return every address of the site that can be written down without knowing anything."""
    found: dict[str, None] = {}
    for path, in_languages in _walk(get_resolver().url_patterns, "/", False):
        found[path] = None
        if in_languages:
            for code, _name in settings.LANGUAGES:
                if code != settings.LANGUAGE_CODE:
                    found[f"/{code}{path}"] = None
    return list(found)


def _walk(
    patterns: Iterable[URLPattern | URLResolver], before: str, in_languages: bool
) -> Iterator[tuple[str, bool]]:
    for pattern in patterns:
        part = pattern.pattern
        if isinstance(part, LocalePrefixPattern):
            yield from _walk(pattern.url_patterns, before, True)
            continue
        route = str(part)
        if not isinstance(part, RoutePattern):
            # Wagtail writes "^$" and "^images/" as expressions.
            route = route.removeprefix("^").removesuffix("$")
        if re.search(r"[<(\[\\*+?|]", route):
            continue
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, before + route, in_languages)
        else:
            yield before + route, in_languages


def _own(address: str) -> str:
    """Return the path and query of an address of ours; "" for everything else."""
    parts = urlsplit(html.unescape(address))
    own = {"", "testserver", "localhost", urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc}
    if parts.scheme not in ("", "http", "https") or parts.netloc not in own:
        return ""
    if not parts.path.startswith("/") or _LEFT_OUT.search(parts.path):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _links(path: str, response: Any) -> Iterator[str]:
    if response.has_header("Location"):
        yield response["Location"]
    if response.streaming:
        return
    kind = response.get("Content-Type", "")
    if _PAGE.search(kind):
        for first, second in _ADDRESSES.findall(response.content.decode(errors="replace")):
            yield first or second
    elif "json" in kind and response.status_code == 200:
        # A part of a page within JSON has its quotes escaped.
        yield from _IN_JSON.findall(response.content.decode(errors="replace").replace('\\"', '"'))
        yield from _of_lists(path, json.loads(response.content))


def _of_lists(path: str, data: Any) -> Iterator[str]:
    """The API gives keys and numbers where a page gives links."""
    path = urlsplit(path).path.rstrip("/")
    if not isinstance(data, dict) or not path.startswith("/api/"):
        return
    if "head" in data:
        yield f"{path}/revisions"
    for row in data.get("results", ()):
        key = row.get("number" if path.endswith("/revisions") else "id")
        if isinstance(key, int):
            yield f"{path}/{key}"
