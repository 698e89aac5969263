"""What one slip of the finger is."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.spelling_errors import neighbours
from tests.text.laws import laws

WORDS = st.text(alphabet=string.ascii_lowercase, min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("meant", "typed"),
    [
        ("garten", "garen"),
        ("garten", "gartten"),
        ("garten", "garden"),
        ("garten", "gatren"),
        ("garten", "gartenx"),
        ("garten", "garte"),
    ],
)
def test_one_letter_missing_too_many_wrong_or_in_wrong_order(meant: str, typed: str) -> None:
    assert meant in neighbours(typed)
    assert typed in neighbours(meant)


@pytest.mark.parametrize(
    ("meant", "typed"),
    [
        ("garten", "garten"),
        ("garten", "darten"),
        ("garten", "arten"),
        ("garten", "agrten"),
        ("garten", "gaden"),
        ("garten", "gretan"),
    ],
)
def test_the_first_letter_is_right_and_two_errors_are_too_many(meant: str, typed: str) -> None:
    assert meant not in neighbours(typed)


def test_nothing_and_one_letter() -> None:
    assert neighbours("") == set()
    assert neighbours("a") == {f"a{letter}" for letter in string.ascii_lowercase}


@laws
@given(WORDS)
def test_every_neighbour_has_the_word_as_its_own(word: str) -> None:
    around = neighbours(word)
    assert word not in around
    assert all(word in neighbours(near) for near in list(around)[:20])
    assert all(near[0] == word[0] and abs(len(near) - len(word)) <= 1 for near in around)
