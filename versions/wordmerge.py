"""How are two rewritings of one paragraph merged word by word?

Each person's changes are stretches of the base with what they became. Stretches that do not overlap
are all made. Where both put something in at the same place, both stay if they are whole lines or
sentences (two people adding to the end of a paragraph), the others' first; otherwise, and where
stretches overlap, there is no telling what both would want, and the answer is None.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from versions.matching import MatchedChange, MatchedRun, changes, match
from versions.units import Units, is_sign, numbers, words
from versions.weaving import Piece, Versions, space_between

#: Share of the shorter version's words that must be kept; below, a paragraph counts as replaced.
_KEPT_SHARE = 0.34
#: A run of this many words between much longer changes is chance, not agreement.
_CHANCE_WORDS = 2
_LONG_CHANGE = 4
_SENTENCE_ENDS = frozenset(".!?…:;")
_CLOSING = frozenset("\"'»«“”‘’)]*_")


def merge_words(base: str, theirs: str, mine: str) -> str | None:
    """Return the merged paragraph, or None where both changed the same words.

    A number that nobody wrote is none either: one put in beside another may have joined it.
    """
    texts = Versions(words(base), words(theirs), words(mine))
    sides = _Side.of(texts.base, texts.theirs), _Side.of(texts.base, texts.mine)
    pieces = _woven(texts, *sides)
    if pieces is None:
        return None
    merged = _joined(texts, pieces)
    written = {*texts.base.items, *texts.theirs.items, *texts.mine.items}
    return merged if numbers(merged) <= written else None


def kept_runs(old: Units, new: Units) -> list[MatchedRun]:
    """Return the words two versions share, without those that are the same by chance."""
    runs = match(old.items, new.items)
    shared = sum(run.size for run in runs)
    if shared < _KEPT_SHARE * min(len(old.items), len(new.items)):
        return []
    return _without_chance(runs, old, new)


def _without_chance(runs: list[MatchedRun], old: Units, new: Units) -> list[MatchedRun]:
    """Drop short runs that stand alone amid long changes, and signs that stand alone."""
    kept = []
    for index, run in enumerate(runs):
        before, after = _gap(runs, index, old, new), _gap(runs, index + 1, old, new)
        only_signs = all(map(is_sign, old.items[run.old : run.old + run.size]))
        if before and after and only_signs:
            continue
        if run.size <= _CHANCE_WORDS and min(before, after) >= _LONG_CHANGE:
            continue
        kept.append(run)
    return kept


def _gap(runs: list[MatchedRun], index: int, old: Units, new: Units) -> int:
    """Return how many words were changed before the run of this index."""
    last = runs[index - 1] if index else MatchedRun(0, 0, 0)
    this = runs[index] if index < len(runs) else MatchedRun(len(old.items), len(new.items), 0)
    return max(this.old - last.old - last.size, this.new - last.new - last.size)


@dataclass(frozen=True, slots=True)
class _Side:
    """One person's version: its words, its changes, and where each kept word stands."""

    units: Units
    changes: list[MatchedChange]
    place: dict[int, int]

    @classmethod
    def of(cls, base: Units, version: Units) -> _Side:
        runs = kept_runs(base, version)
        place = {run.old + i: run.new + i for run in runs for i in range(run.size)}
        return cls(version, changes(runs, len(base.items), len(version.items)), place)

    def words_of(self, change: MatchedChange) -> tuple[str, ...]:
        return self.units.items[change.new_start : change.new_end]

    def is_whole(self, change: MatchedChange) -> bool:
        """Say whether what was put in are whole lines or whole sentences."""
        items, spaces = self.units.items, self.units.spaces
        start, end = change.new_start, change.new_end
        at_start, at_end = start == 0, end == len(items)
        line_before = at_start or "\n" in spaces[start] or "\r" in spaces[start]
        line_after = at_end or "\n" in spaces[end] or "\r" in spaces[end]
        if line_before and line_after and not (at_start and at_end):
            return True
        return _ends_sentence(items[:start]) and _ends_sentence(items[start:end])


