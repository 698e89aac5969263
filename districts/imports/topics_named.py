"""Which topics does a title name? For what comes without topics: council papers.

Told by the topics' names and other words, as stems: every word of one of them stands in the title,
alone or at the beginning or end of a compound ("Spielplatz" in "Kinderspielplatz"). Short words
must stand alone. A guess by words, so it only ever adds, and anybody trusted can put it right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from districts.models import Topic
from text.fold import fold

#: Shorter stems are parts of too many other words ("rat" in "Heirat").
SHORTEST_PART = 6
_WORD = re.compile(r"[^\W_]+")
#: Endings of cases and plurals, behind what is long enough to be a word.
_ENDING = re.compile(r"(?<=\w{4})(?:en|er|es|e|n|s)$")
_AND = re.compile(r"\s+(?:und|&)\s+")

Phrase = tuple[str, ...]


def phrases_of(topic: Topic) -> frozenset[Phrase]:
    """Return the ways a topic is called, each as its stems; "A und B" is called A and called B."""
    names = [
        part for name in (topic.name, *topic.synonyms.splitlines()) for part in _AND.split(name)
    ]
    return frozenset(phrase for name in names if (phrase := tuple(_stems(name))))


class TopicFinder:
    """Finds topics in titles; made once for many."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self.phrases = [(topic.pk, phrases_of(topic)) for topic in topics]

    def __call__(self, title: str) -> list[int]:
        """Return the primary keys of the topics that a title names."""
        words = _stems(title)
        return [
            pk
            for pk, phrases in self.phrases
            if any(all(_stands_in(part, words) for part in phrase) for phrase in phrases)
        ]


def _stems(text: str) -> list[str]:
    return [_ENDING.sub("", word) for word in _WORD.findall(fold(text))]


def _stands_in(part: str, words: list[str]) -> bool:
    if part in words:
        return True
    return len(part) >= SHORTEST_PART and any(
        word.startswith(part) or word.endswith(part) for word in words
    )
