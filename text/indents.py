"""Which lists stand far to the right only because a mail or a word processor put them there?

Markdown takes an item for part of the one above it from two blanks on, and for no item at all from
four on. Where no item stands above, the indent says nothing: what all items of such a list have in
common is taken off, so that those below an item stay below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from text.bullets import QUOTE

_LINE = re.compile(rf"{QUOTE}(?P<words>.*)", re.DOTALL)
_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])[ \t]+\S")
# Notes and definitions have their parts below them, four blanks to the right.
_OPENS = re.compile(r"\[\^[^\]\s]+\]:|:[ \t]")
#: From here on Markdown sees no item.
_TOO_FAR = 4


@dataclass(slots=True)
class _Walk:
    """What has been seen so far: whether an item is open, and the lines of the list at hand."""

    lines: list[str]
    quote: str = ""
    is_open: bool = False
    after_blank: bool = True
    run: list[int] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)

    def end_run(self) -> None:
        """Take off what the items of the list at hand have in common."""
        common = min(self.indents, default=0)
        for index in self.run:
            quote, indent, words = _parts(self.lines[index])
            self.lines[index] = f"{quote}{' ' * max(indent - common, 0)}{words}"
        self.run, self.indents = [], []

    def step(self, index: int) -> None:
        """Look at one more line."""
        quote, indent, words = _parts(self.lines[index])
        if quote.count(">") != self.quote.count(">"):
            self.end_run()
            self.quote, self.is_open = quote, False
        if not words.strip():
            self.after_blank = True
            return
        is_item = _ITEM.match(words) is not None
        if indent >= _TOO_FAR and (self.run or (is_item and not self.is_open)):
            self.run.append(index)
            self.indents += [indent] if is_item else []
        else:
            self.end_run()
            ends = words[0] == "#" or (self.after_blank and indent < 2)
            self.is_open = is_item or bool(_OPENS.match(words)) or (self.is_open and not ends)
        self.after_blank = False


def without_idle_indents(lines: list[str], free: Sequence[int]) -> None:
    """Move lists that stand below no item to the left, in place."""
    walk = _Walk(lines)
    before = -1
    for index in free:
        if index != before + 1:  # a block of code ends a list that has not begun at the margin
            walk.end_run()
        walk.step(index)
        before = index
    walk.end_run()


def _parts(line: str) -> tuple[str, int, str]:
    """Return the signs of quotation, how far to the right it begins, and the words."""
    match = _LINE.match(line)
    assert match is not None  # every line has these parts, empty ones perhaps
    return match["quote"], len(match["indent"].expandtabs(4)), match["words"]
