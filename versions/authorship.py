"""Which revision first brought each word of a text?

After WikiWho (F. Flöck and M. Acosta, "WikiWho: Precise and Efficient Attribution of Authorship of
Revisioned Content", WWW 2014): what stands in a revision is looked for from coarse to fine (whole
text, points, sentences, words) and at each step first in what it was made from, then in everything
that ever stood there. So what was removed and came back keeps its first author, whether by a revert
or by hand, and so does what was moved. Below whole sentences words are compared as the page of a
difference compares them (`versions.alignment`, `versions.wordmerge`): what is marked there as put
in is whose revision it is. Words that are the same by chance do not count as taken over.

A revision that waited and was accepted in another one is no public text: its words belong to it
only in revisions that name it as a parent.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic

from versions.alignment import align
from versions.units import Units, is_sign, points, words
from versions.wordmerge import kept_runs

#: Words that a sentence needs to be known again: "So ist es." is written by many people.
_SENTENCE_WORDS = 4
_SENTENCE_ENDS = frozenset(".!?…")
#: Points whose words are kept in mind: each is asked for as new, as known, and as what was before.
#: Cutting them is two thirds of all work.
_CUT_KEPT = 256
#: The credited revision of each word, as they stand in a point.
Origins = array


class TooMuchHistory(Exception):
    """There is so much history that nobody can be told in time who wrote what."""


@dataclass(frozen=True, slots=True)
class RevisionText:
    """A revision to go by; `is_public` is False for one that became public in another one."""

    number: int
    parents: Sequence[int]
    text: str
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text, and the number of the revision that first brought it."""

    text: str
    number: int


