"""Which first path segments belong to the site itself, so that no page may take them?

Computed from the routes and the languages, never listed by hand: a new route protects itself.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RoutePattern

#: A regular expression that begins with a whole literal segment.
_LITERAL_START = re.compile(r"\^?(?P<segment>[\w-]+)(?:/|\$|\\Z|$)")


def is_reserved(slug: str) -> bool:
    """Say whether a page directly below a home page must not have this slug."""
    return slug in reserved_segments()


@lru_cache(maxsize=1)
def reserved_segments() -> frozenset[str]:
    """Return the first segment of every route, every language code, and the folders of files."""
    languages = {code for code, _name in settings.LANGUAGES}
    folders = {
        _first_segment(urlsplit(url).path) for url in (settings.STATIC_URL, settings.MEDIA_URL)
    }
    return frozenset(languages | folders | set(_segments(get_resolver().url_patterns))) - {""}


def _segments(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for entry in patterns:
        if isinstance(entry, URLResolver) and isinstance(entry.pattern, LocalePrefixPattern):
            yield from _segments(entry.url_patterns, prefix)
            continue
        route = prefix + _text(entry)
        if isinstance(entry, URLResolver) and "/" not in route:
            yield from _segments(entry.url_patterns, route)
        else:
            yield _first_segment(route)


def _text(entry: URLPattern | URLResolver) -> str:
    """Return the literal beginning of a pattern; empty where it begins with a variable."""
    if isinstance(entry.pattern, RoutePattern):
        return str(entry.pattern)
    match = _LITERAL_START.match(str(entry.pattern))
    return match.group().lstrip("^") if match else ""


def _first_segment(path: str) -> str:
    segment = path.lstrip("/").split("/", 1)[0].strip("$\\Z")
    return "" if "<" in segment else segment
