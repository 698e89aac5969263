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
        # The first line has lost its indent where the piece was cut out behind it.
        return textwrap.dedent(piece)


def surroundings(before: str) -> Surroundings:
    """Return what the text that begins behind `before` stands in."""
    lines = before.splitlines()
    fence = _open_fence(lines)
    if fence:
        return Surroundings(fence=fence)
    return Surroundings(heading=_table_heading(lines)) if before.endswith("\n") else Surroundings()


def cells(row: str) -> list[str]:
    """Return what stands in the cells of a row of a table, as written."""
    inner = row.strip().removeprefix("|")
    inner = inner[:-1] if re.search(r"(?<!\\)(?:\\\\)*\|$", inner) else inner
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", inner)]


def row_of(values: list[str]) -> str:
    """Return a row of a table with these in its cells; a stroke in them becomes no border."""
    tidy = (re.sub(r"(?<!\\)\|", r"\\|", " ".join(value.split())) for value in values)
    return f"| {' | '.join(tidy)} |"


def _open_fence(lines: list[str]) -> str:
    """Return the sign of a block of code that is not closed yet, "" for none."""
    fence = ""
    for line in lines:
        match = _FENCE.match(line)
        if match is None:
            continue
        if not fence:
            fence = match["fence"]
        elif match["fence"].startswith(fence) and not match["info"].strip():
            fence = ""
    return fence


def _table_heading(lines: list[str]) -> tuple[str, ...]:
    """Return the first two lines of a table that goes on behind the last line, else nothing."""
    for index in range(len(lines) - 1, 0, -1):
        if "|" not in lines[index] and not _DELIMITER.fullmatch(lines[index]):
            return ()
        if "|" in lines[index - 1] and _DELIMITER.fullmatch(lines[index]):
            return (lines[index - 1].strip(), lines[index].strip())
    return ()
