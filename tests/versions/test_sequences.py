"""Two people's changes to one ordered list."""

from typing import Any

import pytest

from versions.sequences import merge_sequence

A, B, C = "Bank suchen", "Schild malen", "Nachbarn fragen"


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged"),
    [
        ([], [], [], []),
        ([A], [A], [A], [A]),
        ([A, B], [A, B, C], [A, B], [A, B, C]),
        ([A, B], [A, B], [C, A, B], [C, A, B]),
        ([A, B, C], [B, C], [A, B], [B]),
        ([A, B], [B], [B], [B]),
        ([A, B, C], [C, A, B], [A, B, C], [C, A, B]),
        # Both add the same one, at different places: it comes once.
        ([A], [C, A], [A, C], [C, A]),
        # Twice in somebody's own list is meant.
        ([A, A], [A, A, B], [A, A], [A, A, B]),
        # One item by its words.
        (
            ["Bank am Fluss suchen"],
            ["Bank am Fluss finden"],
            ["Bank am Steg suchen"],
            ["Bank am Steg finden"],
        ),
        # Things that are no words, whatever the order of their keys.
        ([{"a": 1, "b": 2}], [{"b": 2, "a": 1}, 7], [{"a": 1, "b": 2}], [{"a": 1, "b": 2}, 7]),
        ([{"a": 1, "b": 2}], [{"b": 2, "a": 1}], [{"a": 1, "b": 3}], [{"a": 1, "b": 3}]),
        ([1, 2], [2], [1, 2, 3], [2, 3]),
    ],
)
def test_both_changes_stay(
    base: list[Any], theirs: list[Any], mine: list[Any], merged: list[Any]
) -> None:
    assert merge_sequence(base, theirs, mine) == (merged, True)


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "both"),
    [
        (["um acht"], ["um neun"], ["um zehn"], ["um neun", "um zehn"]),
        ([{"a": 1}], [{"a": 2}], [{"a": 3}], [{"a": 2}, {"a": 3}]),
        (["um acht"], [], ["um zehn"], ["um zehn"]),
        ([A, "um acht", B], [A, "um neun", B], [A, "um zehn", B], [A, "um neun", "um zehn", B]),
    ],
)
def test_one_item_that_both_rewrote_is_for_somebody_to_decide(
    base: list[Any], theirs: list[Any], mine: list[Any], both: list[Any]
) -> None:
    assert merge_sequence(base, theirs, mine) == (both, False)
