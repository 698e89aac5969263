"""Which words nobody wrote, and which known one is offered for them."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from search.engines.database import vocabulary
from search.engines.database.vocabulary import CROWDED, _by_beginning, corrections
from search.question import understand
from search.synonyms import Vocabulary
from search.words import stem
from tests.search.both_engines import publish
from tests.search.fake_source import MemorySource


def corrected(text: str) -> tuple[tuple[str, str], ...]:
    return corrections(understand(text, Vocabulary({}, frozenset())))


@pytest.mark.parametrize(
    ("stems", "single", "crowded"),
    [
        ([], [], []),
        (["ab"], ["ab"], []),
        ([f"gar{n}" for n in range(CROWDED)], [f"gar{n}" for n in range(CROWDED)], []),
        ([f"gar{n}" for n in range(CROWDED + 1)], [], ["gar"]),
        ([*(f"gar{n}" for n in range(CROWDED + 1)), "xyz"], ["xyz"], ["gar"]),
    ],
)
def test_what_shares_its_beginning_with_very_many_is_looked_up_together(
    stems: list[str], single: list[str], crowded: list[str]
) -> None:
    assert _by_beginning(stems) == (single, crowded)


@pytest.mark.parametrize(
    ("text", "known", "meant"),
    [
        ("", {}, ()),
        ("Bibliotek", {}, ()),
        ("Bibliotek", {"bibliothek": 1}, ("bibliothek",)),
        # A stem that occurs is no error, however unusual its ending.
        ("Bibliotek", {"bibliothek": 9, "bibliotek": 1}, ()),
        ("Hauss", {"haus": 3, "hauss": 0}, ("haus",)),
        # Two words, one of them wrong.
        ("Bibliotek Xyzzyq", {"bibliothek": 1}, ("bibliothek",)),
        # Too short, a number, a filler beside a telling word.
        ("Huas", {"haus": 1}, ()),
        ("12345", {"12346": 1}, ()),
    ],
)
def test_an_unknown_word_is_replaced_by_a_known_one(
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    known: dict[str, int],
    meant: tuple[str, ...],
) -> None:
    def look_up(stems: Iterable[str]) -> dict[str, int]:
        return {stem: known[stem] for stem in stems if known.get(stem)}

    monkeypatch.setattr(vocabulary, "_known", look_up)
    assert tuple(stem(known) for _typed, known in corrected(text)) == meant


def test_a_compound_of_known_parts_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"schul": 1, "garten": 1, "gart": 1, "schulgart": 0, "schulgarte": 9}
    monkeypatch.setattr(
        vocabulary, "_known", lambda stems: {s: known[s] for s in stems if known.get(s)}
    )
    assert corrected("Schulgarten") == ()
    known["schul"] = 0
    assert [typed for typed, _meant in corrected("Schulgarten")] == ["schulgarten"]


@pytest.mark.django_db
def test_the_index_is_asked_twice_at_most_and_once_when_all_is_known(
    articles: MemorySource, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    articles.put(1, title="Die Quarzel am Kanal")
    publish(articles, 1)
    with django_assert_num_queries(1):
        assert corrected("Quarzel am Kanal") == ()
    with django_assert_num_queries(2):
        found = corrected("Quarzell am Kanall")
    assert [(typed, stem(known)) for typed, known in found] == [
        ("quarzell", stem("quarzel")),
        ("kanall", "kanal"),
    ]
    with django_assert_num_queries(0):
        assert corrected("am 12") == ()
