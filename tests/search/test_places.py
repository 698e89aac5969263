"""Which values of facets are known, and how long that is remembered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from search import places
from search.places import FacetPlace
from tests.search.both_engines import publish
from tests.search.fake_source import CANNSTATT, MemorySource

pytestmark = pytest.mark.django_db

DISTRICT = ("district", CANNSTATT.value)


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    places.forget()
    yield
    places.forget()


@pytest.fixture
def article(articles: MemorySource) -> MemorySource:
    articles.put(1, districts=(CANNSTATT,))
    publish(articles, 1)
    return articles


def test_a_district_is_known_with_name_and_city_anything_else_is_left_out(
    article: MemorySource,
) -> None:
    asked = [DISTRICT, ("topic", CANNSTATT.value), ("district", "' OR 1=1"), DISTRICT]
    assert places.known(asked) == {DISTRICT: FacetPlace("Bad Cannstatt", "stuttgart")}
    assert places.known([]) == {}


def test_it_is_remembered_and_what_is_unknown_is_asked_again(
    article: MemorySource, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    nobody = ("topic", "niemand")
    with django_assert_num_queries(1):
        places.known([DISTRICT])
    with django_assert_num_queries(0):
        assert DISTRICT in places.known([DISTRICT])
    for _time in range(2):
        with django_assert_num_queries(1):
            assert list(places.known([nobody, DISTRICT])) == [DISTRICT]


def test_it_is_looked_up_again_when_the_time_is_over(
    article: MemorySource,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    monkeypatch.setattr(places, "REMEMBER_SECONDS", -1.0)
    for _time in range(2):
        with django_assert_num_queries(1):
            assert DISTRICT in places.known([DISTRICT])


def test_making_room_forgets_nothing_that_is_asked(
    article: MemorySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full memory and one value that is not in it: the other one is there all the same."""
    places.known([DISTRICT])
    monkeypatch.setattr(places, "MOST", 0)
    assert DISTRICT in places.known([DISTRICT, ("topic", "niemand")])