def _ends_sentence(items: Sequence[str]) -> bool:
    for item in reversed(items):
        if item not in _CLOSING:
            return item in _SENTENCE_ENDS
    return True


def _woven(texts: Versions, theirs: _Side, mine: _Side) -> list[Piece] | None:
    """Make all changes of both, or return None."""
    pieces: list[Piece] = []
    their_changes, my_changes = list(theirs.changes), list(mine.changes)
    position = 0
    while True:
        their = their_changes[0] if their_changes else None
        my = my_changes[0] if my_changes else None
        if their and my and _touch(their, my):
            both = _both(theirs, their, mine, my)
            if both is None:
                return None
            pieces += _kept(texts, theirs, mine, position, their.old_start)
            pieces += both
            their_changes.pop(0)
            my_changes.pop(0)
            position = their.old_end
            continue
        first = min(filter(None, (their, my)), key=_order, default=None)
        if first is None:
            break
        pieces += _kept(texts, theirs, mine, position, first.old_start)
        position = first.old_end
        if first is their:
            pieces += _new(theirs, their_changes.pop(0), is_theirs=True)
        else:
            pieces += _new(mine, my_changes.pop(0), is_theirs=False)
    pieces += _kept(texts, theirs, mine, position, len(texts.base.items))
    return pieces


def _order(change: MatchedChange) -> tuple[int, int]:
    return change.old_start, change.old_end


def _touch(one: MatchedChange, other: MatchedChange) -> bool:
    """Say whether two changes are about the same words of the base, or the same place in it."""
    if _order(one) == _order(other):
        return True
    return one.old_start < other.old_end and other.old_start < one.old_end


def _both(
    theirs: _Side, their: MatchedChange, mine: _Side, my: MatchedChange
) -> list[Piece] | None:
    """Merge two changes of the same words, or two additions at the same place."""
    if _order(their) != _order(my):
        return None
    their_words, my_words = theirs.words_of(their), mine.words_of(my)
    if their_words == my_words:
        pairs = zip(
            range(their.new_start, their.new_end), range(my.new_start, my.new_end), strict=True
        )
        return [Piece((theirs.units.items[j],), None, j, k) for j, k in pairs]
    if their.old_start < their.old_end:
        return None
    if _contains(their_words, my_words):
        return list(_new(theirs, their, is_theirs=True))
    if _contains(my_words, their_words):
        return list(_new(mine, my, is_theirs=False))
    if theirs.is_whole(their) and mine.is_whole(my):
        return [*_new(theirs, their, is_theirs=True), *_new(mine, my, is_theirs=False)]
    return None


def _contains(long: Sequence[str], short: Sequence[str]) -> bool:
    """Say whether one addition begins or ends with the other."""
    size = len(short)
    return len(long) > size and (long[:size] == short or long[-size:] == short)


def _kept(texts: Versions, theirs: _Side, mine: _Side, start: int, end: int) -> Iterator[Piece]:
    for i in range(start, end):
        yield Piece((texts.base.items[i],), i, theirs.place.get(i), mine.place.get(i))


def _new(side: _Side, change: MatchedChange, *, is_theirs: bool) -> Iterator[Piece]:
    for index in range(change.new_start, change.new_end):
        word = side.units.items[index]
        yield Piece((word,), None, index if is_theirs else None, None if is_theirs else index)


def _joined(texts: Versions, pieces: Sequence[Piece]) -> str:
    parts: list[str] = []
    before = Piece((), -1, -1, -1)
    end = Piece((), len(texts.base.items), len(texts.theirs.items), len(texts.mine.items))
    for piece in [*pieces, end]:
        word = "".join(map(str, piece.chunks))
        space = space_between(texts, before, piece, " ")
        if not space and parts and word and parts[-1][-1:].isalnum() and word[0].isalnum():
            space = " "
        parts += [space, word]
        before = piece
    return "".join(parts)
