"""Is the address of another language the one that Django would look up?"""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.urls import Resolver404, get_resolver, resolve, translate_url
from django.urls.resolvers import LocalePrefixPattern

from tests.cms.admin_routes import walk
from text.languages import CODES, in_language

#: What may stand for a parameter of each kind, and where a route is a regular expression.
SAMPLES = {"number": "7", "int": "7", "slug": "mal-sehen", "str": "wort", "path": "a/b"}
OTHERS = ("7", "mal-sehen", "2026", "2026-11-14", "aktiv", "a" * 64)


def localized() -> list[str]:
    """Return an address for every route that has a language, as the German site has it."""
    (readers,) = [
        found
        for found in get_resolver().url_patterns
        if isinstance(found.pattern, LocalePrefixPattern)
    ]
    found = {address for route in walk(readers.url_patterns, "/") for address in _filled(route)}
    # Where Wagtail takes passwords of pages: sent to from a form, and nobody is led there.
    return sorted(address for address in found if not address.startswith("/_util/"))


def _filled(route: str) -> list[str]:
    plain = re.sub(r"[\^$]|\\Z", "", route)

    def fill(other: str) -> str:
        return re.sub(r"<(?:(\w+):)?\w+>", lambda match: SAMPLES.get(match[1] or "", other), plain)

    return [address for address in map(fill, OTHERS) if _exists(address)][:1]


def _exists(address: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True


@pytest.mark.parametrize("code", CODES)
def test_it_is_what_django_looks_up(code: str) -> None:
    addresses = localized()
    assert len(addresses) > 150
    for address in addresses:
        there = translate_url(address, code)
        assert in_language(address, code) == there
        assert in_language(there, settings.LANGUAGE_CODE) == address


@pytest.mark.parametrize(
    ("address", "english"),
    [
        ("/", "/en/"),
        ("/en", "/en/"),
        ("/de-simple/?q=1", "/en/?q=1"),
        ("/wiki/?q=%C3%BC&seite=2", "/en/wiki/?q=%C3%BC&seite=2"),
        ("/english/", "/en/english/"),
    ],
)
def test_the_query_stays(address: str, english: str) -> None:
    assert in_language(address, "en") == english
