"""Which line ends does a text have that comes back from a form?

Browsers send CRLF for every line end, whatever stood there before. An edit must change only what
its writer changed: lines that are as they were keep their ends, new ones get those of the text.
"""

from __future__ import annotations

import re
from collections import Counter

from text.newlines import plain_newlines

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")


def like(before: str, typed: str) -> str:
    """Return what was typed with the line ends of `before`."""
    plain = plain_newlines(typed)
    if "\r" not in before:
        return plain
    old, new = _LINE.findall(before), _LINE.findall(plain)
    start = _same(old, new)
    end = _same(old[start:][::-1], new[start:][::-1])
    ends = Counter(line[len(line.rstrip("\r\n")) :] for line in old)
    newline = max(("\r\n", "\n", "\r"), key=ends.__getitem__)
    middle = [line.replace("\n", newline) for line in new[start : len(new) - end]]
    return "".join([*old[:start], *middle, *old[len(old) - end :]])


def _same(old: list[str], new: list[str]) -> int:
    """Return how many lines are equal from the beginning, line ends apart."""
    count = 0
    for left, right in zip(old, new, strict=False):
        if plain_newlines(left) != right:
            break
        count += 1
    return count