@dataclass(frozen=True, slots=True)
class CreditedPoint:
    """A paragraph, list item or row in parts, and the white space behind it."""

    parts: tuple[Part, ...]
    space: str

    @property
    def text(self) -> str:
        """Return it as it is written."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Credited:
    """A text in points; `lead` and all of them joined give it back."""

    lead: str
    points: tuple[CreditedPoint, ...]

    def join(self) -> str:
        """Give back the text."""
        return self.lead + "".join(point.text + point.space for point in self.points)


def credited(revisions: Iterable[RevisionText], *, seconds: float = float("inf")) -> Credited:
    """Return the text of the last of these revisions (oldest first), and who brought what of it.

    Raises `TooMuchHistory` when it takes longer than `seconds`.
    """
    history, last = _History(), ""
    end = monotonic() + seconds
    state: _State = ()
    for revision in revisions:
        if monotonic() > end:
            raise TooMuchHistory
        state, last = history.add(revision), revision.text
    cut = points(last)
    found = (
        CreditedPoint(tuple(_parts(words(item), origins)), space)
        for item, origins, space in zip(cut.items, state, cut.spaces[1:], strict=True)
    )
    return Credited(cut.spaces[0], tuple(found))


def _parts(cut: Units, origins: Origins[int]) -> Iterator[Part]:
    """Join neighbours of one revision; a sign belongs to the word before it, or to the next."""
    text, number = cut.spaces[0], 0
    for item, space, origin in zip(cut.items, cut.spaces[1:], origins, strict=True):
        if number not in (0, origin) and not is_sign(item):
            yield Part(text, number)
            text, number = "", origin
        text += item + space
        # Signs alone at the beginning wait for the first word.
        number = number if is_sign(item) else origin
    if text:
        yield Part(text, number or origins[0])


#: Who brought what of a revision: the origins of each of its points.
_State = tuple["Origins[int]", ...]


class _History:
    """What has stood in a text so far, and who brought it."""

    def __init__(self) -> None:
        self._states: dict[int, tuple[tuple[str, ...], _State]] = {}
        self._texts: dict[str, int] = {}
        self._points: dict[str, Origins[int]] = {}
        self._sentences: dict[tuple[str, ...], Origins[int]] = {}
        self._words = lru_cache(maxsize=_CUT_KEPT)(words)

    def add(self, revision: RevisionText) -> _State:
        """Note the next revision; return who brought what of it."""
        before = self._texts.get(revision.text)
        if before is not None:
            self._states[revision.number] = self._states[before]
            return self._states[before][1]
        # The same words are kept once, however many revisions have them.
        items = tuple(points(revision.text).items)
        parents = [self._states[n] for n in revision.parents if n in self._states]
        state = self._found(items, parents, revision.number)
        self._states[revision.number] = items, state
        if revision.is_public:
            self._texts[revision.text] = revision.number
            self._learn(items, state)
        return state

    def _found(
        self, items: tuple[str, ...], parents: Sequence[tuple[tuple[str, ...], _State]], number: int
    ) -> _State:
        found = _unchanged(items, parents)
        for place, item in enumerate(items):
            if place not in found and item in self._points:
                found[place] = self._points[item]
        if len(found) < len(items):
            rewritten = [_rewritten(items, parent, found) for parent in parents]
            for place, item in enumerate(items):
                if place not in found:
                    sources = [found_in[place] for found_in in rewritten if place in found_in]
                    found[place] = self._by_words(item, sources, number)
        return tuple(found[place] for place in range(len(items)))

    def _by_words(
        self, item: str, sources: Sequence[tuple[str, Origins[int]]], number: int
    ) -> Origins[int]:
        """Return who brought the words of a point that is new as it stands.

        `sources` are what it was made from: the points of its parents with their origins.
        """
        cut = self._words(item)
        origins = array("I", [0]) * len(cut.items)
        for before, known in sources[:1]:
            _take_over(cut, self._words(before), known, origins)
        for start, end in _sentences(cut.items):
            sentence = self._sentences.get(cut.items[start:end])
            if sentence is not None and 0 in origins[start:end]:
                origins[start:end] = sentence
        for before, known in sources[1:]:
            _take_over(cut, self._words(before), known, origins)
        return array("I", (origin or number for origin in origins))

    def _learn(self, items: Sequence[str], state: _State) -> None:
        for item, origins in zip(items, state, strict=True):
            if item not in self._points:
                self._points[item] = origins
                cut = self._words(item).items
                for start, end in _sentences(cut):
                    self._sentences.setdefault(cut[start:end], origins[start:end])


def _unchanged(
    items: Sequence[str], parents: Sequence[tuple[tuple[str, ...], _State]]
) -> dict[int, Origins[int]]:
    """Return of each point that stands in a parent whose it is there; one that stands there
    several times is taken in their order.
    """
    found: dict[int, Origins[int]] = {}
    for there, state in parents:
        left: defaultdict[str, list[Origins[int]]] = defaultdict(list)
        for item, origins in zip(reversed(there), reversed(state), strict=True):
            left[item].append(origins)
        for place, item in enumerate(items):
            if place not in found and left.get(item):
                found[place] = left[item].pop()
    return found


def _rewritten(
    items: tuple[str, ...],
    parent: tuple[tuple[str, ...], _State],
    found: dict[int, Origins[int]],
) -> dict[int, tuple[str, Origins[int]]]:
    """Return which points of a parent became those whose author is still looked for."""
    there, state = parent
    here, earlier = set(items), set(there)
    gone = [place for place, item in enumerate(there) if item not in here]
    new = [place for place, item in enumerate(items) if item not in earlier]
    # Most edits; a long paragraph takes long to be compared twice.
    one_each = len(gone) == len(new) == 1
    pairs = {gone[0]: new[0]} if one_each else align(there, items).kept
    return {
        place: (there[before], state[before])
        for before, place in pairs.items()
        if place not in found
    }


def _take_over(cut: Units, before: Units, known: Origins[int], origins: Origins[int]) -> None:
    """Credit the words that were kept from a source, unless they are credited already."""
    for run in kept_runs(before, cut):
        for offset in range(run.size):
            if not origins[run.new + offset]:
                origins[run.new + offset] = known[run.old + offset]


def _sentences(items: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where the sentences begin and end that are long enough to be known again."""
    start = count = 0
    for place, item in enumerate(items):
        count += not is_sign(item)
        if item in _SENTENCE_ENDS or place + 1 == len(items):
            if count >= _SENTENCE_WORDS:
                yield start, place + 1
            start, count = place + 1, 0
