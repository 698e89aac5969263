"""How a question is named as a feed: the same question has one name, two have two."""

from __future__ import annotations

import pytest
from django.utils import translation

from search.feed import SearchFeed
from search.request import Hit, SearchRequest


def feed(query: str = "", parameters: str = "", **fields: object) -> SearchFeed:
    return SearchFeed(SearchRequest(query, **fields), parameters)  # type: ignore[arg-type]


def guid(asked: SearchFeed) -> str:
    return asked.feed_guid(None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            feed(filters={"topic": ("a", "b"), "kind": ("page",)}),
            feed(filters={"kind": ("page",), "topic": ("b", "a")}),
        ),
        (feed("x", "q=x&page=2", page=2), feed("x", "q=x", size=50)),
        (feed("x", filters={"topic": ()}), feed("x")),
        (feed("x", district="west"), feed("x")),
    ],
)
def test_one_question_has_one_name(one: SearchFeed, other: SearchFeed) -> None:
    assert guid(one) == guid(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (feed("x"), feed("y")),
        (feed("x"), feed("x", filters={"topic": ("x",)})),
        (feed(filters={"topic": ("a", "b")}), feed(filters={"topic": ("a,b",)})),
        (feed("x&topic=a"), feed("x", filters={"topic": ("a",)})),
        (feed("x", near=(1.0, 2.0)), feed("x", near=(2.0, 1.0))),
        (feed(filters={"topic": ("a",)}), feed(filters={"sector": ("a",)})),
    ],
)
def test_two_questions_have_two_names(one: SearchFeed, other: SearchFeed) -> None:
    assert guid(one) != guid(other)


def test_another_language_is_another_feed() -> None:
    german = guid(feed("x"))
    with translation.override("en"):
        assert guid(feed("x")) != german


def test_title_and_addresses_say_what_was_asked() -> None:
    assert "„<b>“" in feed("<b>").title()
    assert "„" not in feed().title()
    assert (feed().link(), feed().feed_url()) == ("/suche/", "/suche/feed.atom")
    asked = feed("x", "q=x&topic=a")
    assert asked.link() == "/suche/?q=x&topic=a"
    assert asked.feed_url() == "/suche/feed.atom?q=x&topic=a"


def test_a_thing_keeps_its_name_when_title_and_address_change() -> None:
    def of(**fields: str) -> Hit:
        values = {"title": "T", "url": "/t/", "summary": "S", **fields}
        return Hit("article", 7, language="de", snippet="", score=1, updated_at=None, **values)  # type: ignore[arg-type]

    asked = feed()
    assert asked.item_guid(of()) == asked.item_guid(of(title="U", url="/u/"))
    assert asked.item_guid(of()) != asked.item_guid(
        Hit("actor", 7, "T", "/t/", "de", "S", "", 1, None)
    )
    assert (asked.item_title(of()), asked.item_link(of())) == ("T", "/t/")
    assert asked.item_description(of()) == "S"
    assert asked.item_updateddate(of()) is None
