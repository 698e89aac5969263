"""Which spelling is offered for a word that nobody wrote, and when none is."""

from __future__ import annotations

import pytest

from search.engines.base import EngineAnswer
from search.models import Entry, EntryText
from search.question import understand
from search.spelling import SPELLING_HITS, did_you_mean
from search.synonyms import Vocabulary

NOTHING = Vocabulary({}, frozenset())


def offered(
    query: str,
    *corrections: tuple[str, str],
    titles: tuple[str, ...] = (),
    text: str = "",
    total: int = 1,
) -> str:
    """What is offered when the engine found things with these titles, the first with a text."""
    entries = {
        ("page", pk): Entry(pk=pk, kind="page", object_id=pk, title=title)
        for pk, title in enumerate(titles, start=1)
    }
    texts = {pk: EntryText(entry_id=pk, text=text) for _kind, pk in entries}
    found = EngineAnswer(total=total, corrections=corrections)
    return did_you_mean(query, understand(query, NOTHING), found, entries, texts)


LIBRARY = ("bibliotek", "bibliothek")
GARDEN = ("garte", "garten")


@pytest.mark.parametrize(
    ("query", "corrections", "titles", "said"),
    [
        ("Bibliotek", [LIBRARY], ["Unsere Bibliothek"], "Bibliothek"),
        ("bibliotek am See", [LIBRARY], ["Bibliothek"], "Bibliothek am See"),
        ("BIBLIOTEK", [LIBRARY], ["Stadtteil und Bibliothek"], "Bibliothek"),
        ("Bibliotek?", [LIBRARY], ["Bibliothek"], "Bibliothek?"),
        ('"Bibliotek" Ost', [LIBRARY], ["Bibliothek"], '"Bibliothek" Ost'),
        ("Bibliotek-Fest", [LIBRARY], ["Bibliothek"], "Bibliothek-Fest"),
        ("Bibliotek Bibliotek", [LIBRARY], ["Bibliothek"], "Bibliothek Bibliothek"),
        ("Biblio\u00adtek", [LIBRARY], ["Bibliothek"], "Bibliothek"),
        # A word that only contains the wrong one is left as it is.
        ("garte kindergarten", [GARDEN], ["Garten"], "Garten kindergarten"),
        ("Kindergarten garte", [GARDEN], ["Garten"], "Kindergarten Garten"),
        ("garte  bibliotek", [GARDEN, LIBRARY], ["Bibliothek im Garten"], "Garten  Bibliothek"),
    ],
)
def test_the_wrong_word_alone_is_replaced_as_hits_spell_it(
    query: str, corrections: list[tuple[str, str]], titles: list[str], said: str
) -> None:
    assert offered(query, *corrections, titles=tuple(titles)) == said


def test_of_several_forms_the_one_most_like_what_was_typed_is_offered() -> None:
    assert offered("gärtten", ("gartten", "garten"), titles=("Garten", "Gärten")) == "Garten"


def test_names_come_before_texts_and_texts_serve_where_no_name_has_it() -> None:
    text = "In der Bibliothek."
    assert offered("Bibliotek", LIBRARY, titles=("Haus",), text=text) == "Bibliothek"
    names = ("BIBLIOTHEK am Markt",)
    assert offered("Bibliotek", LIBRARY, titles=names, text=text) == "BIBLIOTHEK"


@pytest.mark.parametrize(
    ("query", "corrections", "titles", "total"),
    [
        ("Bibliotek", [], ["Bibliothek"], 1),
        ("Bibliotek", [LIBRARY], ["Bibliothek"], 0),
        ("Bibliotek", [LIBRARY], [], 1),
        # The correction may come from something hidden: no hit that is shown has it.
        ("Bibliotek", [LIBRARY], ["Haus"], 1),
        # One of two words cannot be replaced.
        ("Bibliotek garte", [LIBRARY, GARDEN], ["Bibliothek"], 1),
        # A title already has every word.
        ("Garte", [GARDEN], ["Garten", "Garte"], 2),
        # What was typed does not have the word.
        ("Haus", [LIBRARY], ["Bibliothek"], 1),
        ("Bibliothek", [("bibliothek", "bibliothek")], ["Die Bibliothek und mehr"], 1),
    ],
)
def test_nothing_is_offered(
    query: str, corrections: list[tuple[str, str]], titles: list[str], total: int
) -> None:
    assert offered(query, *corrections, titles=tuple(titles), total=total) == ""


def test_only_the_first_hits_are_looked_through() -> None:
    before = ("Haus",) * (SPELLING_HITS - 1)
    assert offered("Bibliotek", LIBRARY, titles=(*before, "Bibliothek")) == "Bibliothek"
    assert offered("Bibliotek", LIBRARY, titles=(*before, "Haus", "Bibliothek")) == ""
