"""Which words a text has, and which forms of a word meet: without database and engine."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import words
from tests.text.laws import laws


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", []),
        (" \n\t", []),
        ("!? – …", []),
        ("Große Bäume", ["grosse", "baume"]),
        ("Baeume BÄUME Bäume", ["baume", "baume", "baume"]),
        ("a_b", ["a", "b"]),
        ("10.000", ["10", "000"]),
        ("Straße\x00n", ["strasse", "n"]),
        ("e\u0301cole", ["ecole"]),
        ("日本語 Дом", ["日本語", "дом"]),
        ("Ⅳ", ["iv"]),
        # What a compatible spelling is made of are words of their own.
        ("½ Stunde", ["1", "2", "stunde"]),
        ("⒈ Advent", ["1", "advent"]),
        ("⑴", ["1"]),
        ("ﷺ", ["صلى", "الله", "عليه", "وسلم"]),
        # Invisible signs and the Mediopunkt part no words.
        ("Bür\u00adger\u200bhaus", ["burgerhaus"]),
        ("Stadt·teil", ["stadtteil"]),
        ("Stadt · Teil", ["stadt", "teil"]),
    ],
)
def test_words_are_folded_runs_of_letters_and_digits(text: str, folded: list[str]) -> None:
    assert words.folded_words(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Kaiserstr. 12", ["kaiserstrasse", "12"]),
        ("Kaiserstr 12", ["kaiserstrasse", "12"]),
        ("Str. 1", ["strasse", "1"]),
        ("Marienpl. 3", ["marienplatz", "3"]),
        ("Pl. 1", ["platz", "1"]),
        ("St. Josef", ["sankt", "josef"]),
        # No abbreviation: the end of a sentence, and what is too short to be one.
        ("Wir kamen zum Haus.", ["wir", "kamen", "zum", "haus"]),
        ("str", ["str"]),
        ("Simpl.", ["simpl"]),
        ("Spl.", ["spl"]),
    ],
)
def test_abbreviations_are_written_out(text: str, folded: list[str]) -> None:
    assert words.folded_words(text) == folded


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Bürger:innen", "Bürgerinnen"),
        ("Bürger*in", "Bürgerin"),
        ("Bürger_innen", "Bürgerinnen"),
        ("Bürger(innen)", "Bürgerinnen"),
        ("Bürger(in)", "Bürgerin"),
        ("BürgerInnen", "Bürgerinnen"),
        ("BÜRGER:INNEN", "BÜRGERINNEN"),
        ("Mieter/-innen", "Mieterinnen"),
        ("Mieter/in", "Mieterin"),
        ("Bürger:innenhaushalt", "Bürgerinnenhaushalt"),
        # Signs that part two words stay.
        ("außen/innen", "außen/innen"),
        ("um 9:in Ruhe", "um 9:in Ruhe"),
        ("Bürger:initiative", "Bürger:initiative"),
        ("Saal (in der Schule)", "Saal (in der Schule)"),
        ("InDesign", "InDesign"),
    ],
)
def test_gender_forms_become_one_word(text: str, joined: str) -> None:
    assert words.join_gender_forms(text) == joined


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("", []),
        ("Repair-Café", ["repaircafe"]),
        ("Baden‑Württemberg", ["badenwurttemberg"]),
        ("Kinder- und Jugendhaus", []),
        ("Nord-Süd-Achse am Ost-Tor", ["nordsudachse", "osttor"]),
        ("Hauptstraße 12 a", ["12a"]),
        ("Hauptstraße 12a", []),
        ("12 i", []),
        ("12345 a", []),
        ("12 am Abend", []),
    ],
)
def test_what_is_divided_and_yet_one_word(text: str, joined: list[str]) -> None:
    assert words.joined_words(text) == joined


def test_house_numbers_say_of_what_they_are_made() -> None:
    assert words.house_numbers("12 a und 7 h, nicht 5 z") == {"12a": ("12", "a"), "7h": ("7", "h")}


@pytest.mark.parametrize(
    ("forms", "stem"),
    [
        (("baum", "baume", "baumen"), "baum"),
        (("burger", "burgerin", "burgerinnen"), "burger"),
        (("nachbar", "nachbarin", "nachbarinnen"), "nachbar"),
        (("soziologe", "soziologin", "soziologinnen"), "soziolog"),
        (("repariert", "reparieren"), "repari"),
        (("12a",), "12a"),
        (("",), ""),
        # These only look like women.
        (("beginnen",), "beginn"),
        (("entrinnen",), "entrinn"),
        (("berlin",), "berlin"),
        (("medizin",), "medizin"),
        (("darin",), "darin"),
        (("termin", "termine"), "termin"),
        # Too short for a verb on -ieren.
        (("wiert",), "wiert"),
    ],
)
def test_forms_of_one_word_have_one_stem(forms: tuple[str, ...], stem: str) -> None:
    assert {words.stem(form) for form in forms} == {stem}


def test_english_texts_have_english_stems() -> None:
    assert words.stems(["gardens", "houses"], "en") == ["garden", "hous"]
    assert words.stems(["gardens", "2nd"], "en") == ["garden", "2nd"]
    assert words.stems(["garten"], "fr") == words.stems(["garten"])


@pytest.mark.parametrize(
    ("text", "size", "grams"),
    [
        ("_ab_", 5, ["_ab_"]),
        ("_abc_", 5, ["_abc_"]),
        ("_abcd_", 5, ["_abcd", "abcd_"]),
        ("aaaa", 2, ["aa"]),
        ("__", 5, ["__"]),
    ],
)
def test_grams_are_every_different_run_once(text: str, size: int, grams: list[str]) -> None:
    assert words.grams(text, size) == grams


def test_letters_keep_the_borders_of_words() -> None:
    assert words.letters(["haus", "am", "see"]) == "_haus_am_see_"
    assert words.letters([]) == "__"


@laws
@given(st.text())
def test_stems_hold_nothing_that_a_full_text_index_reads_as_a_sign(text: str) -> None:
    """`fulltext` puts stems into expressions in plain quotation marks."""
    for word in (*words.folded_words(text), *words.joined_words(text)):
        assert re.fullmatch(r"[^\W_]+", word), (text, word)
        assert re.fullmatch(r"[^\W_]+", words.stem(word)), (text, word)


@laws
@given(st.text())
def test_clean_text_can_be_stored_and_cleaning_it_again_changes_nothing(text: str) -> None:
    cleaned = words.clean(text + "\x00\ud800")
    assert "\x00" not in cleaned
    cleaned.encode()
    assert words.clean(cleaned) == cleaned
