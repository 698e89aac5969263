"""What has to occur in a hit? The same demand for every engine, which says it in its own language.

Apart from the order: n-grams, which nearly everything shares, only put hits in order, so totals,
facets and "nothing found" keep their meaning.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from search import words
from search.engines import weights
from search.question import Question


@dataclass(frozen=True, slots=True)
class Match:
    """How one word of a question occurs: by any of the stems, or by all of the parts together."""

    folded: str
    stems: tuple[str, ...]
    parts: tuple[str, ...]


def matches(question: Question, *, tolerant: bool) -> list[Match]:
    """Return one way for each word that says what is sought: in any form, or corrected.

    `tolerant` takes any part of a compound for the compound, unless that is all that is asked: who
    seeks a Rathaus is not helped with a Schulhaus. Then a compound that was typed wrong has a
    second way.
    """
    any_part = tolerant and len(question.content) > 1
    found = []
    for word in question.content:
        known = (words.stem(known) for typed, known in question.corrections if typed == word.folded)
        stems = [*word.stems, *known, *(word.parts if any_part else ())]
        parts = () if any_part or len(set(word.parts)) < 2 else word.parts
        found.append(Match(word.folded, _once(stems), _once(parts)))
        if tolerant and word.meant:
            meant = _once(word.meant)
            found.append(Match("", meant, ()) if any_part else Match("", (), meant))
    return found


def needed(question: Question, *, tolerant: bool) -> int:
    """Return how many words, or synonyms of them, have to occur: see `weights.WORDS_PER_MATCH`."""
    return 1 if tolerant else max(1, len(question.content) // weights.WORDS_PER_MATCH)


def _once(stems: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stems))
