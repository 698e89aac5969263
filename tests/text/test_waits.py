"""How long somebody is asked to wait, in words."""

import pytest
from django.utils import translation

from text import waits


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "in 1 Minute"),
        (60, "in 1 Minute"),
        (61, "in 2 Minuten"),
        (3600, "in 60 Minuten"),
        (5401, "in etwa 2 Stunden"),
        (86_000, "in etwa 24 Stunden"),
    ],
)
def test_it_is_said_in_minutes_or_hours_and_never_too_short(seconds: int, words: str) -> None:
    with translation.override("de"):
        assert waits.in_words(seconds) == words
