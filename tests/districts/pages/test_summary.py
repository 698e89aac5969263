"""How a long text begins: in one line, at a word, and marked where there is more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districts.pages.summary import first_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("  \n ", ""),
        ("Kurz.", "Kurz."),
        ("Zwei\n\n  Abs.", "Zwei Abs."),
        ("genau zehn", "genau zehn"),
        ("genau zehn!", "genau …"),
        # At the blank behind the tenth letter nothing is lost.
        ("genau zehn Wörter", "genau zehn …"),
        ("Donaudampfschiff", "Donaudampf …"),
        ("Donaudampf schiff", "Donaudampf …"),
        ("Müßiggänger im Süden", "Müßiggänge …"),
        ("**fett** und", "fett und"),
    ],
)
def test_the_first_ten_letters(text: str, words: str) -> None:
    assert first_words(text, length=10) == words


def test_what_is_behind_a_long_address_is_missed_and_said_to_be() -> None:
    text = f"[Plan](https://stadt.example/{'x' * 60}) und noch viel mehr"
    assert first_words(text, length=10).endswith("…")


@given(st.text(alphabet="ab äß\n", max_size=120), st.integers(1, 30))
def test_it_is_whole_or_says_that_it_is_not(text: str, length: int) -> None:
    whole, found = " ".join(text.split()), first_words(text, length=length)
    assert len(found) <= length + 2
    assert found == whole or (found.endswith(" …") and whole.startswith(found[:-2]))
