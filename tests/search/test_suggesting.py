"""In which order suggestions come, and how equal titles are told apart."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from search import hits
from search.engines import choose
from search.suggesting import CHOSEN_FROM, MOST_WORDS, suggest


class Asked:
    """An engine that finds what a test says, and remembers what it was asked."""

    def __init__(self) -> None:
        self.found: list[hits.NamedValue] = []
        self.questions: list[tuple[list[str], str, int]] = []

    def suggest(self, folded: Sequence[str], language: str, limit: int) -> list[str]:
        self.questions.append((list(folded), language, limit))
        return []


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    engine = Asked()
    monkeypatch.setattr(choose, "ask", lambda question: (question(engine), "", False))
    monkeypatch.setattr(hits, "named", lambda found: list(engine.found))
    return engine


def named(title: str, **other: object) -> hits.NamedValue:
    values: dict[str, object] = {
        "kind": "article",
        "object_id": 1,
        "title": title,
        "url": f"/{title}/",
        "language": "de",
        "city_label": "",
        "facets": {},
        **other,
    }
    return hits.NamedValue(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "  ", "?!", "\x00", "\ud800"])
def test_nothing_is_suggested_for_nothing_and_nobody_asked(asked: Asked, text: str) -> None:
    assert suggest(text) == ()
    assert asked.questions == []


def test_the_engine_is_asked_for_more_than_is_shown_and_for_few_words(asked: Asked) -> None:
    suggest("Eins zwei DREI vier fünf sechs sieben", language="en", limit=3)
    words = ["eins", "zwei", "drei", "vier", "funf", "sechs"]
    assert len(words) == MOST_WORDS
    assert asked.questions == [(words, "en", 3 * CHOSEN_FROM)]


def test_papers_last_then_ones_language_then_how_a_title_begins(asked: Asked) -> None:
    asked.found = [
        named("Gartenbau", kind="paper"),
        named("Gardens of Gart", language="en"),
        named("Am See"),
        named("Ein Gartenfest"),
        named("Garten am See"),
    ]
    found = [one.title for one in suggest("gart")]
    assert found == ["Garten am See", "Ein Gartenfest", "Am See", "Gardens of Gart", "Gartenbau"]
    assert [one.title for one in suggest("gart", limit=1)] == ["Garten am See"]
    assert suggest("gart", language="en")[0].title == "Gardens of Gart"


def test_titles_that_begin_with_all_that_was_typed_come_first(asked: Asked) -> None:
    asked.found = [named("See am Garten"), named("Garten am See")]
    assert [one.title for one in suggest("garten am")] == ["Garten am See", "See am Garten"]
    assert suggest("see am")[0].title == "See am Garten"


def test_equal_titles_say_where_they_belong(asked: Asked) -> None:
    west = {"district": [["west", "West"], ["ost", "Ost"]]}
    asked.found = [
        named("Fest", facets=west),
        named("Fest", city_label="Musterstadt"),
        named("Fest"),
        named("Festplatz", facets=west),
    ]
    assert [one.title for one in suggest("fest")] == [
        "Fest (West, Ost)",
        "Fest (Musterstadt)",
        "Fest",
        "Festplatz",
    ]
    # Only what is shown can be confused.
    assert [one.title for one in suggest("fest", limit=1)] == ["Fest"]
