"""What is different between two versions of a text?

The text is compared by points (paragraphs, list items, table rows), and a rewritten point by its
words. A point that stands elsewhere unchanged, or nearly so, is shown as moved. The result are
plain values: a template can show them side by side or one below the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from time import monotonic
from typing import Any, Literal, TypeAlias

from versions.alignment import moves, stretches
from versions.matching import MatchedChange, changes, match
from versions.pairing import Bag, PairingEffort, pair_similar
from versions.units import Units, points
from versions.wordmarks import Segment, is_rewritten, mark_words

#: Time from the beginning for comparing words; after it, rewritten points are marked as a whole.
BUDGET_SECONDS = 0.4
#: Share of common words from which a removed and an added point count as one that moved.
_MOVED_SHARE = 0.8
#: Words a rewritten point must have to be looked for elsewhere, and comparisons made at most.
_MOVED_WORDS = 6
_MOVED_COMPARISONS = 2_000

Kind = Literal["context", "added", "removed", "changed", "moved_away", "moved_here"]


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One point of the text in one or both versions.

    ``old`` and ``new`` are its segments there, empty where it does not exist. ``old_number`` and
    ``new_number`` count points from 1. ``old_space`` and ``new_space`` are the white space after
    it. The two rows of a moved point name each other: ``partner`` is its number in the other
    version. ``only_space`` says that the words are the same and the line breaks are not.
    """

    kind: Kind
    old: tuple[Segment, ...] = ()
    new: tuple[Segment, ...] = ()
    old_number: int | None = None
    new_number: int | None = None
    old_space: str = ""
    new_space: str = ""
    partner: int | None = None
    only_space: bool = False

    @property
    def old_text(self) -> str:
        """The point as it was."""
        return "".join(segment.text for segment in self.old)

    @property
    def new_text(self) -> str:
        """The point as it is."""
        return "".join(segment.text for segment in self.new)


@dataclass(frozen=True, slots=True)
class Gap:
    """Rows without changes that are not shown."""

    rows: tuple[DiffRow, ...]
    kind: Literal["gap"] = "gap"

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.rows)


@dataclass(frozen=True)
class Diff:
    """The rows in order, and the white space before the first one on either side.

    ``complete`` is False where the time did not suffice for every word.
    """

    rows: tuple[DiffRow, ...]
    old_lead: str = ""
    new_lead: str = ""
    complete: bool = True

    @cached_property
    def added(self) -> int:
        """Number of characters that came; moved ones do not count."""
        return sum(_marked(row.new, row.kind) for row in self.rows)

    @cached_property
    def removed(self) -> int:
        """Number of characters that went; moved ones do not count."""
        return sum(_marked(row.old, row.kind) for row in self.rows)

    @cached_property
    def is_empty(self) -> bool:
        """Whether nothing is different, white space apart."""
        return all(row.kind == "context" or row.only_space for row in self.rows)

    @property
    def old_text(self) -> str:
        """The old version, byte for byte."""
        parts = (row.old_text + row.old_space for row in self.rows if row.old_number)
        return self.old_lead + "".join(parts)

    @property
    def new_text(self) -> str:
        """The new version, byte for byte."""
        parts = (row.new_text + row.new_space for row in self.rows if row.new_number)
        return self.new_lead + "".join(parts)


def diff(old: str, new: str, *, budget_seconds: float = BUDGET_SECONDS) -> Diff:
    """Compare two versions of a text; the comparison of words ends after ``budget_seconds``."""
    comparison = _Comparison(points(old), points(new), monotonic() + budget_seconds)
    rows = tuple(comparison.rows())
    return Diff(rows, comparison.old.spaces[0], comparison.new.spaces[0], comparison.complete)


def collapse(rows: Sequence[DiffRow], around: int = 2) -> list[DiffRow | Gap]:
    """Leave ``around`` unchanged rows beside each change; put the others into gaps.

    A single row is not worth a gap.
    """
    shown = [False] * len(rows)
    for index, row in enumerate(rows):
        if row.kind != "context":
            start, end = max(index - around, 0), min(index + around + 1, len(rows))
            shown[start:end] = [True] * (end - start)
    result: list[DiffRow | Gap] = []
    hidden: list[DiffRow] = []
    for row, is_shown in zip(rows, shown, strict=True):
        if is_shown:
            result += _as_gap(hidden)
            hidden = []
            result.append(row)
        else:
            hidden.append(row)
    return result + _as_gap(hidden)


def _as_gap(rows: list[DiffRow]) -> list[DiffRow | Gap]:
    return [Gap(tuple(rows))] if len(rows) > 1 else [*rows]


def _marked(segments: Sequence[Segment], kind: Kind) -> int:
    if kind in ("added", "removed"):
        return sum(len(segment.text) for segment in segments)
    return sum(len(segment.text) for segment in segments if segment.marked)


_Pair: TypeAlias = tuple[int, int]


