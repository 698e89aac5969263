"""Which lines of a changed block stay as somebody once wrote them?

Who changes a time in a table changes one row. Were the others written anew, a padded table would
come back as another one, and somebody who changes another row meanwhile would be in their way.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from text.newlines import plain_newlines


def with_lines_of(raw: str, old: str, new: str) -> str | None:
    """Return ``new``, with the lines of ``raw`` where nothing has changed.

    ``raw`` is a block as it stands, ``old`` the same block and ``new`` the changed one, both as we
    write them. None where lines of ``raw`` and ``old`` cannot be told to be the same ones. Linear
    in the lines: of two changed places in a block that has become longer, what lies between them is
    not looked at.
    """
    were = plain_newlines(raw).removesuffix("\n").split("\n")
    before, after = old.split("\n"), new.split("\n")
    if len(were) != len(before):
        return None
    if len(before) == len(after):
        pairs = zip(were, before, after, strict=True)
        lines = [raw_line if was == now else now for raw_line, was, now in pairs]
    else:
        begin = _same(before, after)
        most = min(len(before), len(after)) - begin
        end = min(_same(before[::-1], after[::-1]), most)
        lines = [*were[:begin], *after[begin : len(after) - end], *were[len(were) - end :]]
    return "\n".join(lines)


def _same(first: Sequence[str], second: Sequence[str]) -> int:
    """Return how many lines are the same from the beginning."""
    pairs = zip(first, second, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
