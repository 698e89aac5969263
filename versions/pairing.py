"""Which new paragraph is an old one rewritten?

Between two places where both texts agree stand some old and some new pieces. Two of them belong
together when they share most of their words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from versions.units import is_sign, words

#: Share of common words from which two pieces are one, changed.
SIMILAR = 0.45
#: Comparisons made for one stretch; a longer one is compared near its diagonal only.
_COMPARISONS = 2_500
#: Words looked at in each piece: enough to tell, and a bound for very long ones.
_WORDS_LOOKED_AT = 400


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


def pair_similar(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return index pairs of similar pieces, rising on both sides, as much alike as possible."""
    if not old or not new:
        return []
    old_bags, new_bags = [Bag(text) for text in old], [Bag(text) for text in new]
    rows, columns = len(old), len(new)
    width = max(_COMPARISONS // rows, 3)
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
