"""What stands around the hits: chips, orders, addresses and cards; no database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import translation

from search import page
from search.request import Facet, FacetValue, Hit, SearchRequest, SearchResult, Term
from tests.search.fake_source import MemorySource, only_sources

DAY = datetime(2026, 5, 1, tzinfo=UTC)
CHANGED = datetime(2026, 1, 1, tzinfo=UTC)


def result(*facets: Facet, query: str = "", total: int = 0) -> SearchResult:
    return SearchResult(SearchRequest(query), "x", total, facets=facets)


def facet(name: str, *values: str, selected: str = "") -> Facet:
    return Facet(name, tuple(FacetValue(v, v.upper(), 1, v == selected) for v in values))


def hit(**fields: Any) -> Hit:
    values: dict[str, Any] = {
        "kind": "article",
        "pk": 1,
        "title": "T",
        "url": "/t/",
        "language": "de",
        "summary": "",
        "snippet": "",
        "score": 1.0,
        "updated_at": CHANGED,
        **fields,
    }
    return Hit(**values)


def test_a_facet_is_shown_that_offers_a_choice_in_the_order_people_narrow_by() -> None:
    given = result(
        facet("status", "a", "b"),
        facet("topic", "one"),
        facet("sector"),
        facet("language", "de", selected="de"),
        facet("district", "a", "b"),
    )
    assert [shown.name for shown in page.facets(given)] == ["district", "language", "status"]
    assert page.facets(result()) == []


@pytest.mark.parametrize(
    ("query", "chips"),
    [
        ("", []),
        ("q=x&page=2&sort=date", []),
        ("topic=&district=", []),
        ("q=x&topic=a", [("A", "?q=x")]),
        ("topic=a&topic=b&page=3", [("A", "?topic=b"), ("b", "?topic=a")]),
        # One chip for a value that stands twice, and it takes away both.
        ("topic=a&topic=a", [("A", "?")]),
        ("topic=a&district=a", [("a", "?topic=a"), ("A", "?district=a")]),
        ("topic=%26q%3D1", [("&q=1", "?")]),
    ],
)
def test_every_chosen_value_can_be_taken_back(query: str, chips: list[tuple[str, str]]) -> None:
    shown = page.chips(QueryDict(query), result(facet("topic", "a")))
    assert [(chip["label"], chip["url"]) for chip in shown] == chips


@pytest.mark.parametrize(
    ("query", "changes", "url"),
    [
        ("", {}, "?"),
        ("page=7", {}, "?"),
        ("q=Bänke&page=2", {}, "?q=B%C3%A4nke"),
        ("q=a", {"q": "b & c"}, "?q=b+%26+c"),
        ("q=a&q=b", {"q": "c"}, "?q=c"),
        ("q=a&sort=date", {"sort": ""}, "?q=a"),
        ("q=a", {"sort": "date"}, "?q=a&sort=date"),
    ],
)
def test_a_changed_question_begins_on_its_first_page(
    query: str, changes: dict[str, str], url: str
) -> None:
    given = QueryDict(query)
    assert page.address(given, without=None, **changes) == url
    assert given.urlencode() == QueryDict(query).urlencode()


def test_the_usual_order_needs_no_parameter() -> None:
    best, newest = page.sorts(QueryDict("q=a&sort=date&page=2"), "date")
    assert (best["url"], best["current"]) == ("?q=a", False)
    assert (newest["url"], newest["current"]) == ("?q=a&sort=date", True)


@pytest.mark.parametrize(
    ("query", "url"),
    [
        ("", ""),
        ("q=a&page=2", ""),
        ("q=a&topic=", ""),
        ("q=a&topic=b&page=2&sort=date", "?q=a&sort=date"),
        ("topic=b", "?"),
    ],
)
def test_all_filters_are_taken_away_at_once(query: str, url: str) -> None:
    assert page.clear_url(QueryDict(query)) == url


@pytest.mark.parametrize(
    ("total", "query", "said"),
    [
        (0, "", "0 Treffer"),
        (1, "", "1 Treffer"),
        (2, "<b>", "2 Treffer für „<b>“"),
        (1, "100 %(x)s", "1 Treffer für „100 %(x)s“"),
    ],
)
def test_the_count_is_a_sentence(total: int, query: str, said: str) -> None:
    assert page.count_text(result(query=query, total=total)) == said


@pytest.mark.parametrize(
    ("districts", "city", "where"),
    [
        ((), None, ""),
        ((), "Musterstadt", "Musterstadt"),
        (("West",), "Musterstadt", "West"),
        (("A", "B", "C"), None, "A, B, C"),
        (("A", "B", "C", "D"), None, "A, B, C …"),
    ],
)
def test_a_card_says_where(districts: tuple[str, ...], city: str | None, where: str) -> None:
    found = hit(
        districts=tuple(Term(name.lower(), name) for name in districts),
        city=Term("m", city) if city else None,
    )
    assert page.cards((found,), "de")[0]["district"] == where
    assert page.cards((), "de") == []


@pytest.mark.parametrize(
    ("own", "reader", "lang", "is_said"),
    [
        ("de", "de", "", False),
        ("de-simple", "de", "", True),
        ("de", "de-simple", "", True),
        ("en", "de", "en", True),
        ("de", "en", "de", True),
        ("de-simple", "en", "de", True),
    ],
)
def test_a_card_in_another_language_says_so(
    own: str, reader: str, lang: str, is_said: bool
) -> None:
    """`de-simple` is no language that a browser knows."""
    (card,) = page.cards((hit(language=own),), reader)
    assert card["lang"] == lang
    assert ("·" in card["kind_label"]) is is_said


def test_things_with_a_day_show_it_all_others_their_last_change() -> None:
    with translation.override("en"):
        dated, undated, changed = page.cards(
            (
                hit(kind="event", date=DAY),
                hit(kind="event", date=None),
                hit(kind="article", date=DAY),
            ),
            "de",
        )
    assert (dated["date"], dated["date_label"]) == (DAY, "On")
    assert (undated["date"], undated["date_label"]) == (None, "Updated on")
    assert (changed["date"], changed["date_label"]) == (CHANGED, "Updated on")


def test_kinds_that_say_so_show_their_status() -> None:
    running = Term("running", "läuft")
    with only_sources(MemorySource("fair", shows_status=True)):
        assert page.cards((hit(kind="fair", status=running),), "de")[0]["status"] == "running"
    for kind, shown in (("project", "running"), ("actor", "")):
        assert page.cards((hit(kind=kind, status=running),), "de")[0]["status"] == shown
    assert page.cards((hit(kind="project"),), "de")[0]["status"] == ""
