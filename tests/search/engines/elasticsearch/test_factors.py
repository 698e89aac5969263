"""The factors of a score as the index is told them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from search.engines import weights
from search.engines.base import ReaderScope
from search.engines.elasticsearch.factors import by_language, by_weight_of_kind, factor, factors
from search.request import SearchRequest
from tests.search.fake_source import MemorySource, only_sources

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOME = ReaderScope(home="west", home_city="m")


@pytest.mark.parametrize(
    ("clauses", "terms", "kept"),
    [
        ((), {"kind": "paper"}, {"term": {"kind": "paper"}}),
        (({"x": 1},), {}, {"x": 1}),
        (({"x": 1},), {"kind": "a"}, {"bool": {"filter": [{"x": 1}, {"term": {"kind": "a"}}]}}),
    ],
)
def test_a_factor_counts_where_all_is_fulfilled(
    clauses: tuple[dict[str, Any], ...], terms: dict[str, str], kept: dict[str, Any]
) -> None:
    assert factor(0.5, *clauses, **terms) == {"weight": 0.5, "filter": kept}


@pytest.mark.parametrize(
    ("language", "sister", "own"),
    [
        ("de", "de-simple", {"terms": {"language": ["de", "de-simple"]}}),
        ("de-simple", "de", {"terms": {"language": ["de", "de-simple"]}}),
        ("en", "", {"term": {"language": "en"}}),
        ("", "", {"term": {"language": ""}}),
    ],
)
def test_the_sister_language_costs_less_than_a_foreign_one(
    language: str, sister: str, own: dict[str, Any]
) -> None:
    *first, foreign = by_language(language)
    assert foreign == {"weight": weights.OTHER_LANGUAGE, "filter": {"bool": {"must_not": own}}}
    wanted = [factor(weights.OTHER_FORM, language=sister)] if sister else []
    assert first == wanted


def made(scope: ReaderScope = HOME, *, browsing: bool = False, **asked: Any) -> list[float]:
    """The weights, without those for language and for a day that has passed."""
    found = factors(SearchRequest(**asked), scope, NOW, browsing=browsing)
    return [one["weight"] for one in found if "weight" in one][3:]


@pytest.mark.parametrize(
    ("asked", "scope", "expected"),
    [
        ({}, ReaderScope(), []),
        ({}, HOME, [weights.OWN_OF_HOME, weights.CITYWIDE_OF_HOME]),
        ({}, ReaderScope(home="west"), [weights.OWN_OF_HOME]),
        ({"filters": {"district": ("ost",)}}, HOME, [weights.OWN_OF_CHOSEN]),
        ({"filters": {"district": ()}}, ReaderScope(), []),
        ({"near": (0.0, 0.0)}, ReaderScope(), [times for _radius, times in weights.NEAR]),
    ],
)
def test_where_a_reader_is(
    asked: dict[str, Any], scope: ReaderScope, expected: list[float]
) -> None:
    assert made(scope, **asked) == [*expected, weights.MINOR]


def test_who_only_browses_sees_papers_and_old_things_in_their_order() -> None:
    assert made(browsing=True) == made()[:-1]
    seeking = factors(SearchRequest(), HOME, NOW)
    assert seeking[-1]["linear"]["updated_at"]["origin"] == "2026-05-01"
    assert all("linear" not in one for one in factors(SearchRequest(), HOME, NOW, browsing=True))


def test_an_event_is_past_at_this_very_moment() -> None:
    first = factors(SearchRequest(), HOME, NOW)[0]
    assert first["weight"] == weights.PAST
    past, passing = first["filter"]["bool"]["filter"]
    assert past == {"range": {"date": {"lt": "2026-05-01T12:00:00+00:00"}}}
    assert passing == {"terms": {"kind": ["event"]}}


def test_kinds_are_weighed_by_what_their_sources_say() -> None:
    fair = MemorySource("fair", dated=True, passes=True)
    leaflet = MemorySource("leaflet", is_minor=True)
    with only_sources(fair, leaflet, MemorySource("event"), MemorySource("article")):
        first = factors(SearchRequest(), HOME, NOW)[0]
        minor = by_weight_of_kind()
    assert first["filter"]["bool"]["filter"][1] == {"terms": {"kind": ["event", "fair"]}}
    assert minor == {"weight": weights.MINOR, "filter": {"terms": {"kind": ["leaflet"]}}}
