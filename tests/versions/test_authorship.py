"""Which revision first brought each word?"""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fixtures.figures import Figure
from versions.authorship import Credited, RevisionText, TooMuchHistory, credited
from versions.units import is_sign, words

FIRST = "Wir treffen uns jeden Dienstag um 15 Uhr im Pfarrsaal."
SECOND = "Bitte bringen Sie ein kaputtes Gerät und etwas Zeit mit."


def history(*texts: str) -> list[RevisionText]:
    return [RevisionText(n, [n - 1] if n > 1 else [], text) for n, text in enumerate(texts, 1)]


def told(*texts: str) -> list[list[tuple[str, int]]]:
    """Return of each point its stretches without white space around them, and who brought them."""
    return said(credited(history(*texts)))


def said(found: Credited) -> list[list[tuple[str, int]]]:
    return [[(part.text.strip(), part.number) for part in point.parts] for point in found.points]


def test_a_changed_word_is_whoever_changed_it() -> None:
    assert told(FIRST, FIRST.replace("treffen", "sehen")) == [
        [("Wir", 1), ("sehen", 2), ("uns jeden Dienstag um 15 Uhr im Pfarrsaal.", 1)]
    ]


def test_a_time_is_one_word_as_in_differences() -> None:
    assert told(FIRST, FIRST.replace("15", "16")) == [
        [("Wir treffen uns jeden", 1), ("Dienstag um 16 Uhr", 2), ("im Pfarrsaal.", 1)]
    ]


def test_what_is_put_in_behind_is_by_who_put_it_in() -> None:
    assert told(FIRST, f"{FIRST} {SECOND}") == [[(FIRST, 1), (SECOND, 2)]]
    assert told(FIRST, f"{FIRST}\n\n{SECOND}") == [[(FIRST, 1)], [(SECOND, 2)]]


@pytest.mark.parametrize("emptied", ["", "Nichts mehr.", SECOND])
def test_what_comes_back_keeps_its_first_author(emptied: str) -> None:
    assert told(FIRST, emptied, FIRST) == [[(FIRST, 1)]]


def test_a_paragraph_comes_back_into_another_text() -> None:
    found = told(f"{FIRST}\n\n{SECOND}", FIRST, f"Neu hier.\n\n{FIRST}\n\n{SECOND}")
    assert found == [[("Neu hier.", 3)], [(FIRST, 1)], [(SECOND, 1)]]


def test_a_sentence_comes_back_into_another_paragraph() -> None:
    found = told(f"{FIRST} {SECOND}", FIRST, f"{FIRST}\n\nDas ist neu. {SECOND}")
    assert found == [[(FIRST, 1)], [("Das ist neu.", 3), (SECOND, 1)]]


def test_moved_paragraphs_keep_their_authors() -> None:
    found = told(FIRST, f"{FIRST}\n\n{SECOND}", f"{SECOND}\n\n{FIRST}")
    assert found == [[(SECOND, 2)], [(FIRST, 1)]]


def test_a_paragraph_that_is_cut_in_two_stays_by_its_author() -> None:
    assert told(f"{FIRST} {SECOND}", f"{FIRST}\n\n{SECOND}") == [[(FIRST, 1)], [(SECOND, 1)]]


def test_what_is_the_same_by_chance_is_not_taken_over() -> None:
    later = "Das Fest im Hof war schön und laut, im nächsten Jahr wieder."
    assert told(FIRST, later) == [[(later, 2)]]


def test_short_sentences_are_by_who_wrote_them_here() -> None:
    """ "So ist es." is written by many."""
    found = told("Anfang. So ist es.", "Ganz anders.", "Jemand sagte. So ist es. Und ging heim.")
    assert found == [[("Jemand sagte. So ist es. Und ging heim.", 3)]]


def test_rows_that_stand_there_twice_keep_apart() -> None:
    table = "| Mo | 15 Uhr |\n| Di | zu |"
    found = told(table, f"{table}\n| Mo | 15 Uhr |")
    assert [parts[0][1] for parts in found] == [1, 1, 1]


def test_a_merge_credits_both_sides() -> None:
    """3 was begun from 1 while 2 was written; its text holds both changes."""
    two, both = f"{FIRST} Neu von zwei.", f"{FIRST} Neu von zwei.\n\n{SECOND}"
    rows = [RevisionText(1, [], FIRST), RevisionText(2, [1], two), RevisionText(3, [2, 1], both)]
    assert said(credited(rows)) == [[(FIRST, 1), ("Neu von zwei.", 2)], [(SECOND, 3)]]


