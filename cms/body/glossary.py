"""Which words of a text are explained, and where?

Each word is explained once, right below the block in which it comes first. Pure: no database.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import strip_tags


@dataclass(frozen=True, slots=True)
class GlossaryWord:
    """A word to explain: its spellings, the first one being shown, and what it means."""

    spellings: tuple[str, ...]
    explanation: str

    @property
    def term(self) -> str:
        return self.spellings[0]


def explained(
    blocks: Iterable[str], words: Sequence[GlossaryWord]
) -> list[tuple[str, list[GlossaryWord]]]:
    """Return each block of HTML with the words that are to be explained below it."""
    left = {word: _pattern(word) for word in words}
    found = []
    for html in blocks:
        text = strip_tags(html)
        here = [word for word, pattern in left.items() if pattern.search(text)]
        for word in here:
            del left[word]
        found.append((html, here))
    return found


def _pattern(word: GlossaryWord) -> re.Pattern[str]:
    """Whole words in any case; a hyphen ends a word, so "Stadt" is not found in "Stadt-Teil"."""
    spellings = sorted(word.spellings, key=len, reverse=True)
    choice = "|".join(re.escape(spelling) for spelling in spellings)
    return re.compile(rf"(?<![\w-])(?:{choice})(?![\w-])", re.IGNORECASE)
