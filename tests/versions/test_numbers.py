"""A number is one word: two people's halves never make one that nobody wrote."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.laws import many
from tests.text.vectors import shared
from versions.fields import merge_fields
from versions.merge import merge
from versions.units import numbers, words

CASES = [
    ("Anruf: 0711 12 34 56", "Anruf: 0711 98 34 56", "Anruf: 0711 12 34 99"),
    ("Tel. (0711) 555-01 00", "Tel. (0721) 555-01 00", "Tel. (0711) 555-01 09"),
    ("Tel. +49 711 / 55 66 77", "Tel. +43 711 / 55 66 77", "Tel. +49 711 / 55 66 78"),
    ("am 12.03.2027 um 15 Uhr", "am 13.03.2027 um 15 Uhr", "am 12.04.2027 um 15 Uhr"),
    ("am 12. März 2027 im Hof", "am 13. März 2027 im Hof", "am 12. April 2027 im Hof"),
    ("Freitag, den 12. März", "Samstag, den 12. März", "Freitag, den 13. März"),
    ("vom 1. bis 3. Juni", "vom 2. bis 3. Juni", "vom 1. bis 4. Juni"),
    ("15 bis 17 Uhr", "16 bis 17 Uhr", "15 bis 16 Uhr"),
    ("15.30 – 17.00 Uhr", "16.30 – 17.00 Uhr", "15.30 – 16.00 Uhr"),
    ("Eintritt 4,50 Euro", "Eintritt 5,50 Euro", "Eintritt 4,80 Euro"),
    ("Eintritt 4 Euro", "Eintritt 5 Euro", "Eintritt 4 Cent"),
    ("Kosten 1 500 €", "Kosten 2 500 €", "Kosten 1 600 €"),
    ("IBAN DE12 3456 7890 12", "IBAN DE13 3456 7890 12", "IBAN DE12 3456 7890 13"),
    ("Haus 2024/25 offen", "Haus 2023/25 offen", "Haus 2024/26 offen"),
]


@pytest.mark.parametrize(("base", "mine", "theirs"), CASES)
@pytest.mark.parametrize("around", ["{}", "Alle sind da. {} Kommen Sie gern vorbei!", "- {}\n- b"])
def test_two_edits_of_one_number_are_a_conflict(
    base: str, mine: str, theirs: str, around: str
) -> None:
    assert not merge(*map(around.format, (base, theirs, mine))).clean
    assert not merge(*map(around.format, (base, mine, theirs))).clean


def test_the_given_cases_are_conflicts() -> None:
    for case in json.loads(shared("cases/merges.json").read_text()):
        merged = merge(case["base"], case["theirs"], case["mine"])
        assert [(c.theirs, c.mine) for c in merged.conflicts] == [(case["theirs"], case["mine"])]


def test_fields_of_the_directory_obey_the_same_rule() -> None:
    long = "Wir sind da, kommen Sie gern vorbei oder rufen Sie an: {} (Frau Maier)"
    base, theirs, mine = (
        {"text": long.format(number)}
        for number in ("0711 12 34 56", "0711 98 34 56", "0711 12 34 99")
    )
    assert [c.field for c in merge_fields(base, theirs, mine).conflicts] == ["text"]


def test_different_numbers_of_one_paragraph_still_merge() -> None:
    base = "Am 12.03.2027 um 15 Uhr kostet es 4,50 Euro, Telefon 0711 12 34 56."
    theirs = base.replace("12.03.2027", "13.03.2027")
    mine = base.replace("0711 12 34 56", "0711 12 34 99")
    assert merge(base, theirs, mine).text == theirs.replace("34 56", "34 99")


def test_two_numbers_put_beside_each_other_are_not_made_one() -> None:
    base = "Wir sind gern für alle da unter Nummer Haus am Bach"
    mine = base.replace("Nummer Haus", "Nummer 0711 Haus")
    theirs = base.replace("Haus", "5550100")
    assert not merge(base, theirs, mine).clean


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("um 3 Eier", ["um", "3", "Eier"]),
        ("1, 2 und 3x", ["1", ",", "2", "und", "3x"]),
        ("www.x.de/12/34 a-12", ["www.x.de/12/34", "a-12"]),
        ("12-jährig, Raum 5. Dann", ["12-jährig", ",", "Raum", "5", ".", "Dann"]),
        ("3,- € (frei)", ["3,- €", "(", "frei", ")"]),
        ("Bürger*innen **fett**", ["Bürger*innen", "*", "*", "fett", "*", "*"]),
        ("Mo, 3.5. und 0711\n12 34", ["Mo, 3.5.", "und", "0711", "12 34"]),
    ],
)
def test_what_is_one_word(text: str, cut: list[str]) -> None:
    assert list(words(text).items) == cut


_PART = st.sampled_from(
    ["0711", "12", "3.", "April", "-", "/", "Uhr", "bis", "4,50", "€", "Haus", "+49", "(", "."]
)
TEXT = st.lists(st.tuples(_PART, st.sampled_from([" ", " ", "", "\n"])), max_size=9).map(
    lambda parts: "".join(part + space for part, space in parts)
)


@given(TEXT, TEXT, TEXT)
@many
def test_no_number_is_invented(base: str, theirs: str, mine: str) -> None:
    merged = merge(base, theirs, mine)
    if merged.clean:
        assert numbers(merged.text) <= numbers(base) | numbers(theirs) | numbers(mine)