def test_what_was_taken_up_from_a_held_text_is_by_its_author() -> None:
    """2 waited; 3 is another's; 4 is the reviewer's, with the words of 2."""
    held = RevisionText(2, [1], f"{FIRST}\n\n{SECOND}", is_public=False)
    other = RevisionText(3, [1], f"{FIRST}\n\nEin Satz von drei.")
    joined = RevisionText(
        4, [3, 2], f"{FIRST}\n\nEin Satz von drei.\n\n{SECOND} Geprüft am Montag."
    )
    found = said(credited([RevisionText(1, [], FIRST), held, other, joined]))
    assert found[1:] == [
        [("Ein Satz von drei.", 3)],
        [(SECOND, 2), ("Geprüft am Montag.", 4)],
    ]


def test_words_of_a_held_text_are_nobodys_before_it_is_public() -> None:
    held = RevisionText(2, [1], f"{FIRST}\n\n{SECOND}", is_public=False)
    other = RevisionText(3, [1], f"{FIRST}\n\n{SECOND}")
    assert said(credited([RevisionText(1, [], FIRST), held, other])) == [
        [(FIRST, 1)],
        [(SECOND, 3)],
    ]


def test_signs_go_with_the_word_before_them() -> None:
    found = told("Kaffee und Kuchen, Tee und Saft", "Kaffee und Kuchen; Tee und Saft!")
    assert found == [[("Kaffee und Kuchen; Tee und Saft!", 1)]]


def test_an_empty_text_has_no_points() -> None:
    assert credited(history("")) == Credited("", ())
    assert credited(history(FIRST, "\n \n")).join() == "\n \n"


SENTENCES = [
    *(FIRST, SECOND, "Kuchen ist da.", "## Wann", "- Kaffee und Tee", "- Saft", "| a | b |"),
    *("**Neu**: der [[Treff]] zieht um, und zwar bald.", "Ja!", "…", "```", "x = 1"),
]
TEXTS = st.lists(
    st.lists(st.sampled_from(SENTENCES) | st.text("aä b.*\n|-", max_size=12), max_size=4).map(
        " ".join
    ),
    max_size=5,
).flatmap(lambda rows: st.sampled_from(["\n", "\n\n", "\r\n \n"]).map(lambda end: end.join(rows)))


@given(st.lists(TEXTS, min_size=1, max_size=8), st.data())
@settings(max_examples=200, deadline=None)
def test_whatever_is_written(texts: list[str], data: st.DataObject) -> None:
    rows = history(*texts)
    found = credited(rows)
    assert found.join() == texts[-1]
    for point in found.points:
        for part in point.parts:
            assert 1 <= part.number <= len(texts)
            there = {item for item in words(texts[part.number - 1]).items if not is_sign(item)}
            mine = {item for item in words(part.text).items if not is_sign(item)}
            assert mine <= there
    # Going back to a revision gives back who wrote it.
    back = data.draw(st.integers(1, len(rows)))
    again = RevisionText(len(rows) + 1, [len(rows)], texts[back - 1])
    assert said(credited([*rows, again])) == said(credited(rows[:back]))


@pytest.mark.long("the budget at 500 revisions of 2,000 words")
def test_500_revisions_of_2000_words(figure: Figure) -> None:
    draw = random.Random(15)
    known = [f"Wort{n}" for n in range(4_000)]

    def sentence() -> str:
        return " ".join(draw.choices(known, k=draw.randint(6, 18))) + "."

    points = [" ".join(sentence() for _ in range(4)) for _ in range(40)]
    rows = []
    for number in range(1, 501):
        place = draw.randrange(len(points))
        if number % 10 == 0:
            points = list(draw.choice(rows).text.split("\n\n"))
        elif number % 3 == 0:
            points.insert(0, points.pop(place))
        else:
            changed = points[place].split()
            changed[draw.randrange(len(changed))] = draw.choice(known)
            points[place] = " ".join(changed)
        rows.append(RevisionText(number, [number - 1], "\n\n".join(points)))
    start = time.process_time()
    assert credited(rows).join() == rows[-1].text
    figure("seconds to say who wrote what, 500 revisions", time.process_time() - start, at_most=2)


def test_it_stops_when_it_takes_too_long() -> None:
    with pytest.raises(TooMuchHistory):
        credited(history(*(f"{FIRST} {n}" for n in range(5))), seconds=-1)
