"""What does a text say of pictures that were taken from the public? Its source keeps it to itself.

A picture that was hidden, refused or deleted takes its words along: whoever reads or changes the
source of a text finds `![](/bilder/12/)` in place of the line that says who is to be seen
(`without_gone`). What is stored stays as it was written, and an edit that leaves that line alone
leaves it as it was (`with_gone`).

Code of Markdown is treated like the rest: better a word too few than a name too many.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

from text.pictures import ADDRESS, numbers_in

T = TypeVar("T")
Gone = Callable[[Collection[int]], Collection[int]]
_asked: list[Gone] = []

_TITLE = r"""\s+(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\))"""
_INLINE = re.compile(rf"\(\s*<?{ADDRESS}>?(?:{_TITLE})?\s*\)", re.DOTALL)
_LABEL = re.compile(r"\[([^\[\]]*)\]")
_DEFINITION = re.compile(
    rf"^[ \t>]*\[([^\[\]\n]+)\]:\s*<?{ADDRESS}>?(?:{_TITLE})?(?=[ \t]*$)", re.DOTALL | re.MULTILINE
)
#: What opens and closes the words of a picture; an empty line ends what was open.
_BRACKET = re.compile(r"\\.|!\[|\[|\]|\n[ \t]*(?=\n)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a text names a picture, and what stands there without words."""

    start: int
    end: int
    bare: str


def ask_of_pictures(gone: Gone) -> None:
    """Name what knows which pictures of these numbers are gone. Called once, at the start."""
    _asked[:] = [gone]


def gone_among(numbers: Collection[int]) -> set[int]:
    """Return which of these pictures were taken from the public; one query at most."""
    return {number for gone in _asked if numbers for number in gone(numbers)}


def without_gone(source: str) -> str:
    """Return a text in Markdown without its words about gone pictures.

    One query where it may show pictures, else none.
    """
    return without_gone_anywhere(source)


def without_gone_anywhere(value: T) -> T:
    """Return plain lists and mappings with `without_gone` of each text in them.

    One query where any of them may show pictures, else none.
    """
    gone = gone_among({number for words in _texts(value) for number in numbers_in(words)})
    return cast(T, _bare(value, gone)) if gone else value


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(part)


def _bare(value: object, gone: Collection[int]) -> object:
    if isinstance(value, str):
        return _replaced(value, [(span, span.bare) for span in _spans(value, gone)])
    if isinstance(value, Mapping):
        return {name: _bare(part, gone) for name, part in value.items()}
    return [_bare(part, gone) for part in value] if isinstance(value, list) else value


def with_gone(typed: str, original: str) -> str:
    """Return what was typed upon `without_gone(original)`, with the words its writer did not see.

    Pictures are told by their number, several of one number by their order. One query where the
    original may show pictures, else none.
    """
    gone = gone_among(numbers_in(original))
    kept: dict[str, list[str]] = {}
    for span in _spans(original, gone):
        kept.setdefault(span.bare, []).append(original[span.start : span.end])
    found: list[tuple[_Span, str]] = []
    for span in _spans(typed, gone) if kept else ():
        before = kept.get(span.bare)
        words = before.pop(0) if before else span.bare
        if typed[span.start : span.end] == span.bare:
            found.append((span, words))
    return _replaced(typed, found)


def _replaced(source: str, found: Collection[tuple[_Span, str]]) -> str:
    parts, at = [], 0
    for span, words in found:
        parts += [source[at : span.start], words]
        at = span.end
    return "".join([*parts, source[at:]])


def _spans(source: str, gone: Collection[int]) -> list[_Span]:
    """Return where these pictures are named, in the order of the text, none within another."""
    if not gone:
        return []
    labels: dict[str, int] = {}
    found = []
    for match in _DEFINITION.finditer(source):
        if int(match[2]) in gone:
            labels[_folded(match[1])] = int(match[2])
            start = match.start(1) - 1
            bare = f"[bild-{match[2]}]: /bilder/{match[2]}/"
            found.append(_Span(start, match.end(), bare))
    for start, end, number in _images(source, labels):
        if number in gone:
            found.append(_Span(start, end, f"![](/bilder/{number}/)"))
    found.sort(key=lambda span: (span.start, -span.end))
    apart: list[_Span] = []
    for span in found:
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return apart


def _images(source: str, labels: dict[str, int]) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and number of each picture; its words are read once, whatever they hold."""
    opened: list[tuple[int, bool]] = []
    for match in _BRACKET.finditer(source):
        sign = match[0]
        if sign in ("![", "["):
            opened.append((match.start(), sign == "!["))
        elif sign == "]" and opened:
            start, is_image = opened.pop()
            named = _named(source, start, match.end(), labels) if is_image else None
            if named is not None:
                yield start, *named
        elif sign[0] == "\n":
            opened.clear()


def _named(source: str, start: int, end: int, labels: dict[str, int]) -> tuple[int, int] | None:
    """Return where a picture ends whose words stand from `start` to `end`, and its number."""
    inline = _INLINE.match(source, end)
    if inline:
        return inline.end(), int(inline[1])
    if not labels:
        return None
    words = source[start + 2 : end - 1]
    label = _LABEL.match(source, end)
    number = labels.get(_folded(label[1] if label and label[1].strip() else words))
    return None if number is None else (label.end() if label else end, number)


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()
