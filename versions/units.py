"""Into which pieces is a text cut to be compared and merged?

Paragraphs are what empty lines divide; points are list items, table rows, headings and the like
within a paragraph; words are words. Each cutting keeps the white space between the pieces apart, so
that ``join`` gives back the text byte for byte and white space alone never makes two people
disagree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from versions.numbers import NUMBER

_LINE = re.compile(r"(?P<body>[^\r\n]*)(?P<end>\r\n|\r|\n)|(?P<last>[^\r\n]+)")
# Lines that begin a piece of their own although no empty line stands before them.
_POINT = re.compile(r"\s*(?:[-*+•–](?=\s|$)|\d{1,9}[.)](?=\s|$)|#{1,6}(?=\s|$)|>|\||:|```|~~~)")
# A word keeps the signs within it: an address, or "Bürger*innen", is changed as a whole.
_WORD = re.compile(rf"(?P<number>{NUMBER})|\w+(?:[.,:/@'’&=?#%+*~\-–]+\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Units:
    """A cut text: ``spaces`` has one element more than ``items``, what stands around each.

    ``spaces[0]`` is before the first item, ``spaces[i + 1]`` after item ``i``.
    """

    items: tuple[str, ...]
    spaces: tuple[str, ...]

    def join(self) -> str:
        """Give back the text."""
        parts = [self.spaces[0]]
        for item, space in zip(self.items, self.spaces[1:], strict=True):
            parts += [item, space]
        return "".join(parts)


def paragraphs(text: str) -> Units:
    """Cut a text at its empty lines (lines of white space are empty, too)."""
    return _grouped(text, begins=lambda _line: False)


def points(text: str) -> Units:
    """Cut a text at its empty lines and before every line that begins a point."""
    return _grouped(text, begins=lambda line: _POINT.match(line) is not None)


def numbers(text: str) -> set[str]:
    """Return the numbers of a text, each as one word: those of telephones, dates, prices."""
    return {match["number"] for match in _WORD.finditer(text) if match["number"]}


def words(text: str) -> Units:
    """Cut a text into words and single signs."""
    items: list[str] = []
    spaces: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        spaces.append(text[end : match.start()])
        items.append(match[0])
        end = match.end()
    spaces.append(text[end:])
    return Units(tuple(items), tuple(spaces))


def is_sign(item: str) -> bool:
    """Say whether a piece cut by `words` is a single sign and no word."""
    return len(item) == 1 and not item.isalnum()


def _grouped(text: str, begins: Callable[[str], bool]) -> Units:
    """Put lines together until an empty line, or one that begins a new piece."""
    items: list[str] = []
    spaces = [""]
    piece: list[str] = []
    ending = ""
    for body, end in _lines(text):
        if body and not body.isspace():
            if piece and begins(body):
                items.append("".join(piece))
                spaces.append(ending)
                piece = [body]
            else:
                piece += [ending, body] if piece else [body]
            ending = end
        else:
            if piece:
                items.append("".join(piece))
                spaces.append(ending)
                piece = []
            spaces[-1] += body + end
    if piece:
        items.append("".join(piece))
        spaces.append(ending)
    return Units(tuple(items), tuple(spaces))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for match in _LINE.finditer(text):
        if match["last"] is not None:
            yield match["last"], ""
        else:
            yield match["body"], match["end"]
