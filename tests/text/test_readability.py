"""How hard a text is, and what would make it easier."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.laws import laws
from tests.text.vectors import shared
from text.language_hints import hints
from text.readability import syllables, wiener_sachtextformel
from text.sentences import sentences


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("Haus", 1),
        ("Nachbarschaft", 3),
        ("Bäuerin", 3),
        ("Quelle", 2),
        ("Nation", 3),
        ("Theater", 3),
        ("Yoga", 2),
        ("neue", 2),
        ("Straße", 2),
        ("hm", 1),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_sentences_know_abbreviations_dates_and_quotations() -> None:
    text = (
        "Am 3. Mai kommt Dr. Maier, z. B. zum Fest. „Gut!“ sagt er."
        " In der Str. 5 ist es. Im Jahr 2024. Ja?"
    )
    assert [sentence.text for sentence in sentences(text)] == [
        "Am 3. Mai kommt Dr. Maier, z. B. zum Fest.",
        "„Gut!“ sagt er.",
        "In der Str. 5 ist es.",
        "Im Jahr 2024.",
        "Ja?",
    ]


def test_blocks_and_list_items_end_sentences() -> None:
    assert len(sentences("Überschrift\n\nEin Satz\n- eins\n- zwei\n\n. . .")) == 4


@laws
@given(st.text(alphabet="aB. !?\n-12äZ„“"))
def test_sentences_are_pieces_of_the_text_in_order(text: str) -> None:
    end = 0
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.start >= end
        end = sentence.end


def test_easy_text_gets_a_lower_grade() -> None:
    easy = wiener_sachtextformel("Wir essen zusammen. Das macht Spaß. Alle dürfen kommen.")
    hard = wiener_sachtextformel(
        "Die Inanspruchnahme nachbarschaftlicher Unterstützungsleistungen setzt die Registrierung"
        " beim zuständigen Koordinationsbüro der Bezirksverwaltung voraus."
    )
    assert easy is not None
    assert hard is not None
    assert easy.grade < 4 < 15 < hard.grade
    assert (easy.sentences, easy.words) == (3, 9)


def test_formula_as_published() -> None:
    """Two sentences of four words: MS 25 %, SL 4, IW 25 %, ES 50 %."""
    result = wiener_sachtextformel("Der Hund sucht Nachbarschaften. Die Katze findet immer Mäuse.")
    assert result is not None
    words = 9
    expected = 0.1935 * 100 / words + 0.1672 * words / 2 + 0.1297 * 100 / words
    expected += -0.0327 * 100 * 4 / words - 0.875
    assert result.grade == pytest.approx(expected, abs=0.05)


def test_text_without_words_has_no_grade() -> None:
    assert wiener_sachtextformel(" 12 – ! ") is None


def test_easy_language_is_found_easier_in_real_pairs() -> None:
    pairs = [json.loads(line) for line in shared("easy/pairs.jsonl").read_text().splitlines()]
    easier = 0
    for pair in pairs:
        standard = wiener_sachtextformel(pair["standard"])
        easy = wiener_sachtextformel(pair["easy"])
        assert standard is not None
        assert easy is not None
        easier += easy.grade < standard.grade
    assert easier / len(pairs) > 0.8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Tür wird geöffnet.", [("passive", "wird geöffnet")]),
        ("Sie wurde von allen begrüßt.", [("passive", "wurde von allen begrüßt")]),
        ("Das ist gebaut worden.", [("passive", "gebaut worden")]),
        ("Wir werden morgen gehen.", []),
        ("Er wird dir vergeben.", []),
        ("Es wird dunkel.", []),
        ("Das Haus des Lehrers ist groß.", [("genitive", "des Lehrers")]),
        ("Das Haus eines alten Mannes.", [("genitive", "eines alten Mannes")]),
        ("Wegen der Hitze.", [("genitive", "Wegen der")]),
        ("Das Haus von dem Lehrer.", []),
        ("Der Straßenbahnfahrplan hängt da.", [("long_word", "Straßenbahnfahrplan")]),
        ("Der Straßenbahn-Fahrplan hängt da.", []),
        ("Ein Betäubungs·mittel.", []),
    ],
)
def test_hints(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(hint.kind, hint.text) for hint in hints(text)] == expected


def test_long_sentence_and_positions() -> None:
    text = "Kurz ist gut. " + "Wir gehen " * 7 + "weit."
    (hint,) = hints(text)
    assert hint.kind == "long_sentence"
    assert text[hint.start : hint.end] == hint.text
    assert str(hint.message)


def test_hints_stand_where_they_say() -> None:
    for line in shared("easy/pairs.jsonl").read_text().splitlines():
        text = json.loads(line)["standard"]
        for hint in hints(text):
            assert text[hint.start : hint.end] == hint.text
