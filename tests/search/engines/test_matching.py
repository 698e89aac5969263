"""What has to occur in a hit, said the same for both engines."""

from __future__ import annotations

import pytest

from search.engines.matching import Match, matches, needed
from search.question import Question, QuestionWord

SCHOOL = QuestionWord("schulhaus", ("schulhaus",), ("schul", "haus"))
GARDEN = QuestionWord("gardens", ("gard", "garden"))
FILLER = QuestionWord("die", ("die",), content=False)
WRONG = QuestionWord("schuulhaus", ("schuulhaus",), (), meant=("schul", "haus"))


def asked(*words: QuestionWord, **fields: object) -> Question:
    return Question(text="x", words=words, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "tolerant", "found"),
    [
        ((), False, []),
        ((), True, []),
        ((GARDEN,), False, [Match("gardens", ("gard", "garden"), ())]),
        ((FILLER, GARDEN), False, [Match("gardens", ("gard", "garden"), ())]),
        ((FILLER,), False, [Match("die", ("die",), ())]),
        # All parts stand for the compound; a single one only beside other words.
        ((SCHOOL,), False, [Match("schulhaus", ("schulhaus",), ("schul", "haus"))]),
        ((SCHOOL,), True, [Match("schulhaus", ("schulhaus",), ("schul", "haus"))]),
        ((SCHOOL, FILLER), True, [Match("schulhaus", ("schulhaus",), ("schul", "haus"))]),
        (
            (SCHOOL, GARDEN),
            True,
            [
                Match("schulhaus", ("schulhaus", "schul", "haus"), ()),
                Match("gardens", ("gard", "garden"), ()),
            ],
        ),
        # What may have been meant counts only when hardly anything is found.
        ((WRONG,), False, [Match("schuulhaus", ("schuulhaus",), ())]),
        (
            (WRONG,),
            True,
            [Match("schuulhaus", ("schuulhaus",), ()), Match("", (), ("schul", "haus"))],
        ),
        (
            (WRONG, GARDEN),
            True,
            [
                Match("schuulhaus", ("schuulhaus",), ()),
                Match("", ("schul", "haus"), ()),
                Match("gardens", ("gard", "garden"), ()),
            ],
        ),
    ],
)
def test_every_telling_word_is_one_way(
    words: tuple[QuestionWord, ...], tolerant: bool, found: list[Match]
) -> None:
    assert matches(asked(*words), tolerant=tolerant) == found


def test_the_same_part_twice_is_no_compound() -> None:
    twice = QuestionWord("haushaus", ("haushaus",), ("haus", "haus"))
    assert matches(asked(twice), tolerant=False) == [Match("haushaus", ("haushaus",), ())]


def test_a_corrected_word_occurs_as_either() -> None:
    question = asked(
        QuestionWord("gartne", ("gartn",)), corrections=(("gartne", "garten"), ("x", "baum"))
    )
    assert matches(question, tolerant=False) == [Match("gartne", ("gartn", "gart"), ())]


@pytest.mark.parametrize(
    ("count", "least"), [(0, 1), (1, 1), (3, 1), (7, 1), (8, 2), (11, 2), (12, 3), (32, 8)]
)
def test_one_in_four_telling_words_has_to_occur(count: int, least: int) -> None:
    words = [QuestionWord(f"w{number}", (f"w{number}",)) for number in range(count)]
    assert needed(asked(*words), tolerant=False) == least
    assert needed(asked(*words, *[FILLER] * 8), tolerant=False) == (least if count else 2)
    assert needed(asked(*words), tolerant=True) == 1