class _Comparison:
    def __init__(self, old: Units, new: Units, deadline: float) -> None:
        self.old = old
        self.new = new
        self.deadline = deadline
        self.complete = True
        self.runs = match(old.items, new.items)
        self.changed = changes(self.runs, len(old.items), len(new.items))
        self.moved = moves(old.items, new.items, self.changed)
        self.origin = {j: i for i, j in self.moved.items()}
        self.pairs = self._all_pairs()
        self._find_rewritten_moves()

    def rows(self) -> Iterator[DiffRow]:
        """Return what is different and what is not, in the order of both texts."""
        i = j = 0
        end = MatchedChange(len(self.old.items), len(self.old.items), len(self.new.items), 0)
        for change in [*self.changed, end]:
            while i < change.old_start:
                yield self._context(i, j)
                i, j = i + 1, j + 1
            if change is not end:
                yield from self._changed(change)
                i, j = change.old_end, change.new_end

    def _all_pairs(self) -> dict[MatchedChange, list[_Pair]]:
        """Return of each change which old point became which new one."""
        left, effort = stretches(self.changed, self.moved, self.origin)
        return {change: self._pairs(old, new, effort) for change, old, new in left}

    def _pairs(self, old: list[int], new: list[int], effort: PairingEffort) -> list[_Pair]:
        items = [self.old.items[i] for i in old], [self.new.items[j] for j in new]
        if len(old) == len(new) == 1 and not effort.coarse:
            return [(old[0], new[0])] if is_rewritten(items[0][0], items[1][0]) else []
        return [(old[row], new[column]) for row, column in pair_similar(*items, effort)]

    def _find_rewritten_moves(self) -> None:
        """Find points that stand elsewhere with a few words changed."""
        paired = [pair for pairs in self.pairs.values() for pair in pairs]
        old_done = {i for i, _ in paired} | self.moved.keys()
        new_done = {j for _, j in paired} | self.origin.keys()
        old_left = [
            i for c in self.changed for i in range(c.old_start, c.old_end) if i not in old_done
        ]
        new_left = [
            j for c in self.changed for j in range(c.new_start, c.new_end) if j not in new_done
        ]
        if not old_left or not new_left or len(old_left) * len(new_left) > _MOVED_COMPARISONS:
            return
        bags = {j: Bag(self.new.items[j]) for j in new_left}
        for i in old_left:
            bag = Bag(self.old.items[i])
            if bag.size < _MOVED_WORDS or not bags:
                continue
            best = max(bags, key=lambda j: bag.similarity(bags[j]))
            if bag.similarity(bags[best]) >= _MOVED_SHARE:
                self.moved[i], self.origin[best] = best, i
                del bags[best]

    def _changed(self, change: MatchedChange) -> Iterator[DiffRow]:
        i, j = change.old_start, change.new_start
        for old, new in [*self.pairs[change], (change.old_end, change.new_end)]:
            yield from (self._away(index) for index in range(i, old))
            yield from (self._here(index) for index in range(j, new))
            if (old, new) != (change.old_end, change.new_end):
                yield self._rewritten(old, new)
            i, j = old + 1, new + 1

    def _context(self, i: int, j: int) -> DiffRow:
        return DiffRow(
            "context",
            (Segment(self.old.items[i]),),
            (Segment(self.new.items[j]),),
            **self._places(i, j),
        )

    def _rewritten(self, i: int, j: int) -> DiffRow:
        old, new = self._segments(i, j)
        only_space = not any(segment.marked for segment in (*old, *new))
        return DiffRow("changed", old, new, only_space=only_space, **self._places(i, j))

    def _away(self, i: int) -> DiffRow:
        text, number, space = self.old.items[i], i + 1, self.old.spaces[i + 1]
        if i not in self.moved:
            return DiffRow("removed", (Segment(text, True),), (), number, None, space)
        old, _ = self._segments(i, self.moved[i])
        return DiffRow("moved_away", old, (), number, None, space, "", self.moved[i] + 1)

    def _here(self, j: int) -> DiffRow:
        text, number, space = self.new.items[j], j + 1, self.new.spaces[j + 1]
        if j not in self.origin:
            return DiffRow("added", (), (Segment(text, True),), None, number, "", space)
        _, new = self._segments(self.origin[j], j)
        return DiffRow("moved_here", (), new, None, number, "", space, self.origin[j] + 1)

    def _places(self, i: int, j: int) -> dict[str, Any]:
        return {
            "old_number": i + 1,
            "new_number": j + 1,
            "old_space": self.old.spaces[i + 1],
            "new_space": self.new.spaces[j + 1],
        }

    def _segments(self, i: int, j: int) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
        """Mark the words of two versions of a point that differ."""
        old, new = self.old.items[i], self.new.items[j]
        if old == new:
            return (Segment(old),), (Segment(new),)
        if monotonic() > self.deadline:
            self.complete = False
            return (Segment(old, True),), (Segment(new, True),)
        return mark_words(old, new)
