"""How does a difference read that is shown as readers see the text, not as it is written?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic

from text.excerpted import Surroundings, Walk
from text.piece_html import as_written, piece_html
from versions.diff import Diff, DiffRow
from versions.rendered import marked, words_of

#: Seconds for writing pieces as they read; after it they are shown as they are written. A page of
#: history takes 10 to 50 ms, and nobody waits for a row further down.
BUDGET_SECONDS = 0.4
#: Characters of both sides of a piece whose words are marked; nobody reads a longer one at once.
LONGEST = 50_000


@dataclass(frozen=True, slots=True)
class RowSurroundings:
    """A row, and what it stands in on either side."""

    old: Surroundings
    new: Surroundings


def standings(found: Diff) -> Iterator[RowSurroundings]:
    """Return what each row stands in, in their order."""
    old, new = Walk(), Walk()
    old.past(found.old_lead)
    new.past(found.new_lead)
    for row in found.rows:
        yield RowSurroundings(old.around, new.around)
        if row.old_number:
            old.past(row.old_text + row.old_space)
        if row.new_number:
            new.past(row.new_text + row.new_space)


class PieceReader:
    """Writes pieces of one page as they read, as long as there is time for it."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def is_late(self) -> bool:
        """Whether there is no time left: everything else is shown as it is written."""
        return monotonic() > self._end

    def html(self, piece: str, around: Surroundings, *, with_heading: bool = True) -> str:
        """Return a piece as it reads, or as it is written where that takes too long."""
        left = self._end - monotonic()
        if left <= 0:
            return as_written(piece)
        return piece_html(piece, around, with_heading=with_heading, seconds=left)

    def both(self, theirs: str, mine: str, around: Surroundings) -> tuple[str, str]:
        """Return two versions of a piece that differ, the words marked; "" where one is nothing.

        Where only the markup is different, it is shown below.
        """
        sides = [self.html(text, around) if text.strip() else "" for text in (theirs, mine)]
        if not all(sides) or self.is_late() or len(theirs) + len(mine) > LONGEST:
            return sides[0], sides[1]
        if words_of(sides[0]) == words_of(sides[1]):
            return sides[0] + as_written(theirs), sides[1] + as_written(mine)
        return marked(*sides)


class ProseRows:
    """Writes the rows of a difference as they read, as long as there is time for it."""

    def __init__(self, found: Diff) -> None:
        self._standing = dict(zip(map(id, found.rows), standings(found), strict=True))
        self._reader = PieceReader(BUDGET_SECONDS)

    def sides(self, row: DiffRow) -> tuple[str, str] | None:
        """Return the HTML of both sides, changed words marked; None where the source is shown.

        That is where the words are the same: only their markup is different, and to be seen.
        """
        if self._reader.is_late() or len(row.old_text) + len(row.new_text) > LONGEST:
            return None
        standing, html = self._standing[id(row)], self._reader.html
        old = html(row.old_text, standing.old, with_heading=False) if row.old else ""
        new = html(row.new_text, standing.new, with_heading=False) if row.new else ""
        # One side may be written as it reads by now, the other as it is written.
        if self._reader.is_late():
            return None
        if row.kind != "changed":
            return old, new
        return marked(old, new, tags=("del", "ins")) if words_of(old) != words_of(new) else None
