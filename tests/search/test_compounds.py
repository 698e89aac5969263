"""Which compounds are cut, and where; which are not, although they look like some."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.compounds import LONGEST, Splitter, parts_of, splitter
from tests.text.laws import laws

split = splitter().split


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("kindertagesstatte", ("kind", "tag", "statte")),
        ("schulhaus", ("schule", "haus")),
        ("wochenmarkt", ("woche", "markt")),
        ("hausverwaltung", ("haus", "verwaltung")),
        ("hausverwaltungen", ("haus", "verwaltung")),
        ("stadtteilfest", ("stadtteil", "fest")),
        ("kaiserstrasse", ("kaiser", "strasse")),
        ("rosensteinstrasse", ("rosenstein", "strasse")),
        # The linking s belongs to neither part.
        ("xyzqwshaus", ("xyzqw", "haus")),
    ],
)
def test_a_compound_is_cut_into_what_it_is_made_of(word: str, parts: tuple[str, ...]) -> None:
    assert split(word) == parts


@pytest.mark.parametrize(
    "word",
    [
        "",
        "haus",
        "schule",
        "gesundheit",
        "ausland",
        "unterricht",
        "schul1haus",
        "schul haus",
        "x" * (LONGEST + 1),
        "x" * LONGEST,
    ],
)
def test_what_is_no_compound_stays_whole(word: str) -> None:
    assert split(word) == ()


def test_a_list_of_one_word_cuts_only_behind_an_unknown_beginning() -> None:
    one = Splitter(["Küche"])
    assert one.split("gemeinkuche") == ("gemein", "kuche")
    assert one.split("gemeinkuchen") == ("gemein", "kuche")
    assert one.split("kuche") == ()
    # Less than four letters are no beginning, and a prefix makes no compound.
    assert one.split("abckuche") == ()
    assert one.split("abckuchex") == ()
    assert one.split("gegenkuche") == ()


def test_a_known_end_needs_four_letters_behind_an_unknown_beginning() -> None:
    assert Splitter(["See"]).split("wirklichsee") == ()
    assert Splitter(["Teich"]).split("wirklichteich") == ("wirklich", "teich")


def test_of_two_cuts_the_one_into_fewest_parts_counts() -> None:
    assert Splitter(["stadt", "teil", "fest"]).split("stadtteilfest") == ("stadt", "teil", "fest")
    more = Splitter(["stadt", "teil", "fest", "stadtteil"])
    assert more.split("stadtteilfest") == ("stadtteil", "fest")


def test_without_any_list_nothing_is_cut() -> None:
    assert Splitter([]).split("schulhaus") == ()
    assert Splitter([]).nearly("schuulhaus") == ()


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("schuulhaus", ("schule", "haus")),
        ("schlhaus", ("schule", "haus")),
        ("schulahus", ()),
        ("repaircaffe", ("repair", "cafe")),
        # Right already, too short, and no word.
        ("schulhaus", ()),
        ("haus", ()),
        ("", ()),
        ("schuul haus", ()),
        ("9schulhaus", ()),
    ],
)
def test_a_compound_with_one_error_is_known_by_its_other_half(
    word: str, meant: tuple[str, ...]
) -> None:
    assert splitter().nearly(word) == meant


def test_editors_parts_count_with_our_own_and_only_where_they_are_given() -> None:
    assert parts_of(["blubberflink"]) == []
    assert parts_of(["blubberflink"], frozenset({"Flink", "Blubber"})) == ["blubb", "flink"]
    assert parts_of(["schulhaus", "und", "kaiserstrasse"]) == ["schul", "haus", "kais", "strass"]
    assert parts_of([]) == []


@laws
@given(st.text(alphabet="abcdefgh haus1ß", max_size=70))
def test_parts_begin_and_end_as_the_word_does(word: str) -> None:
    parts = split(word)
    assert len(parts) != 1
    if parts:
        assert word.startswith(parts[0][:2])
