"""The same search, however its address was written: its parameters in one order, and in words."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from search import places
from search.forms import SearchForm
from search.request import SearchRequest
from search.sources import FACETS, label
from text.languages import current_language

LONGEST = 2000


def canonical(parameters: QueryDict) -> str:
    """Return the parameters of a search in the one order in which they are kept.

    Order and page are left out: they say how hits are shown, not which there are. "" for a question
    that is none: wrong, too long to keep, or without words and filters.
    """
    form = SearchForm(parameters)
    if not form.is_valid():
        return ""
    asked = form.search_request()
    pairs = [(facet, value) for facet in FACETS for value in sorted(asked.filters.get(facet, ()))]
    words = " ".join(asked.query.split())
    text = urlencode([*([("q", words)] if words else []), *pairs])
    return text if len(text) <= LONGEST else ""


def request_of(parameters: str) -> SearchRequest:
    """Return the question of canonical parameters, which were right once. No query."""
    data = QueryDict(parameters)
    filters = {facet: tuple(data.getlist(facet)) for facet in FACETS if data.getlist(facet)}
    return SearchRequest(
        query=data.get("q", ""), filters=filters, language=current_language(), facets=False
    )


def in_words(parameters: Iterable[str]) -> dict[str, str]:
    """Return what searches look for, in the reader's words; one query for all that is unknown."""
    asked = {one: QueryDict(one) for one in parameters}
    chosen = {one: _chosen(data) for one, data in asked.items()}
    known = places.known(pair for pairs in chosen.values() for pair in pairs)
    names = {key: label(*key, place.label) for key, place in known.items()}
    found = {}
    for one, data in asked.items():
        parts = [names.get(pair) or label(*pair, pair[1]) for pair in chosen[one]]
        if words := data.get("q"):
            parts.insert(0, _("“%(words)s”") % {"words": words})
        found[one] = " · ".join(parts)
    return found


def _chosen(data: QueryDict) -> list[tuple[str, str]]:
    return [(facet, value) for facet in FACETS for value in data.getlist(facet)]
