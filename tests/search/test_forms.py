"""Which parameters of an address are a question: what is right is kept, what is wrong is named."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.http import QueryDict

from search import places
from search.forms import MAX_VALUE, SearchForm, fixed_values
from search.places import FacetPlace, Key
from search.request import (
    MAX_FACET_VALUES,
    MAX_QUERY_LETTERS,
    MAX_QUERY_WORDS,
    MAX_SIZE,
    MAX_WINDOW,
    PAGE_SIZE,
)

KNOWN = {("district", "west"), ("district", "ost"), ("topic", "müll")}


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> list[list[Key]]:
    """Three values are known; returns what was asked for."""
    asked: list[list[Key]] = []

    def look_up(values: Iterable[Key]) -> dict[Key, FacetPlace]:
        asked.append(list(values))
        return {key: FacetPlace("", "") for key in asked[-1] if key in KNOWN}

    monkeypatch.setattr(places, "known", look_up)
    return asked


def form(query: str) -> SearchForm:
    made = SearchForm(QueryDict(query))
    made.is_valid()
    return made


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("q=" + "x" * MAX_QUERY_LETTERS, ""),
        ("q=" + "x" * (MAX_QUERY_LETTERS + 1), "q"),
        ("q=" + "+".join("x" * MAX_QUERY_WORDS), ""),
        ("q=" + "+".join("x" * (MAX_QUERY_WORDS + 1)), "q"),
        ("q=%00", "q"),
        ("near=48.7,9.1", ""),
        ("near=-90,180", ""),
        ("near=", ""),
        ("near=90.1,0", "near"),
        ("near=0,-180.1", "near"),
        ("near=nan,nan", "near"),
        ("near=inf,0", "near"),
        ("near=1", "near"),
        ("near=1,2,3", "near"),
        ("near=hier,dort", "near"),
        ("near=" + "1" * 60 + ",1", "near"),
        ("sort=date", ""),
        ("sort=", ""),
        ("sort=colour", "sort"),
        ("size=1", ""),
        (f"size={MAX_SIZE}", ""),
        (f"size={MAX_SIZE + 1}", "size"),
        ("size=0", "size"),
        ("page=1", ""),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=zwei", "page"),
        ("page=" + "9" * 5000, "page"),
        (f"page={MAX_WINDOW // PAGE_SIZE}", ""),
        (f"page={MAX_WINDOW // PAGE_SIZE + 1}", "page"),
        (f"size=50&page={MAX_WINDOW // 50}", ""),
        (f"size=50&page={MAX_WINDOW // 50 + 1}", "page"),
        ("kind=article&language=de-simple", ""),
        ("kind=garden", "kind"),
        ("language=tlh", "language"),
        ("district=west&topic=m%C3%BCll", ""),
        ("district=nord", "district"),
        # Known, but of another facet.
        ("topic=west", "topic"),
        ("district=west&district=nord", "district"),
        ("district=", ""),
        ("district=" + "x" * (MAX_VALUE + 1), "district"),
        ("district=%0A", "district"),
        ("district=we%00st", "district"),
        ("unknown=1", ""),
    ],
)
def test_what_cannot_be_answered_is_named(query: str, field: str) -> None:
    assert list(form(query).errors) == ([field] if field else [])
    if field:
        assert form(query).first_error()[0] == field


def test_so_many_values_may_be_chosen() -> None:
    def chosen(count: int) -> str:
        return "&".join(f"topic=t{number}" for number in range(count))

    message = str(MAX_FACET_VALUES)
    assert message not in form(chosen(MAX_FACET_VALUES)).first_error()[1].split()
    assert message in form(chosen(MAX_FACET_VALUES + 1)).first_error()[1].split()
    same = "&".join(["district=west"] * (MAX_FACET_VALUES + 1))
    assert form(same).search_request().filters == {"district": ("west",)}


def test_wrong_parts_are_left_out_and_the_rest_is_asked() -> None:
    request = form("q=Bank&district=west&topic=x&near=1&sort=x&page=0&size=99").search_request()
    assert request.query == "Bank"
    assert request.filters == {"district": ("west",)}
    assert (request.near, request.sort, request.page, request.size) == (
        None,
        "relevance",
        1,
        PAGE_SIZE,
    )


def test_a_right_question_is_kept_whole() -> None:
    request = form(
        "q=+Bank+&district=ost&district=west&district=ost&near=48.7,+9.1&sort=date&page=2&size=5"
    ).search_request(district="nord", facets=False)
    assert request.query == "Bank"
    assert request.filters == {"district": ("ost", "west")}
    assert request.near == (48.7, 9.1)
    assert (request.sort, request.page, request.size) == ("date", 2, 5)
    assert (request.district, request.facets) == ("nord", False)


def test_fixed_values_are_not_looked_up(known: list[list[Key]]) -> None:
    form("kind=article&language=de&district=west&topic=x&topic=y")
    assert known == [[("district", "west"), ("topic", "x"), ("topic", "y")]]
    assert fixed_values("topic") is None
    assert "de-simple" in (fixed_values("language") or ())
    assert "article" in (fixed_values("kind") or ())
