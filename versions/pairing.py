"""Which new paragraph is an old one rewritten?

Between two places where both texts agree stand some old and some new pieces. Two of them belong
together when they share most of their words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence, Sized
from dataclasses import dataclass
from typing import Protocol, Self

from versions.units import is_sign, words

#: Share of common words from which two pieces are one, changed.
SIMILAR = 0.45
#: Comparisons made for one stretch; a longer one is compared near its diagonal only.
_COMPARISONS = 2_500
#: Columns of a stretch that are compared with each row in any case.
_NARROWEST = 3
#: Comparisons made for all stretches together, which share them when they are many.
_ALL_COMPARISONS = 60_000
#: Changed pieces from which they are told apart by what stands between blanks: taking the words out
#: of 80,000 list items takes a second by itself.
_MANY = 6_000
#: What is in front of every list item and makes none like another.
_BULLETS = frozenset("-*+•–|")
#: Words looked at in each piece: enough to tell, and a bound for very long ones.
_WORDS_LOOKED_AT = 400


@dataclass(frozen=True, slots=True)
class PairingEffort:
    """How much may be done for each stretch of one comparison, so that the whole has a bound."""

    comparisons: int = _COMPARISONS
    coarse: bool = False

    @classmethod
    def for_stretches(cls, stretches: Iterable[tuple[Sized, Sized]]) -> PairingEffort:
        """Share what may be done among the stretches of old and new pieces of one comparison."""
        sizes = [(len(old), len(new)) for old, new in stretches]
        wanted = sum(min(old * new, _COMPARISONS) for old, new in sizes)
        share = min(_ALL_COMPARISONS / wanted, 1.0) if wanted else 1.0
        pieces = sum(old + new for old, new in sizes)
        return cls(int(_COMPARISONS * share), pieces > _MANY)


_WHOLE = PairingEffort()


class _Comparable(Protocol):
    def similarity(self, other: Self, /) -> float: ...


class Bag:
    """The words of a piece with their numbers, made once and compared often."""

    def __init__(self, text: str) -> None:
        items = words(text[: _WORDS_LOOKED_AT * 12]).items[:_WORDS_LOOKED_AT]
        self.words = Counter(item for item in items if not is_sign(item)) or Counter(items)
        self.size = sum(self.words.values())

    def similarity(self, other: Bag) -> float:
        """Return the share of words two pieces have in common, 0 to 1."""
        total = self.size + other.size
        if not total:
            return 1.0
        # Not even if all words of the shorter one were in the other.
        if 2 * min(self.size, other.size) < SIMILAR * total:
            return 0.0
        short, long = sorted((self.words, other.words), key=len)
        common = sum(min(count, long[word]) for word, count in short.items() if word in long)
        return 2 * common / total


class CoarseBag:
    """What stands between the blanks of a piece, each once: made and compared in no time."""

    def __init__(self, text: str) -> None:
        found = frozenset(text[: _WORDS_LOOKED_AT * 12].split())
        self.words = found - _BULLETS or found

    def similarity(self, other: CoarseBag) -> float:
        """Return the share of words two pieces have in common, 0 to 1."""
        total = len(self.words) + len(other.words)
        return 2 * len(self.words & other.words) / total if total else 1.0


def pair_similar(
    old: Sequence[str], new: Sequence[str], effort: PairingEffort = _WHOLE
) -> list[tuple[int, int]]:
    """Return index pairs of similar pieces, rising on both sides, as much alike as possible."""
    if not old or not new:
        return []
    make: Callable[[str], _Comparable] = CoarseBag if effort.coarse else Bag
    old_bags, new_bags = [make(text) for text in old], [make(text) for text in new]
    rows, columns = len(old), len(new)
    width = max(effort.comparisons // rows, _NARROWEST)
    # best[i][j]: the best total for old[i:] and new[j:], kept only near the diagonal.
    best: list[dict[int, float]] = [{} for _ in range(rows + 1)]
    alike: list[dict[int, float]] = [{} for _ in range(rows)]
    bands = [_band(row, rows, columns, width) for row in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        start, end = bands[row]
        for column in range(end - 1, start - 1, -1):
            similarity = old_bags[row].similarity(new_bags[column])
            alike[row][column] = similarity
            taken = 0.0
            if similarity >= SIMILAR:
                taken = similarity + best[row + 1].get(column + 1, 0.0)
            best[row][column] = max(
                taken, best[row + 1].get(column, 0.0), best[row].get(column + 1, 0.0)
            )
    return _chosen(best, alike, rows, columns)


def _band(row: int, rows: int, columns: int, width: int) -> tuple[int, int]:
    """Return the columns looked at in a row: all, or those around the diagonal."""
    if columns <= width:
        return 0, columns
    middle = row * columns // rows
    start = min(max(middle - width // 2, 0), columns - width)
    return start, start + width


def _chosen(
    best: list[dict[int, float]], alike: list[dict[int, float]], rows: int, columns: int
) -> list[tuple[int, int]]:
    pairs = []
    row = column = 0
    while row < rows and column < columns:
        if column not in best[row]:
            # Outside the band: go where it is.
            if best[row] and column < min(best[row]):
                column += 1
            else:
                row += 1
            continue
        here = best[row][column]
        similarity = alike[row][column]
        if similarity >= SIMILAR and here == similarity + best[row + 1].get(column + 1, 0.0):
            pairs.append((row, column))
            row, column = row + 1, column + 1
        elif here == best[row + 1].get(column, 0.0):
            row += 1
        else:
            column += 1
    return pairs
