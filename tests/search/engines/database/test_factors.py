"""What a rank is multiplied with, computed by the database itself for single rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from search.engines import weights
from search.engines.base import ReaderScope
from search.engines.database.factors import factor
from search.engines.database.sql import Sql, rows
from search.request import SearchRequest
from tests.search.both_engines import publish
from tests.search.conftest import Sources
from tests.search.fake_source import (
    CANNSTATT,
    STUTTGART,
    VAIHINGEN,
    MemorySource,
    only_sources,
)

pytestmark = pytest.mark.django_db

PAST, COMING = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1)
HERE = (48.80, 9.20)
RINGS = [times for _radius, times in weights.NEAR]
#: A degree of latitude has about 111 km.
KM = 1 / 111.2


def times(sources: Sources, request: SearchRequest, scope: ReaderScope, **thing: Any) -> float:
    source = sources[thing.pop("kind", "article")]
    source.put(1, **thing)
    publish(source, 1)
    made = Sql("SELECT ") + factor(request, scope) + " FROM search_entry e"
    ((found,),) = rows(made)
    return float(found)


@pytest.mark.parametrize(
    ("language", "thing", "expected"),
    [
        ("de", {}, 1.0),
        ("de", {"language": "de-simple"}, weights.OTHER_FORM),
        ("de-simple", {}, weights.OTHER_FORM),
        ("de", {"language": "en"}, weights.OTHER_LANGUAGE),
        ("en", {}, weights.OTHER_LANGUAGE),
        ("en", {"language": "en"}, 1.0),
        ("fr", {"language": "de-simple"}, weights.OTHER_LANGUAGE),
        ("de", {"kind": "paper"}, weights.MINOR),
        ("de", {"kind": "event", "date": PAST}, weights.PAST),
        ("de", {"kind": "event", "date": COMING}, 1.0),
        ("de", {"kind": "event"}, 1.0),
        # A paper's or an article's day passes without harm.
        ("de", {"date": PAST}, 1.0),
        ("en", {"kind": "paper", "date": PAST}, weights.MINOR * weights.OTHER_LANGUAGE),
    ],
)
def test_what_something_is(
    sources: Sources, language: str, thing: dict[str, Any], expected: float
) -> None:
    found = times(sources, SearchRequest(language=language), ReaderScope(), **thing)
    assert found == pytest.approx(expected)


@pytest.mark.parametrize(
    ("traits", "expected"),
    [
        ({"dated": True}, 1.0),
        ({"passes": True}, weights.PAST),
        ({"is_minor": True}, weights.MINOR),
        ({"passes": True, "is_minor": True}, weights.PAST * weights.MINOR),
    ],
)
def test_a_kind_that_nobody_knows_says_what_it_is_like(
    sources: Sources, traits: dict[str, bool], expected: float
) -> None:
    fair = MemorySource("fair", **traits)
    with only_sources(*sources.values(), fair):
        found = times(Sources(fair=fair), SearchRequest(), ReaderScope(), kind="fair", date=PAST)
    assert found == pytest.approx(expected)


HOME = ReaderScope(home=CANNSTATT.value, home_city=STUTTGART.value)


@pytest.mark.parametrize(
    ("chosen", "scope", "districts", "expected"),
    [
        ((), ReaderScope(), (CANNSTATT,), 1.0),
        ((), HOME, (CANNSTATT,), weights.OWN_OF_HOME),
        ((), HOME, (VAIHINGEN, CANNSTATT), weights.OWN_OF_HOME),
        ((), HOME, (), weights.CITYWIDE_OF_HOME),
        ((), HOME, (VAIHINGEN,), 1.0),
        ((), ReaderScope(home=CANNSTATT.value, home_city="other"), (), 1.0),
        ((CANNSTATT.value,), HOME, (CANNSTATT,), weights.OWN_OF_CHOSEN),
        ((CANNSTATT.value,), HOME, (), 1.0),
        # What is chosen counts, not where one is at home.
        ((VAIHINGEN.value,), HOME, (CANNSTATT,), 1.0),
        ((VAIHINGEN.value, CANNSTATT.value), HOME, (CANNSTATT,), weights.OWN_OF_CHOSEN),
    ],
)
def test_where_something_belongs(
    sources: Sources,
    chosen: tuple[str, ...],
    scope: ReaderScope,
    districts: tuple[Any, ...],
    expected: float,
) -> None:
    request = SearchRequest(filters={"district": chosen} if chosen else {})
    assert times(sources, request, scope, districts=districts) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("kilometres", "expected"),
    [
        (0.0, RINGS[0] * RINGS[1] * RINGS[2]),
        (0.9, RINGS[0] * RINGS[1] * RINGS[2]),
        (1.1, RINGS[1] * RINGS[2]),
        (2.9, RINGS[1] * RINGS[2]),
        (3.1, RINGS[2]),
        (9.9, RINGS[2]),
        (10.1, 1.0),
        (None, 1.0),
    ],
)
def test_how_near_something_is(sources: Sources, kilometres: float | None, expected: float) -> None:
    place = None if kilometres is None else (HERE[0] + kilometres * KM, HERE[1])
    request = SearchRequest(near=HERE)
    assert times(sources, request, ReaderScope(), location=place) == pytest.approx(expected)


def test_a_degree_of_longitude_is_shorter(sources: Sources) -> None:
    east = (HERE[0], HERE[1] + 1.1 * KM)
    found = times(sources, SearchRequest(near=HERE), ReaderScope(), location=east)
    assert found == pytest.approx(RINGS[0] * RINGS[1] * RINGS[2])
