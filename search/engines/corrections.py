"""Which known word did somebody mean who wrote an unknown one?

For the database engine; Elasticsearch brings its own. Both correct one typing error (a letter
missing, too many, wrong, or two in the wrong order) in words of five letters or more, and trust
that the first letter is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from search import lexicon
from search.spelling_errors import neighbours
from search.words import stem
from text.fold import fold

SHORTEST = 5


def can_be_corrected(folded: str) -> bool:
    """Whether a word may be an error: long enough, plain letters, and none of our own words.

    "Schild" is right even where only "Schuld" occurs.
    """
    right = folded in lexicon.parts() or folded in lexicon.stopwords()
    return len(folded) >= SHORTEST and folded.isalpha() and folded.isascii() and not right


def stems_around(folded: str) -> dict[str, str]:
    """The stems of all neighbours, each with one neighbour that has it."""
    around: dict[str, str] = {}
    # Of several with one stem the most alike. "kanael" is none: in a folded text it is "kanal".
    words = (word for word in neighbours(folded) if fold(word) == word)
    for word in sorted(words, key=lambda word: (len(word) != len(folded), word)):
        around.setdefault(stem(word), word)
    around.pop(stem(folded), None)
    return around


def best(around: Mapping[str, str], known: Mapping[str, int]) -> str:
    """Return the neighbour whose stem occurs most often; empty when none occurs."""
    found: Iterable[str] = (one for one in around if known.get(one))
    chosen = max(found, key=lambda one: (known[one], one), default="")
    return around.get(chosen, "")
