"""Names that are one, and names that look alike and are two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.laws import laws
from text.fold import fold
from text.identity import same, words_of
from text.slugs import slugify

WRITTEN_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
GERMAN = st.text(alphabet="aäbeohöquüsß C+#&-.\u00ad\u00a0", min_size=1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Höfen", "Hoefen"),
        ("Höfen", "HÖFEN"),
        ("Höfen", "Ho\u0308fen"),
        ("Bäckerei", "Baeckerei"),
        ("ÄMTER", "ämter"),
        ("Straße", "Strasse"),
        ("STRASSE", "straße"),
        ("GROẞER HOF", "Großer Hof"),
        ("Café", "Cafe"),
        ("Łódź", "Lodz"),
        ("  Bad   Cannstatt ", "Bad\u00a0Cannstatt"),
        ("Kind & Kegel", "Kind und Kegel"),
        ("Straßen\u00adfest!", "Straßenfest"),
        ("S-Bahn", "S Bahn"),
        ("ΠΑΡΚΟ", "πάρκο"),
        ("محمّد", "محمد"),
        ("שָׁלוֹם", "שלום"),
        ("می\u200cخواهم", "میخواهم"),
        ("ПАРК", "парк"),
        ("Telefon ☎\ufe0f", "Telefon"),
        ("Ｈöfen ①", "Höfen 1"),
        ("ℌafen", "Hafen"),
        ("C++Kurs", "C++ Kurs"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hofen", "Höfen"),
        ("Muhlheim", "Mühlheim"),
        ("Hafen", "Häfen"),
        ("Drucken", "Drücken"),
        ("C", "C++"),
        ("C#", "C+"),
        ("C#", "C"),
        ("5 %", "5"),
        ("5 €", "5 $"),
        ("20 °", "20"),
        ("Straßenfest", "Straßen Fest"),
        ("й", "и"),
        ("かき", "かぎ"),
        ("दिन", "दान"),
        ("🙂", "🎄"),
    ],
)
def test_two_names_stay_two(one: str, other: str) -> None:
    assert not same(one, other)


@laws
@given(GERMAN, st.sampled_from("äöüß"))
def test_an_umlaut_is_what_it_is_written_out_and_no_other_letter(text: str, letter: str) -> None:
    plain = "aous"["äöüß".index(letter)]
    name = f"H{letter}fen {text}"
    assert same(name, f"H{WRITTEN_OUT[letter]}fen {text}")
    assert not same(name, f"H{plain}fen {text}")


@laws
@given(GERMAN)
def test_case_makes_no_difference(text: str) -> None:
    assert same(text.upper(), text)
    assert same(text.casefold(), text)


@laws
@given(st.text())
def test_the_words_of_a_name_are_a_name_of_the_same_words(text: str) -> None:
    assert words_of(words_of(text)) == words_of(text)


@laws
@given(GERMAN, GERMAN)
def test_what_is_the_same_is_found_as_one_and_has_one_address(one: str, other: str) -> None:
    """Search folds more than this does, never less; so does the address."""
    if same(one, other):
        assert fold(words_of(one)) == fold(words_of(other))
        assert slugify(words_of(one)) == slugify(words_of(other))
