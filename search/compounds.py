"""Which words is a German compound made of?

A word is cut where every piece is a known word in one of its linking forms ("Kindertagesstätte" →
kind, tag, statt), or where the end is a known word and the beginning looks like one
("Kaiserstraße"). Everything here works on folded words; the list is folded the same way, before
anything is cut.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from search import lexicon
from search.spelling_errors import neighbours
from search.words import KNOWN, stem
from text.fold import fold

# A compound of two words of three letters is the shortest one worth cutting.
SHORTEST = 6
# Nothing longer is a word that somebody means.
LONGEST = 60
# An unknown beginning needs this many letters, and so does the known end after it.
UNKNOWN = 4
_LINKS = ("s", "es", "n", "en", "er", "e", "ens", "innen")
_ENDINGS = ("s", "es", "n", "en", "e", "er", "ern", "nen", "innen", "in")
# These begin words without making them compounds: "Ausland" is no kind of "Land". Participles and
# infinitives put "ge" and "zu" behind them.
_PREFIX = (
    "ab|an|auf|aus|be|bei|da|dar|durch|ein|ent|er|fort|ge|gegen|her|hin|hinter|in|inter|los|mit|"
    "miss|nach|nieder|ober|uber|um|un|unter|ur|ver|vor|weg|wider|wieder|zer|zu|zuruck|zusammen|"
    "zwischen|auseinander|entgegen|heim|hervor|teil|statt|kon|pro|re|de|dis|ex|trans|sub|aber|beant"
)
_PREFIXES = frozenset(
    f"{prefix}{infix}" for prefix in _PREFIX.split("|") for infix in ("", "ge", "zu")
)


class Splitter:
    """Cuts words along one list of parts. Make one per list and keep it: it remembers."""

    def __init__(self, parts: Iterable[str]) -> None:
        """Take parts in dictionary spelling or folded."""
        self.base = frozenset(fold(part) for part in parts)
        self._inner = _inner_forms(self.base) | {word: word for word in lexicon.starts()}
        self._ends = _end_forms(self.base)
        self.split = lru_cache(maxsize=KNOWN)(self._split)

    def _split(self, word: str) -> tuple[str, ...]:
        """Return the parts of a folded word in order; nothing when it is no compound we know."""
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or word in lexicon.whole():
            return ()
        return self._known(word) or (() if word in self.base else self._known_end(word))

    def _known(self, word: str) -> tuple[str, ...]:
        """The cut into the fewest known parts; of equally many, the one with the longest end."""
        best: list[tuple[str, ...] | None] = [(), *[None] * len(word)]
        for end in range(3, len(word) + 1):
            forms = self._ends if end == len(word) else self._inner
            for start in range(end - 2):
                before = best[start]
                part = forms.get(word[start:end]) if before is not None else None
                if before is not None and part and not (start == 0 and end == len(word)):
                    known = best[end]
                    if known is None or len(before) + 1 < len(known):
                        best[end] = (*before, part)
        found = best[-1] or ()
        return found if len(found) > 1 else ()

    def _known_end(self, word: str) -> tuple[str, ...]:
        """An unknown beginning before the longest known end."""
        for start in range(UNKNOWN, len(word) - UNKNOWN + 1):
            part = self._ends.get(word[start:])
            if part is not None:
                if word[:start] in _PREFIXES or part in lexicon.only_known():
                    return ()
                return (_without_link(word[:start]), part)
        return ()

    def nearly(self, word: str) -> tuple[str, ...]:
        """Return the parts of the compound that a folded word is one typing error away from.

        One half has to be known as it is, the other one has the error; of several cuts the one that
        knows most letters counts. "fahradreparatur" → fahrrad, reparatur.
        """
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
            return ()
        found: list[tuple[int, tuple[str, str]]] = []
        for cut in range(UNKNOWN, len(word) - UNKNOWN + 1):
            first, last = word[:cut], word[cut:]
            begin, end = self._inner.get(first), self._ends.get(last)
            if end and not begin and first not in _PREFIXES:
                found += [(len(last), (meant, end)) for meant in _meant(first, self._inner)]
            elif begin and not end:
                found += [(len(first), (begin, meant)) for meant in _meant(last, self._ends)]
        return max(found, default=(0, ()))[1]


def _meant(piece: str, forms: Mapping[str, str]) -> list[str]:
    return [forms[near] for near in neighbours(piece) if near in forms]


def _inner_forms(base: Collection[str]) -> dict[str, str]:
    """Every form a part may have before another one: Schule → schule, schul, schulen, schules."""
    forms: dict[str, str] = {}
    for part in sorted(base):
        for link in _LINKS:
            forms.setdefault(part + link, part)
        if part.endswith(("e", "en")) and len(part) > 4:
            forms.setdefault(part.removesuffix("n").removesuffix("e"), part)
    return forms | {part: part for part in base}


def _end_forms(base: Collection[str]) -> dict[str, str]:
    """Every form a part may have at the end of a word, with its endings of case and number."""
    forms: dict[str, str] = {}
    for part in sorted(base):
        for ending in _ENDINGS:
            forms.setdefault(part + ending, part)
    return forms | {part: part for part in base}


def _without_link(start: str) -> str:
    return start[:-1] if start.endswith("s") and len(start) > UNKNOWN else start


@lru_cache(maxsize=4)
def splitter(extra: frozenset[str] = frozenset()) -> Splitter:
    """The splitter with our own list and these further words (the editors')."""
    return Splitter(lexicon.parts() | extra)


def parts_of(folded: Iterable[str], extra: frozenset[str] = frozenset()) -> list[str]:
    """Return the stems of the parts of these folded words, in order, without the words."""
    split = splitter(extra).split
    return [stem(part) for word in folded for part in split(word)]
