"""Which pieces do two sequences have in common, in the same order?

The Python library's own matcher is quadratic on repetitive input, so this is another way, after the
idea of "patience diff": cut off what is equal at both ends; take the pieces that occur exactly once
on each side as anchors; do the same between the anchors; where there are none, search for the
shortest edit (Myers 1986), but not for long. The work is counted, not timed, so that the same
input gives the same answer on every machine; what exceeds it counts as replaced.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

#: Steps allowed for each element of the input, and in any case. A step is about 0.1 µs.
_STEPS_EACH = 15
_STEPS_ANYWAY = 100_000
#: Longest edit searched for where no anchors are.
_LONGEST_EDIT = 250


@dataclass(frozen=True, slots=True)
class MatchedRun:
    """``size`` equal elements: ``old[old : old + size] == new[new : new + size]``."""

    old: int
    new: int
    size: int


@dataclass(frozen=True, slots=True)
class MatchedChange:
    """What lies between two runs: ``old[old_start:old_end]`` became ``new[new_start:new_end]``."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def match(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[MatchedRun]:
    """Return the common runs of two sequences in order, neighbours joined."""
    numbers: dict[Hashable, int] = {}
    left = [numbers.setdefault(element, len(numbers)) for element in old]
    right = [numbers.setdefault(element, len(numbers)) for element in new]
    return _joined(_Matcher(left, right).run())


def changes(runs: Sequence[MatchedRun], old_size: int, new_size: int) -> list[MatchedChange]:
    """Return what lies between, before and after the runs of two sequences of these sizes."""
    found = []
    old = new = 0
    for run in [*runs, MatchedRun(old_size, new_size, 0)]:
        if run.old > old or run.new > new:
            found.append(MatchedChange(old, run.old, new, run.new))
        old, new = run.old + run.size, run.new + run.size
    return found


def _joined(runs: list[MatchedRun]) -> list[MatchedRun]:
    joined: list[MatchedRun] = []
    for run in sorted(runs, key=lambda run: run.old):
        last = joined[-1] if joined else None
        if last and last.old + last.size == run.old and last.new + last.size == run.new:
            joined[-1] = MatchedRun(last.old, last.new, last.size + run.size)
        else:
            joined.append(run)
    return joined


class _Matcher:
    """One comparison of two lists of numbers."""

    def __init__(self, old: list[int], new: list[int]) -> None:
        self.old = old
        self.new = new
        self.steps = _STEPS_EACH * (len(old) + len(new)) + _STEPS_ANYWAY
        self.runs: list[MatchedRun] = []

    def run(self) -> list[MatchedRun]:
        todo = [(0, len(self.old), 0, len(self.new))]
        while todo:
            old, old_end, new, new_end = self._trimmed(*todo.pop())
            if old == old_end or new == new_end:
                continue
            self.steps -= old_end - old + new_end - new
            if self.steps < 0:
                continue
            where_old = _once(self.old, old, old_end)
            where_new = _once(self.new, new, new_end)
            if where_old.keys().isdisjoint(where_new):
                continue
            anchors = _anchors(where_old, where_new)
            if not anchors:
                old, new = self._shortest_edit(old, old_end, new, new_end)
            for i, j in anchors:
                if i > old and j > new:
                    todo.append((old, i, new, j))
                self.runs.append(MatchedRun(i, j, 1))
                old, new = i + 1, j + 1
            if old < old_end and new < new_end:
                todo.append((old, old_end, new, new_end))
        return self.runs

    def _trimmed(self, old: int, old_end: int, new: int, new_end: int) -> tuple[int, int, int, int]:
        """Note what is equal at both ends of a range; return the rest."""
        start_old, start_new = old, new
        while old < old_end and new < new_end and self.old[old] == self.new[new]:
            old += 1
            new += 1
        if old > start_old:
            self.runs.append(MatchedRun(start_old, start_new, old - start_old))
        size = 0
        while old < old_end and new < new_end and self.old[old_end - 1] == self.new[new_end - 1]:
            old_end -= 1
            new_end -= 1
            size += 1
        if size:
            self.runs.append(MatchedRun(old_end, new_end, size))
        return old, old_end, new, new_end

    def _shortest_edit(self, old: int, old_end: int, new: int, new_end: int) -> tuple[int, int]:
        """Note the runs of the shortest edit; return how far it is known.

        That is the end of the range, or, where the edit is too long to be found, the farthest point
        on the best way there.
        """
        trace: list[dict[int, int]] = []
        reached = {1: 0}
        far_x = far_y = far_distance = 0
        for distance in range(min(_LONGEST_EDIT, old_end - old + new_end - new) + 1):
            trace.append(dict(reached))
            self.steps -= 4 * distance
            for diagonal in range(-distance, distance + 1, 2):
                x = _step(reached, diagonal, distance)
                y = x - diagonal
                x += self._equal_from(old + x, old_end, new + y, new_end)
                y = x - diagonal
                reached[diagonal] = x
                if old + x <= old_end and new + y <= new_end and x + y > far_x + far_y:
                    far_x, far_y, far_distance = x, y, distance
                    if old + x == old_end and new + y == new_end:
                        self._walk_back(trace, old, new, x, y)
                        return old_end, new_end
        self._walk_back(trace[: far_distance + 1], old, new, far_x, far_y)
        return old + far_x, new + far_y

    def _equal_from(self, old: int, old_end: int, new: int, new_end: int) -> int:
        """Return how many elements are equal from here on."""
        start = old
        while old < old_end and new < new_end and self.old[old] == self.new[new]:
            old += 1
            new += 1
        return old - start

    def _walk_back(self, trace: list[dict[int, int]], old: int, new: int, x: int, y: int) -> None:
        for distance in range(len(trace) - 1, -1, -1):
            reached, diagonal = trace[distance], x - y
            if diagonal == -distance or (
                diagonal != distance and reached[diagonal - 1] < reached[diagonal + 1]
            ):
                before = diagonal + 1
            else:
                before = diagonal - 1
            x_before = reached[before] if distance else 0
            y_before = x_before - before if distance else 0
            size = min(x - x_before, y - y_before)
            if size > 0:
                self.runs.append(MatchedRun(old + x - size, new + y - size, size))
            x, y = x_before, y_before


def _step(reached: dict[int, int], diagonal: int, distance: int) -> int:
    """Return how far the best path to a diagonal gets before it runs along it."""
    below, right = reached.get(diagonal + 1, -1), reached.get(diagonal - 1, -1)
    if diagonal == -distance or (diagonal != distance and right < below):
        return below
    return right + 1


def _once(elements: list[int], start: int, end: int) -> dict[int, int]:
    """Return where each element stands, -1 for those that occur more than once."""
    where: dict[int, int] = {}
    for index in range(start, end):
        element = elements[index]
        where[element] = -1 if element in where else index
    return where


def _anchors(where_old: dict[int, int], where_new: dict[int, int]) -> list[tuple[int, int]]:
    """Return the longest rising chain of elements that occur once on each side."""
    return _longest_rising(
        [
            (i, where_new[element])
            for element, i in where_old.items()
            if i >= 0 and where_new.get(element, -1) >= 0
        ]
    )


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest chain in which both numbers rise; the first ones rise already."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(j)
            last.append(index)
        else:
            ends[length], last[length] = j, index
    chain = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]
