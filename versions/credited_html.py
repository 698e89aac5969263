"""How is a piece of a text shown as it reads, with a mark where somebody else's words end?

Words of the source are found again among those that a reader sees; what only the page says (where a
link leads) goes with the word before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import TypeAlias

from versions.authorship import Part
from versions.matching import match
from versions.rendered import HtmlPart, html_parts
from versions.units import words

#: A stretch of what a reader sees: where it ends, and the revision it is from (0: not told apart).
_End: TypeAlias = tuple[int, int]


def credited_html(html: str, parts: Sequence[Part], mark: Callable[[int], str]) -> str:
    """Return the HTML of a piece with its stretches in elements, each with a mark behind it.

    `html` is what `text.piece_html` makes of the joined parts. `mark(number)` returns the HTML that
    tells whose the words of a revision are; "" where nothing is to be said of them.
    """
    pieces = list(html_parts(html))
    marks = {part.number: mark(part.number) for part in parts}
    if not any(marks.values()):
        return html
    ends = _ends("".join(piece.words for piece in pieces), parts, marks)
    return _written(pieces, ends, marks)


def _ends(seen: str, parts: Sequence[Part], marks: dict[int, str]) -> list[_End]:
    """Return the stretches of what a reader sees, joined where their marks say the same."""
    written: list[str] = []
    numbers: list[int] = []
    for part in parts:
        items = words(part.text).items
        written += items
        numbers += [part.number if marks[part.number] else 0] * len(items)
    shown = words(seen)
    whose: list[int | None] = [None] * len(shown.items)
    for run in match(written, shown.items):
        for offset in range(run.size):
            whose[run.new + offset] = numbers[run.old + offset]
    last = next((number for number in whose if number is not None), 0)
    ends: list[_End] = []
    place = len(shown.spaces[0])
    for item, space, number in zip(shown.items, shown.spaces[1:], whose, strict=True):
        number = last if number is None else number
        place += len(item)
        # White space behind a stretch is not underlined with it.
        if ends and ends[-1][1] == number:
            ends[-1] = place, number
        else:
            ends += [(place - len(item), 0), (place, number)]
        place, last = place + len(space), number
    return [*ends, (len(seen), 0)]


def _written(pieces: Sequence[HtmlPart], ends: Sequence[_End], marks: dict[int, str]) -> str:
    written: list[str] = []
    place = at = 0
    for piece in pieces:
        if piece.is_tag:
            written.append(piece.html)
            place += len(piece.words)
            continue
        rest = piece.words
        while rest:
            while ends[at][0] <= place:
                at += 1
            end, number = ends[at]
            here, rest = rest[: end - place], rest[end - place :]
            place += len(here)
            said = escape(here, quote=False)
            if number and here.strip():
                said = f'<span class="theirs">{said}</span>'
            written.append(said + (marks[number] if number and place == end else ""))
    return "".join(written)
