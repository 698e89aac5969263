"""How are two versions of a sequence of pieces woven into one?

Walk along the base. At each place come first the pieces put in there (by both: the others first,
then mine, equal ones once), then what became of the piece of the base itself. Pieces keep
where they came from, so that the white space between them can be merged as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from versions.alignment import align
from versions.matching import match
from versions.units import Units


@dataclass(frozen=True, slots=True)
class Clash:
    """Where two people changed the same thing differently; "" stands for removed.

    ``gap`` divides both versions where both are shown; ``after`` follows unless nothing is left.
    """

    base: str
    theirs: str
    mine: str
    gap: str = ""
    after: str = ""


#: A merged stretch: text on which there is agreement, and clashes.
Chunk: TypeAlias = str | Clash


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the result and its index in each version it comes from."""

    chunks: tuple[Chunk, ...]
    base: int | None = None
    theirs: int | None = None
    mine: int | None = None


Combine: TypeAlias = Callable[[str, str, str], tuple[Chunk, ...]]


@dataclass(frozen=True, slots=True)
class Versions:
    """The three versions of a text, cut into pieces."""

    base: Units
    theirs: Units
    mine: Units


def weave(texts: Versions, combine: Combine, gap: str) -> tuple[Chunk, ...]:
    """Merge three versions; ``combine`` merges one piece that two people rewrote.

    ``gap`` is the white space put between pieces that nobody had beside each other.
    """
    pieces = woven(texts, combine)
    chunks: list[Chunk] = []
    before = _START
    for piece in [*pieces, _end(texts)]:
        space = space_between(texts, before, piece, gap)
        if chunks and len(before.chunks) == 1 and isinstance(chunks[-1], Clash):
            chunks[-1] = replace(chunks[-1], gap=gap, after=space)
        else:
            chunks.append(space)
        chunks += piece.chunks
        before = piece
    return tuple(chunks)


def woven(texts: Versions, combine: Combine) -> tuple[Piece, ...]:
    """Merge three versions as `weave` does, without the white space between the pieces."""
    return tuple(_Weaver(texts, combine).pieces())


_START = Piece((), -1, -1, -1)


def _end(texts: Versions) -> Piece:
    """Return what stands behind the last piece of every version."""
    return Piece((), len(texts.base.items), len(texts.theirs.items), len(texts.mine.items))


def space_between(texts: Versions, before: Piece, after: Piece, gap: str) -> str:
    """Return the white space between two pieces of the result, merged like everything else.

    It is merged three ways where the pieces are neighbours in some version. Where they are in none,
    it is the widest space either of them had beside it, or ``gap``.
    """
    ends = (
        (texts.base, before.base, after.base),
        (texts.theirs, before.theirs, after.theirs),
        (texts.mine, before.mine, after.mine),
    )
    base, theirs, mine = (
        units.spaces[right] if left is not None and right == left + 1 else None
        for units, left, right in ends
    )
    if theirs is not None or mine is not None:
        return _agreed_space(base, theirs, mine)
    if before is _START or not after.chunks:
        edge = 0 if before is _START else -1
        return _agreed_space(*(units.spaces[edge] for units, _, _ in ends))
    beside = [
        units.spaces[i + 1] for units, i, _ in ends if i is not None and i + 1 < len(units.items)
    ]
    beside += [units.spaces[i] for units, _, i in ends if i]
    return max(beside, key=len, default=gap)


def _agreed_space(base: str | None, theirs: str | None, mine: str | None) -> str:
    if theirs is None or mine is None:
        return (theirs if mine is None else mine) or ""
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    return max(theirs, mine, key=lambda space: (len(space), space))


def _common_runs(
    theirs: list[tuple[str, int]], mine: list[tuple[str, int]]
) -> Iterator[tuple[int, int, int]]:
    """Return what both put in: where it begins on either side, and how many pieces.

    Of several ways to match them the same one is taken whoever saved first.
    """
    if not theirs or not mine:
        return
    if theirs <= mine:
        for run in match(theirs, mine):
            yield run.old, run.new, run.size
    else:
        for run in match(mine, theirs):
            yield run.new, run.old, run.size


class _Weaver:
    def __init__(self, texts: Versions, combine: Combine) -> None:
        self.base = texts.base.items
        self.their_items = texts.theirs.items
        self.my_items = texts.mine.items
        self.theirs = align(self.base, self.their_items)
        self.mine = align(self.base, self.my_items)
        self.combine = combine

    def pieces(self) -> Iterator[Piece]:
        for index in range(len(self.base) + 1):
            yield from self._added(self.theirs.added.get(index, []), self.mine.added.get(index, []))
            if index < len(self.base):
                yield from self._slot(index)

    def _slot(self, i: int) -> Iterator[Piece]:
        """What became of a piece of the base that nobody moved."""
        if i in self.theirs.moved or i in self.mine.moved:
            return
        base, j, k = self.base[i], self.theirs.kept.get(i), self.mine.kept.get(i)
        if j is not None and k is not None:
            yield self._combined(i, j, k)
        elif j is not None and self.their_items[j] != base:
            yield Piece((Clash(base, self.their_items[j], ""),), i, j, None)
        elif k is not None and self.my_items[k] != base:
            yield Piece((Clash(base, "", self.my_items[k]),), i, None, k)

    def _combined(self, i: int, j: int, k: int) -> Piece:
        base, theirs, mine = self.base[i], self.their_items[j], self.my_items[k]
        if theirs == mine or mine == base:
            return Piece((theirs,), i, j, k)
        if theirs == base:
            return Piece((mine,), i, j, k)
        return Piece(self.combine(base, theirs, mine), i, j, k)

    def _added(self, theirs: Sequence[int], mine: Sequence[int]) -> Iterator[Piece]:
        """What was put in at one place; what both put in there comes once."""
        their_keys = [(self.their_items[j], self.theirs.origin.get(j, -1)) for j in theirs]
        my_keys = [(self.my_items[k], self.mine.origin.get(k, -1)) for k in mine]
        their_place = my_place = 0
        for their_start, my_start, size in _common_runs(their_keys, my_keys):
            yield from self._theirs(theirs[their_place:their_start])
            yield from self._mine(mine[my_place:my_start])
            for offset in range(size):
                j, k = theirs[their_start + offset], mine[my_start + offset]
                yield Piece((self.their_items[j],), self.theirs.origin.get(j), j, k)
            their_place, my_place = their_start + size, my_start + size
        yield from self._theirs(theirs[their_place:])
        yield from self._mine(mine[my_place:])

    def _theirs(self, indexes: Sequence[int]) -> Iterator[Piece]:
        for j in indexes:
            origin = self.theirs.origin.get(j)
            if origin is None:
                yield Piece((self.their_items[j],), None, j, None)
            elif origin in self.mine.moved:
                # Moved by both: it goes where they put it.
                yield Piece((self.their_items[j],), origin, j, self.mine.moved[origin])
            elif origin in self.mine.kept:
                k = self.mine.kept[origin]
                yield Piece((self.my_items[k],), origin, j, k)

    def _mine(self, indexes: Sequence[int]) -> Iterator[Piece]:
        for k in indexes:
            origin = self.mine.origin.get(k)
            if origin is None:
                yield Piece((self.my_items[k],), None, None, k)
            elif origin in self.theirs.kept:
                j = self.theirs.kept[origin]
                yield Piece((self.their_items[j],), origin, j, k)
