"""What became of each piece of the base in one person's version?

Kept (perhaps rewritten), moved elsewhere unchanged, or gone; and what was put in between.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from versions.matching import MatchedChange, changes, match
from versions.pairing import PairingEffort, pair_similar


@dataclass(slots=True)
class Alignment:
    """One version seen from the base, by indexes.

    ``kept[i]`` is where base piece ``i`` stands in the version, in the same order as in the base;
    ``moved[i]`` where it stands unchanged but in another place; a piece in neither is gone.
    ``added[g]`` are the pieces that stand after ``g`` pieces of the base, moved ones among them;
    ``origin`` says of these which base piece they were.
    """

    kept: dict[int, int] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)
    added: dict[int, list[int]] = field(default_factory=dict)
    origin: dict[int, int] = field(default_factory=dict)


def align(base: Sequence[str], version: Sequence[str]) -> Alignment:
    """Compare a version with the base."""
    runs = match(base, version)
    aligned = Alignment()
    for run in runs:
        for offset in range(run.size):
            aligned.kept[run.old + offset] = run.new + offset
    changed = changes(runs, len(base), len(version))
    _find_moves(base, version, changed, aligned)
    left, effort = stretches(changed, aligned.moved, aligned.origin)
    for change, old, new in left:
        alike = pair_similar([base[i] for i in old], [version[j] for j in new], effort)
        pairs = [(old[row], new[column]) for row, column in alike]
        _note_changed(change, [*pairs, *_replaced(old, new, pairs)], aligned)
    return aligned


def moves(
    base: Sequence[str], version: Sequence[str], changed: Sequence[MatchedChange]
) -> dict[int, int]:
    """Return which pieces stand elsewhere: those that occur once in each text, unmatched."""
    old_left = [i for change in changed for i in range(change.old_start, change.old_end)]
    new_left = {version[j]: j for c in changed for j in range(c.new_start, c.new_end)}
    candidates = [i for i in old_left if base[i] in new_left]
    if not candidates:
        return {}
    in_base, in_version = Counter(base), Counter(version)
    return {
        i: new_left[base[i]]
        for i in candidates
        if in_base[base[i]] == 1 and in_version[base[i]] == 1
    }


def _find_moves(
    base: Sequence[str],
    version: Sequence[str],
    changed: Sequence[MatchedChange],
    aligned: Alignment,
) -> None:
    aligned.moved = moves(base, version, changed)
    aligned.origin = {j: i for i, j in aligned.moved.items()}


def stretches(
    changed: Sequence[MatchedChange], moved: Container[int], origin: Container[int]
) -> tuple[list[tuple[MatchedChange, list[int], list[int]]], PairingEffort]:
    """Return each changed stretch with its old and new pieces that did not move, and how closely
    all of them together can be compared.
    """
    left = [
        (
            change,
            [i for i in range(change.old_start, change.old_end) if i not in moved],
            [j for j in range(change.new_start, change.new_end) if j not in origin],
        )
        for change in changed
    ]
    return left, PairingEffort.for_stretches((old, new) for _change, old, new in left)


def _note_changed(change: MatchedChange, pairs: list[tuple[int, int]], aligned: Alignment) -> None:
    """Say of one changed stretch which piece was rewritten, which is gone, which is new."""
    aligned.kept.update(pairs)
    by_version = {j: i for i, j in pairs}
    gap = change.old_start
    for j in range(change.new_start, change.new_end):
        if j in by_version:
            gap = by_version[j] + 1
        else:
            aligned.added.setdefault(gap, []).append(j)


def _replaced(
    old: Sequence[int], new: Sequence[int], pairs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Take what is left between similar pieces for rewritten beyond recognition, one by one.

    Otherwise a rewritten paragraph would count as removed, and what somebody else changed in it
    would stand beside its replacement instead of against it.
    """
    found: list[tuple[int, int]] = []
    row = column = 0
    for i, j in [*pairs, (None, None)]:
        row_end = len(old) if i is None else bisect_left(old, i)
        column_end = len(new) if j is None else bisect_left(new, j)
        found += zip(old[row:row_end], new[column:column_end], strict=False)
        row, column = row_end + 1, column_end + 1
    return found
