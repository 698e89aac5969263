"""A number is one word: two people's halves never make one that nobody wrote."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cpu_time import less_than
from tests.text.laws import many
from tests.text.vectors import shared
from versions.fields import merge_fields
from versions.merge import merge
from versions.units import numbers, words

CASES = [
    ("Anruf: 0711 12 34 56", "Anruf: 0711 98 34 56", "Anruf: 0711 12 34 99"),
    ("Tel. (0711) 555-01 00", "Tel. (0721) 555-01 00", "Tel. (0711) 555-01 09"),
    ("Tel. +49 711 / 55 66 77", "Tel. +43 711 / 55 66 77", "Tel. +49 711 / 55 66 78"),
    ("Tel. +49 711 55 66 77", "Tel. +49 711 55 66 78", "Tel. 49 711 55 66 77"),
    ("nur € 5 je Kind", "nur € 6 je Kind", "nur $ 5 je Kind"),
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
    # Wrapped by a mail programme.
    ("0711 12\n34 56", "0711 98\n34 56", "0711 12\n34 99"),
    ("Anruf: 0711\r\n1234", "Anruf: 0721\r\n1234", "Anruf: 0711\r\n1235"),
    ("12. März\n2027", "13. März\n2027", "12. März\n2028"),
    ("von 15\nbis 17 Uhr", "von 14\nbis 17 Uhr", "von 15\nbis 18 Uhr"),
    ("vom 12. bis\n14. März", "vom 13. bis\n14. März", "vom 12. bis\n15. März"),
    # Blanks and dashes of every kind.
    ("0711\u200912\u200934 56", "0711\u200998\u200934 56", "0711\u200912\u200934 99"),
    ("0711   12   34", "0711   98   34", "0711   12   99"),
    ("0711&nbsp;12&nbsp;34", "0711&nbsp;98&nbsp;34", "0711&nbsp;12&nbsp;99"),
    ("0711&thinsp;12&#160;34", "0711&thinsp;98&#160;34", "0711&thinsp;12&#160;99"),
    ("0711&#160;12&thinsp;34", "0711&#160;98&thinsp;34", "0711&#160;12&thinsp;99"),
    ("0711\u200b12\u200b34", "0711\u200b98\u200b34", "0711\u200b12\u200b99"),
    ("0711\u201155\u201101", "0721\u201155\u201101", "0711\u201155\u201102"),
    ("1'500 €", "2'500 €", "1'600 €"),
    ("12. bis zum 14. März", "13. bis zum 14. März", "12. bis zum 15. März"),
    ("am 12. oder 14. März", "am 13. oder 14. März", "am 12. oder 15. März"),
    ("12., 13. und 14. März", "11., 13. und 14. März", "12., 13. und 15. März"),
    ("15 h 30", "16 h 30", "15 h 45"),
    ("3 ½ Euro", "4 ½ Euro", "3 ¼ Euro"),
    ("3 Mio. Euro", "4 Mio. Euro", "3 Mrd. Euro"),
    ("3 Mio. Euro", "4 Mio. Euro", "3 Mio. Dollar"),
    ("0711 1234 Durchwahl 12", "0711 9934 Durchwahl 12", "0711 1234 Durchwahl 15"),
    ("0711 1234, App. 12", "0711 9934, App. 12", "0711 1234, App. 15"),
    ("0711-5 55-0 oder -99", "0711-6 55-0 oder -99", "0711-5 55-0 oder -98"),
    ("March 12, 2027", "March 13, 2027", "March 12, 2028"),
    ("March 12, 2027", "April 12, 2027", "March 13, 2027"),
    ("12 March 2027", "13 March 2027", "12 April 2027"),
    ("12th of March", "13th of March", "12th of April"),
    ("3 pm to 5 pm", "2 pm to 5 pm", "3 pm to 6 pm"),
    ("3 p.m.", "4 p.m.", "3 a.m."),
    ("12. mai 2027", "13. mai 2027", "12. juni 2027"),
    ("12. Jänner 2027", "13. Jänner 2027", "12. Feber 2027"),
    ("im März 2027", "im April 2027", "im März 2028"),
    ("März bis Mai 2027", "April bis Mai 2027", "März bis Mai 2028"),
    # An appointment: day and hour.
    ("am 12.03.2027, 15 Uhr", "am 13.03.2027, 15 Uhr", "am 12.03.2027, 16 Uhr"),
    ("am 12.03.2027 um 15 Uhr", "am 13.03.2027 um 15 Uhr", "am 12.03.2027 um 16 Uhr"),
    ("Mo-Fr 9-17", "Mo-Do 9-17", "Mo-Fr 9-18"),
    ("Montag bis Freitag von 9 bis 17 Uhr", "Montag von 9 bis 17 Uhr", "Montag bis Freitag 9 Uhr"),
    ("montags 15 Uhr", "dienstags 15 Uhr", "montags 16 Uhr"),
    ("Monday 15:00", "Tuesday 15:00", "Monday 16:00"),
    ("Montag bis Freitag 9-17", "Dienstag bis Freitag 9-17", "Montag bis Samstag 9-17"),
    ("zwischen 15 und 17 Uhr", "zwischen 16 und 17 Uhr", "zwischen 15 und 18 Uhr"),
    ("zwischen 5 € und 10 €", "zwischen 6 € und 10 €", "zwischen 5 € und 12 €"),
    # Days, hours and parts of a year in words.
    ("um halb drei", "um halb vier", "um viertel drei"),
    ("viertel nach drei", "viertel vor drei", "viertel nach vier"),
    ("von zwei bis vier Uhr", "von drei bis vier Uhr", "von zwei bis fünf Uhr"),
    ("am zwölften März", "am dreizehnten März", "am zwölften April"),
    ("jeden 2. Dienstag", "jeden 3. Dienstag", "jeden 2. Mittwoch"),
    ("zweiter Dienstag", "dritter Dienstag", "zweiter Mittwoch"),
    ("Mitte März 2027", "Ende März 2027", "Mitte April 2027"),
    ("im Sommer 2027", "im Winter 2027", "im Sommer 2028"),
    ("Q1 2027", "Q2 2027", "Q1 2028"),
    ("im 2. Halbjahr 2027", "im 1. Halbjahr 2027", "im 2. Halbjahr 2028"),
    # Measures, paragraphs, addresses.
    ("Tisch 80 x 120 cm", "Tisch 90 x 120 cm", "Tisch 80 x 140 cm"),
    ("5.000 m²", "6.000 m²", "5.000 m³"),
    ("ab 6 Jahren", "ab 8 Jahren", "ab 6 Monaten"),
    ("§ 5 Abs. 2", "§ 6 Abs. 2", "§ 5 Abs. 3"),
    ("Bachweg 7 a", "Bachweg 9 a", "Bachweg 7 b"),
    ("70180 Musterstadt", "70181 Musterstadt", "70180 Talstadt"),
    ("48.7758, 9.1829", "48.7759, 9.1829", "48.7758, 9.1830"),
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
        ("Mo, 3.5. und 0711\n12 34", ["Mo, 3.5.", "und", "0711\n12 34"]),
        ("um 15 am Markt, 3 am", ["um", "15", "am", "Markt", ",", "3 am"]),
        ("so 15 und do 3", ["so", "15", "und", "do", "3"]),
        ("12&nbsp;Uhr &amp; 3", ["12&nbsp;Uhr", "&", "amp", ";", "3"]),
        ("12&nbsp;Haus", ["12", "&", "nbsp", ";", "Haus"]),
        ("2024\n2025\n2026", ["2024", "2025", "2026"]),
        ("Bachweg 7\n70180 Ort", ["Bachweg", "7", "70180 Ort"]),
        ("0711 12345 Frau M.", ["0711 12345", "Frau", "M", "."]),
        ("Erste Hilfe, zwei Hunde", ["Erste", "Hilfe", ",", "zwei", "Hunde"]),
        ("am Ende alle, Mitte Ort", ["am", "Ende", "alle", ",", "Mitte", "Ort"]),
        ("0711 123456\n0711 654321", ["0711 123456", "0711 654321"]),
        ("9:30\n10:30", ["9:30", "10:30"]),
        ("- 12\n- 13", ["-", "12", "-", "13"]),
        ("12.\n13.", ["12", ".", "13", "."]),
    ],
)
def test_what_is_one_word(text: str, cut: list[str]) -> None:
    assert list(words(text).items) == cut


@pytest.mark.parametrize(
    "unit",
    [
        *("1&nbsp;", "1 1 1 1 1 1x ", "12\n", "12 34\n", "Mo, ", "Mai-", "12. Mai 12x ", "1. "),
        *("12. bis ", "(", "Mo" + " " * 300, "1" + " " * 300 + "bis" + " " * 300),
    ],
)
def test_cutting_costs_what_its_length_says(unit: str) -> None:
    with less_than(3):  # 0.05 to 0.4
        words(unit * (200_000 // len(unit)))


_PART = st.sampled_from(
    [
        "0711",
        "12",
        "3.",
        "April",
        "-",
        "/",
        "Uhr",
        "bis",
        "4,50",
        "€",
        "Haus",
        "+49",
        "(",
        ".",
        "½",
        "um",
    ]
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
