"""Which pieces can a long text be found and quoted by?

A passage is what stands under one heading, in plain words, with the way there. An excerpt is the
beginning of some words, cut where a word ends.
"""

from __future__ import annotations

from dataclasses import dataclass

from text.rendering import plain_safely
from text.sections import sections, split_lines

_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Passage:
    """The own words of a section (without its sub-sections); ``path`` names the headings above."""

    number: int
    anchor: str
    path: tuple[str, ...]
    text: str


def passages(source: str) -> list[Passage]:
    """Return the passages of a Markdown text in order; empty ones are left out."""
    lines = split_lines(source)
    way: list[tuple[int, str]] = []
    found = []
    for section in sections(source):
        way = [(level, title) for level, title in way if level < section.level]
        way += [(section.level, section.title)] if section.number else []
        own = "".join(lines[section.start_line : section.own_end_line])
        text = plain_safely(own).removeprefix(section.title).strip()
        if text:
            path = tuple(title for _, title in way)
            found.append(Passage(section.number, section.anchor, path, text))
    return found


def excerpt(plain: str, length: int = 200) -> str:
    """Return at most ``length`` characters of plain words on one line, cut at a word."""
    line = " ".join(plain.split())
    if len(line) <= length:
        return line
    head = line[: length - len(_ELLIPSIS) + 1].rpartition(" ")[0] or line[: length - 1]
    return head.rstrip(" ,;:–-") + _ELLIPSIS
