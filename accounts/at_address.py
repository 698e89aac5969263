"""Which page of this site is at an address, and in which language is it read there?

An address says its language by its first segment, and German by having none. Whoever looks for the
thing at an address does so in that language, never in the one of the form or mail it was typed
into: the same words often name a different thing in another language.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation

from text.languages import language_of

# German has no prefix of its own; who types one is redirected to the address without it.
_GUESSED = f"/{settings.LANGUAGE_CODE}/"


def person_url(slug: str) -> str:
    """Return the public page of a person, without language."""
    return f"/mitwirkende/{slug}/"


@contextmanager
def page_at(path: str) -> Iterator[ResolverMatch | None]:
    """Give what an address resolves to, None for nothing, with its language switched on meanwhile.

    `path` may have a query, may be percent-encoded, may lack its last slash and may begin with the
    language that needs no prefix: all of these lead readers to the page, too.
    """
    plain = unquote(urlsplit(path).path)
    while plain.startswith(_GUESSED):
        plain = plain.removeprefix(_GUESSED[:-1])
    if not plain.isprintable():
        yield None
        return
    with translation.override(language_of(plain)):
        yield _resolved(plain) or _resolved(f"{plain}/")


def _resolved(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None
