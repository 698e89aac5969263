"""What is asked for when something similar is wanted, and which reason is given for it."""

from __future__ import annotations

import pytest

from search import likeness
from search.engines import choose
from search.engines.base import FoundEntry, Likeness
from search.models import Entry
from search.request import Hit, Term
from tests.search.both_engines import publish
from tests.search.fake_source import CANNSTATT, VAIHINGEN, MemorySource
from tests.search.looked_for import look_for_similar

pytestmark = pytest.mark.django_db

WASTE, NOISE = Term("müll", "Müll"), Term("lärm", "Lärm")


class Asked:
    """An engine that remembers what it was asked and finds what a test says."""

    def __init__(self) -> None:
        self.found: list[FoundEntry] = []
        self.questions: list[Likeness] = []

    def similar(self, wanted: Likeness, limit: int) -> list[FoundEntry]:
        self.questions.append(wanted)
        return self.found[:limit]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    engine = Asked()
    monkeypatch.setattr(choose, "ask", lambda question: (question(engine), "", False))
    return engine


def typed(title: str, summary: str = "", **fields: object) -> tuple[Hit, ...]:
    return likeness.similar_to_words(title, summary, kind="article", language="de", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "summary", "words"),
    [
        ("Der Garten", "Ein Garten am See", ("gart", "see")),
        ("Die Bäume und die Büsche", "", ("baum", "busch")),
        ("Bürger:innen", "", ("burger",)),
    ],
)
def test_telling_words_are_asked_for_each_once(
    asked: Asked, title: str, summary: str, words: tuple[str, ...]
) -> None:
    typed(title, summary)
    assert asked.questions[0].words == words


@pytest.mark.parametrize("title", ["", " ", "???", "der die das", "am", "\x00"])
def test_nothing_telling_asks_nobody(asked: Asked, title: str) -> None:
    assert typed(title) == ()
    assert asked.questions == []


def test_much_typed_text_is_cut(asked: Asked) -> None:
    typed(" ".join(f"wort{number}x" for number in range(200)))
    assert len(asked.questions[0].words) == likeness.LIKENESS_WORDS
    typed("x" * (likeness.MOST_LETTERS - 4), "yyyyyyyyyy")
    assert asked.questions[1].words[1:] == ("yyy",)


def test_a_thing_that_is_hidden_or_unknown_is_like_nothing(
    asked: Asked, articles: MemorySource
) -> None:
    articles.put(1, title="Garten")
    publish(articles, 1)
    Entry.objects.update(hidden=True)
    look_for_similar()
    assert asked.questions == []


def test_words_of_the_text_are_asked_for_apart_from_those_of_the_title(
    asked: Asked, articles: MemorySource
) -> None:
    articles.put(
        1,
        title="Garten",
        summary="Am See",
        text="Der Garten hat Beete.",
        topics=(WASTE,),
        districts=(CANNSTATT,),
    )
    publish(articles, 1)
    look_for_similar()
    assert asked.questions == [
        Likeness("article", 1, "de", ("gart", "see"), ("beet",), ("müll",), ("bad-cannstatt",))
    ]


@pytest.mark.parametrize(
    ("title", "topics", "reason"),
    [
        ("Garten", (), "Auch mit „Garten“ im Titel"),
        ("Gärten am Kanal", (), "Auch mit „Garten Kanal“ im Titel"),
        ("Xyzzy", (), "Im Text ähnlich"),
        # "am" is no word that two have in common.
        ("Am Berg", (), "Im Text ähnlich"),
        ("Garten", ("müll",), "Auch zum Thema Müll"),
        ("Garten", ("müll", "lärm", "luft"), "Auch zum Thema Müll, Lärm"),
        ("Xyzzy", ("luft",), "Im Text ähnlich"),
    ],
)
def test_the_reason_says_what_two_things_have_in_common(
    asked: Asked, articles: MemorySource, title: str, topics: tuple[str, ...], reason: str
) -> None:
    articles.put(1, title="Garten am Kanal", topics=(WASTE, NOISE), districts=(VAIHINGEN,))
    publish(articles, 1)
    asked.found = [FoundEntry("article", 1, 1.0), FoundEntry("article", 99, 1.0)]
    (hit,) = typed(title, topics=topics)
    assert hit.reason == reason
