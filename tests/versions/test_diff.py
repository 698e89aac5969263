"""What changed, told so that a person sees it."""

from __future__ import annotations

import json
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given

from tests.cpu_time import less_than
from tests.text.laws import many
from tests.text.vectors import shared
from tests.versions.test_merge import ANY_TEXT, three_versions
from versions.diff import Diff, DiffRow, Gap, collapse, diff
from versions.wordmarks import mark_words

# Ten thousand examples of a law take minutes.
pytestmark = pytest.mark.timeout(3600)


def told(comparison: Diff) -> list[tuple[str, str, str]]:
    """The rows with marked words in brackets."""
    return [(row.kind, brackets(row, "old"), brackets(row, "new")) for row in comparison.rows]


def brackets(row: DiffRow, side: str) -> str:
    segments = row.old if side == "old" else row.new
    return "".join(f"[{part.text}]" if part.marked else part.text for part in segments)


@given(three_versions())
@many
def test_a_diff_holds_both_versions(texts: tuple[str, str, str]) -> None:
    old, new, _ = texts
    for budget in (5.0, -1.0):
        comparison = diff(old, new, budget_seconds=budget)
        assert comparison.old_text == old
        assert comparison.new_text == new


@given(three_versions())
@many
def test_what_is_not_marked_is_equal(texts: tuple[str, str, str]) -> None:
    old, new, _ = texts
    comparison = diff(old, new, budget_seconds=5)
    for row in comparison.rows:
        old_words = "".join(part.text for part in row.old if not part.marked).split()
        new_words = "".join(part.text for part in row.new if not part.marked).split()
        if row.kind == "context":
            assert row.old_text == row.new_text
        if row.kind == "changed":
            assert "".join(old_words) == "".join(new_words)
        if row.kind in ("added", "removed"):
            assert not old_words
            assert not new_words


@given(three_versions())
@many
def test_numbers_run_through_and_moves_name_each_other(texts: tuple[str, str, str]) -> None:
    comparison = diff(*texts[:2], budget_seconds=5)
    for numbers in (
        [row.old_number for row in comparison.rows if row.old_number],
        [row.new_number for row in comparison.rows if row.new_number],
    ):
        assert numbers == list(range(1, len(numbers) + 1))
    away = {(row.old_number, row.partner) for row in comparison.rows if row.kind == "moved_away"}
    here = {(row.partner, row.new_number) for row in comparison.rows if row.kind == "moved_here"}
    assert away == here


@given(ANY_TEXT)
@many
def test_equal_versions_have_no_differences(text: str) -> None:
    comparison = diff(text, text)
    assert comparison.is_empty
    assert comparison.added == comparison.removed == 0
    assert all(row.kind == "context" for row in comparison.rows)


@given(ANY_TEXT, ANY_TEXT)
@many
def test_marked_words_leave_the_texts_whole(old: str, new: str) -> None:
    before, after = mark_words(old, new)
    assert "".join(segment.text for segment in before) == old
    assert "".join(segment.text for segment in after) == new


@given(three_versions())
@many
def test_collapsing_keeps_every_row(texts: tuple[str, str, str]) -> None:
    comparison = diff(*texts[:2], budget_seconds=5)
    for around in (0, 2):
        shown: list[DiffRow] = []
        for part in collapse(comparison.rows, around):
            shown += part.rows if isinstance(part, Gap) else [part]
        assert tuple(shown) == comparison.rows


def test_words_are_marked() -> None:
    comparison = diff("Das Café öffnet um acht Uhr.\n", "Das Café öffnet um neun Uhr im Hof.\n")
    assert told(comparison) == [
        (
            "changed",
            "Das Café öffnet um [acht] Uhr.",
            "Das Café öffnet um [neun] Uhr [im Hof].",
        )
    ]
    assert (comparison.removed, comparison.added) == (4, 10)


def test_paragraphs_come_and_go() -> None:
    assert told(diff("A\n\nWeg damit\n\nC", "A\n\nC\n\nGanz neu")) == [
        ("context", "A", "A"),
        ("removed", "[Weg damit]", ""),
        ("context", "C", "C"),
        ("added", "", "[Ganz neu]"),
    ]


