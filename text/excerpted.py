"""How does a piece look that was cut out of a text: a row of a table, an item of a list?

By itself it may be something else: a row without its heading is a line with strokes, a deep item is
source code. It is given back what it needs from the text before it.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass

_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})(?P<info>[^\r\n]*)")
_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a piece stands in: lines of the heading of a table, or the sign of a block of code."""

    heading: tuple[str, ...] = ()
    fence: str = ""

    @property
    def is_table(self) -> bool:
        """Whether it is a row of a table."""
        return bool(self.heading)

    def completed(self, piece: str) -> str:
        """Return a text that reads as the piece does where it stands."""
        if self.fence and not piece.lstrip().startswith(self.fence):
            return f"{self.fence}\n{piece}\n{self.fence}"
        if self.is_table:
            return "\n".join([*self.heading, piece.strip()])
        row = piece.strip()
        if row.startswith("|") and "\n" not in row:  # a heading that was cut off from its table
            return f"{row}\n|{'---|' * len(cells(row))}"
        # The first line has lost its indent where the piece was cut out behind it.
        return textwrap.dedent(piece)


class Walk:
    """Goes through a text piece by piece; `around` is what the next piece stands in."""

    def __init__(self) -> None:
        self._fence = ""
        self._rows: list[str] = []
        self._heading: tuple[str, ...] = ()
        self._is_begun = False

    @property
    def around(self) -> Surroundings:
        """What a piece stands in that begins here."""
        if self._fence or self._is_begun:
            return Surroundings(fence=self._fence)
        return Surroundings(heading=self._heading)

    def past(self, text: str) -> None:
        """Go past the next piece, white space after it included."""
        for line in text.splitlines(keepends=True):
            if not self._is_begun:
                self._line(line.rstrip("\r\n"))
            self._is_begun = not line.endswith(("\n", "\r"))

    def _line(self, line: str) -> None:
        match = _FENCE.match(line)
        if match and not self._fence:
            self._fence, self._rows, self._heading = match["fence"], [], ()
        elif match and match["fence"].startswith(self._fence) and not match["info"].strip():
            self._fence = ""
        elif not self._fence:
            self._row(line)

    def _row(self, line: str) -> None:
        """Note a line that may belong to a table."""
        if self._rows and not self._heading and _DELIMITER.fullmatch(line):
            self._heading = (self._rows[-1].strip(), line.strip())
        elif "|" not in line:
            self._rows, self._heading = [], ()
        self._rows = [line] if "|" in line else []


def surroundings(before: str) -> Surroundings:
    """Return what the text that begins behind `before` stands in."""
    walk = Walk()
    walk.past(before)
    return walk.around


def is_delimiter(piece: str) -> bool:
    """Say whether a piece is the line between the heading of a table and its rows."""
    return "|" in piece and _DELIMITER.fullmatch(piece.strip()) is not None


def cells(row: str) -> list[str]:
    """Return what stands in the cells of a row of a table, as written."""
    inner = row.strip().removeprefix("|")
    inner = inner[:-1] if re.search(r"(?<!\\)(?:\\\\)*\|$", inner) else inner
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", inner)]


def row_of(values: list[str]) -> str:
    """Return a row of a table with these in its cells; a stroke in them becomes no border."""
    tidy = (re.sub(r"(?<!\\)\|", r"\\|", " ".join(value.split())) for value in values)
    return f"| {' | '.join(tidy)} |"
