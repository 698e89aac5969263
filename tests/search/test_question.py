"""What somebody means who types this: text in, words out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.question import Question, understand
from search.request import MAX_QUERY_WORDS
from search.synonyms import Vocabulary, build
from tests.text.laws import laws

NOTHING = Vocabulary({}, frozenset())


def understood(text: str, language: str = "de") -> Question:
    return understand(text, NOTHING, language)


def folded(question: Question) -> list[str]:
    return [word.folded for word in question.words]


@pytest.mark.parametrize("text", ["", "  ", "\x00", "\n\t"])
def test_nothing_asked_is_everything(text: str) -> None:
    question = understood(text)
    assert question.everything
    assert not question.unanswerable
    assert question.content == ()


@pytest.mark.parametrize("text", ["???", '"', '""', "-", "🚲", "_", "„“"])
def test_signs_alone_cannot_be_answered(text: str) -> None:
    question = understood(text)
    assert question.unanswerable
    assert not question.everything


@pytest.mark.parametrize(
    ("text", "sought", "excluded"),
    [
        ("Hund -Katze", "Hund", (("katz",),)),
        ("-Hund", "", (("hund",),)),
        ("-Hund -Hund", "", (("hund",),)),
        ("-12", "", (("12",),)),
        ('-"Runder Tisch" Markt', "Markt", (("rund", "tisch"),)),
        ("-„Runder Tisch“ Markt", "Markt", (("rund", "tisch"),)),
        # A hyphen within or beside a word is none, nor is a dash.
        ("Hund-Katze", "Hund-Katze", ()),
        ("- Hund", "- Hund", ()),
        ("--Hund", "--Hund", ()),
        ("-_x", "-_x", ()),
        ("Markt -", "Markt -", ()),
        # What is quoted is meant as it stands.
        ('"Runder -Tisch"', '"Runder -Tisch"', ()),
        ('"Runder -Tisch" -Markt', '"Runder -Tisch"', (("markt",),)),
        # In a pasted heading a minus is what its author wrote.
        ("b c d e f g h -i", "b c d e f g h", (("i",),)),
        ("b c d e f g h i -k", "b c d e f g h i -k", ()),
    ],
)
def test_a_minus_excludes(text: str, sought: str, excluded: tuple[tuple[str, ...], ...]) -> None:
    question = understood(text)
    assert (question.sought, question.excluded) == (sought, excluded)
    assert question.text == text


@pytest.mark.parametrize(
    ("text", "phrases", "mentioned"),
    [
        ('"Runder Tisch"', (("rund", "tisch"),), ()),
        ("„Runder Tisch“", (("rund", "tisch"),), ()),
        ("»Runder Tisch«", (("rund", "tisch"),), ()),
        ('"Bus" "Bahn" "Bus"', (("bus",), ("bahn",)), ()),
        ('"Runder Tisch" im Haus Nord', (("rund", "tisch"),), ()),
        ('"Runder Tisch" im neuen Haus Nord', (), (("rund", "tisch"),)),
        ('"Runder Tisch', (), ()),
        ('"???" Bus', (), ()),
        # Within a word they are inches or an apostrophe.
        ('19"Tisch"', (), ()),
    ],
)
def test_quotation_marks_demand_in_short_questions_only(
    text: str, phrases: tuple[tuple[str, ...], ...], mentioned: tuple[tuple[str, ...], ...]
) -> None:
    question = understood(text)
    assert (question.phrases, question.mentioned) == (phrases, mentioned)
    assert question.unquoted().phrases == ()
    assert question.unquoted().words == question.words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Haus haus HAUS", ["haus"]),
        ("Repair-Café", ["repair", "cafe", "repaircafe"]),
        ("Königstraße 12 a", ["konigstrasse", "12a"]),
        ("Königstraße 12a", ["konigstrasse", "12a"]),
        ("Bürger:innen", ["burgerinnen"]),
        ("' OR 1=1; DROP TABLE", ["or", "1", "drop", "table"]),
    ],
)
def test_every_word_counts_once(text: str, words: list[str]) -> None:
    assert folded(understood(text)) == words


def test_words_beyond_the_limit_are_left_out() -> None:
    question = understood(" ".join(f"w{number}" for number in range(MAX_QUERY_WORDS + 5)))
    assert folded(question)[-1] == f"w{MAX_QUERY_WORDS - 1}"
    assert len(question.words) == MAX_QUERY_WORDS


def test_fillers_count_only_when_nothing_else_is_said() -> None:
    assert [word.folded for word in understood("die Bank").content] == ["bank"]
    assert [word.folded for word in understood("die der das").content] == ["die", "der", "das"]
    assert understood("die Bank").telling_grams() == ["_bank", "bank_"]
    assert "ie_ba" in understood("die Bank").grams()


def test_who_asks_in_english_has_stems_of_both_languages() -> None:
    assert [word.stems for word in understood("gardens hous", "en").words] == [
        ("gard", "garden"),
        ("hous",),
    ]
    assert [word.stems for word in understood("gardens").words] == [("gard",)]


def test_a_compound_knows_its_parts_also_those_of_editors() -> None:
    assert understood("Schulhaus").words[0].parts == ("schul", "haus")
    assert understood("Blubberflink").words[0].parts == ()
    editors = build((("parts", "Flink\nBlubber"),))
    assert understand("Blubberflink", editors).words[0].parts == ("blubb", "flink")


def test_a_guess_leaves_alone_what_is_filler_or_corrected_already() -> None:
    question = understood("Fahradreparatur die")
    first, second = question.guessed().words
    assert (first.meant, second.meant) == (("fahrrad", "reparatur"), ())
    corrected = question.corrected([("fahradreparatur", "fahrradreparatur")])
    assert [word.meant for word in corrected.guessed().words] == [(), ()]
    assert question.words[0].meant == ()


def test_synonyms_stand_beside_the_words_they_stand_for() -> None:
    editors = build((("equal", "Plauderbank\nSchwätzbänkle"),))
    assert understand("Plauderbank", editors).alternatives == (("schwatzbankl",),)
    assert understand("Plauderbank Schwätzbänkle", editors).alternatives == ()


@laws
@given(st.text(max_size=80), st.sampled_from(["de", "de-simple", "en", "fr"]))
def test_any_text_is_a_question_of_bounded_size(text: str, language: str) -> None:
    question = understood(text, language)
    assert len(question.words) <= MAX_QUERY_WORDS
    assert len({word.folded for word in question.words}) == len(question.words)
    assert question.everything + question.unanswerable <= 1
    assert understood(question.text, language) == question