def test_rewritten_beyond_recognition_is_removed_and_added() -> None:
    kinds = [
        row.kind for row in diff("Der Hof ist offen.", "Montags Chorprobe, bitte klingeln!").rows
    ]
    assert kinds == ["removed", "added"]


def test_a_moved_paragraph_is_recognised() -> None:
    old = "Erstens der Hof.\n\nZweitens das Fest.\n\nDrittens der Markt."
    new = "Zweitens das Fest.\n\nDrittens der Markt.\n\nErstens der Hof."
    comparison = diff(old, new)
    assert told(comparison) == [
        ("moved_away", "Erstens der Hof.", ""),
        ("context", "Zweitens das Fest.", "Zweitens das Fest."),
        ("context", "Drittens der Markt.", "Drittens der Markt."),
        ("moved_here", "", "Erstens der Hof."),
    ]
    assert (comparison.rows[0].partner, comparison.rows[3].partner) == (3, 1)
    assert comparison.added == comparison.removed == 0


def test_a_moved_paragraph_with_a_new_word_is_recognised() -> None:
    moved = "Der Hof am alten Markt ist jeden Tag bis acht Uhr offen."
    comparison = diff(f"{moved}\n\nB\n\nC", f"B\n\nC\n\n{moved.replace('acht', 'neun')}")
    assert told(comparison)[0] == ("moved_away", moved.replace("acht", "[acht]"), "")
    assert told(comparison)[3] == ("moved_here", "", moved.replace("acht", "[neun]"))
    assert (comparison.removed, comparison.added) == (4, 4)


def test_list_items_and_table_rows_are_rows_of_their_own() -> None:
    assert told(diff("- a\n- b\n- c\n", "- a\n- b\n- neu\n- c\n")) == [
        ("context", "- a", "- a"),
        ("context", "- b", "- b"),
        ("added", "", "[- neu]"),
        ("context", "- c", "- c"),
    ]


def test_lines_wrapped_anew_are_no_change_of_words() -> None:
    comparison = diff("Der Hof ist\nimmer offen.", "Der Hof ist immer\noffen.")
    (row,) = comparison.rows
    assert (row.kind, row.only_space) == ("changed", True)
    assert comparison.is_empty


def test_empty_lines_are_told_apart_from_words() -> None:
    comparison = diff("A\nB\n\nC", "A\nB\n\n\n\nC")
    assert [(row.kind, row.old_space != row.new_space) for row in comparison.rows] == [
        ("context", True),
        ("context", False),
    ]


def test_long_stretches_without_change_are_gaps() -> None:
    old = "\n\n".join(f"Absatz {number}" for number in range(20))
    shown = collapse(diff(old, old.replace("Absatz 9", "Absatz neun")).rows, around=2)
    assert [part.count if isinstance(part, Gap) else part.kind for part in shown] == [
        7,
        "context",
        "context",
        "changed",
        "context",
        "context",
        8,
    ]
    assert not any(isinstance(part, Gap) and part.count < 2 for part in shown)


def test_without_time_points_are_marked_as_a_whole() -> None:
    comparison = diff("Der Hof ist offen.", "Der Hof ist zu.", budget_seconds=-1)
    assert told(comparison) == [("changed", "[Der Hof ist offen.]", "[Der Hof ist zu.]")]
    assert not comparison.complete


def test_neighbours_in_real_histories_take_less_than_a_second() -> None:
    for line in shared("revisions/articles.jsonl").read_text().splitlines():
        bodies = [revision["body"] for revision in json.loads(line)["revisions"]]
        for old, new in pairwise(bodies):
            # About 0.07 s; asked again, because a collection of garbage may come by.
            assert any(is_quick(old, new) for _again in range(2))


def is_quick(old: str, new: str) -> bool:
    started = process_time()
    comparison = diff(old, new)
    collapse(comparison.rows)
    seconds = process_time() - started
    assert (comparison.old_text, comparison.new_text) == (old, new)
    return seconds < 1


def test_unlike_texts_take_less_than_some_seconds() -> None:
    """The library's HtmlDiff needs nine seconds for a thousand unlike lines."""
    old = "\n\n".join(f"Zeile {number} mit Wort{number % 7}" for number in range(5_000))
    new = "\n\n".join(f"{number * 3} andere Zeile, Wort{number % 5}" for number in range(5_000))
    with less_than(3):  # about 0.6 s
        assert diff(old, new).new_text == new
