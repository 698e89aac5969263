"""Which other words does a question mean? Our own list and what editors added in the admin.

Synonyms are spread out when a question is asked, never in the index, so a change counts at once
and on both engines. Every process remembers the editors' words for a few seconds.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from search import lexicon
from search.models import SynonymSet
from search.words import folded_words, stems

# How long another process may go on with the old words after an editor has changed them.
REMEMBER_SECONDS = 10.0

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Synonyms by the stems they stand for, and the editors' compound parts (folded).

    `spelled` says how whoever wrote a synonym spelled it; for explanations only.
    """

    others: dict[Phrase, frozenset[Phrase]]
    parts: frozenset[str]
    spelled: dict[Phrase, str] = field(default_factory=dict)

    @property
    def longest(self) -> int:
        """How many words the longest phrase has."""
        return max(map(len, self.others), default=0)

    def alternatives(self, question: Sequence[str]) -> list[Phrase]:
        """Return what stands for parts of these stems, longest phrases first, each once."""
        found: dict[Phrase, None] = {}
        for size in range(min(self.longest, len(question)), 0, -1):
            for start in range(len(question) - size + 1):
                found |= dict.fromkeys(
                    sorted(self.others.get(tuple(question[start : start + size]), ()))
                )
        return [phrase for phrase in found if not _contains(question, phrase)]


def _contains(question: Sequence[str], phrase: Phrase) -> bool:
    size = len(phrase)
    return any(
        tuple(question[start : start + size]) == phrase for start in range(len(question) - size + 1)
    )


_remembered: tuple[float, Vocabulary] | None = None


def vocabulary() -> Vocabulary:
    """The synonyms and compound parts in use: one query now and then, none in between."""
    global _remembered
    now = time.monotonic()
    if _remembered is None or now - _remembered[0] > REMEMBER_SECONDS:
        rows = SynonymSet.objects.filter(active=True).values_list("use", "words")
        _remembered = (now, build(tuple(rows)))
    return _remembered[1]


def forget() -> None:
    """Look again at the next question. Called when an editor saves."""
    global _remembered
    _remembered = None


def editors_parts() -> frozenset[str]:
    """The folded compound parts that editors added."""
    return vocabulary().parts


@lru_cache(maxsize=8)
def build(rows: tuple[tuple[str, str], ...]) -> Vocabulary:
    """Put our own groups and the editors' rows (use, words by line) together."""
    others: dict[Phrase, set[Phrase]] = {}
    parts: set[str] = set()
    spelled: dict[Phrase, str] = {}
    for group in lexicon.synonyms():
        _add(others, group, spelled)
    for use, text in rows:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if use == SynonymSet.Use.PARTS:
            parts.update(word for line in lines for word in folded_words(line))
        else:
            _add(others, lines, spelled, one_way=use == SynonymSet.Use.ONE_WAY)
    frozen = {key: frozenset(value) for key, value in others.items()}
    return Vocabulary(frozen, frozenset(parts), spelled)


def _add(
    others: dict[Phrase, set[Phrase]],
    group: Iterable[str],
    spelled: dict[Phrase, str],
    *,
    one_way: bool = False,
) -> None:
    written = {tuple(stems(folded_words(word))): word for word in group}
    written.pop((), None)
    for phrase, word in written.items():
        spelled.setdefault(phrase, word)
    phrases = list(written)
    for asked in phrases[:1] if one_way else phrases:
        others.setdefault(asked, set()).update(other for other in phrases if other != asked)
