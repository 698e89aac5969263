"""Which pieces two sequences have in common, in the same order."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.laws import laws
from versions.matching import MatchedChange, changes, match


def runs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    return [(run.old, run.new, run.size) for run in match(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("", "abc", []),
        ("abc", "", []),
        ("abc", "abc", [(0, 0, 3)]),
        ("abc", "xyz", []),
        ("abc", "abxc", [(0, 0, 2), (2, 3, 1)]),
        ("abxc", "abc", [(0, 0, 2), (3, 2, 1)]),
        ("abc", "axc", [(0, 0, 1), (2, 2, 1)]),
        ("xab", "ab", [(1, 0, 2)]),
        ("abx", "ab", [(0, 0, 2)]),
    ],
)
def test_runs(old: str, new: str, expected: list[tuple[int, int, int]]) -> None:
    assert runs(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "size"),
    [
        ("ab", "ba", 1),  # what changes its place is matched once
        ("aabb", "abab", 3),  # nothing occurs once on each side
        ("aaaa", "aa", 2),
        ("abcabba", "cbabac", 4),
    ],
)
def test_of_several_ways_one_of_the_longest_is_taken(old: str, new: str, size: int) -> None:
    assert sum(length for *_where, length in runs(old, new)) == size


@laws
@given(st.text("ab", max_size=30), st.text("ab", max_size=30))
def test_runs_rise_and_are_equal(old: str, new: str) -> None:
    at_old = at_new = 0
    for run in match(old, new):
        assert run.old >= at_old
        assert run.new >= at_new
        assert old[run.old : run.old + run.size] == new[run.new : run.new + run.size]
        at_old, at_new = run.old + run.size, run.new + run.size


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("abc", "abc", []),
        ("", "", []),
        ("abc", "axc", [(1, 2, 1, 2)]),
        ("abc", "abcd", [(3, 3, 3, 4)]),
        ("abc", "xabc", [(0, 0, 0, 1)]),
        ("abc", "", [(0, 3, 0, 0)]),
        ("abc", "xyz", [(0, 3, 0, 3)]),
        ("abcd", "xbcy", [(0, 1, 0, 1), (3, 4, 3, 4)]),
    ],
)
def test_changes_are_what_lies_between(
    old: str, new: str, expected: list[tuple[int, int, int, int]]
) -> None:
    found = changes(match(old, new), len(old), len(new))
    assert found == [MatchedChange(*one) for one in expected]


def test_the_same_input_gives_the_same_answer_where_the_work_is_cut_short() -> None:
    chance = random.Random(13)
    old, new = ([chance.choice("abcd") for _n in range(5_000)] for _side in range(2))
    first = match(old, new)
    assert match(old, new) == first
    assert 0 < sum(run.size for run in first) < 5_000
