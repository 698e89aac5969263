"""Which lines of a text belong to which section?

For editing one section alone. A section is a heading and everything up to the next heading of the
same or a higher level, its sub-sections included; section 0 is what stands before the first
heading. Headings inside quotations, lists and call-outs open no section. Every function here keeps
the rest of the text byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from text.headings import Heading, place_headings
from text.newlines import newline_of
from text.parser import product_parser
from text.typed import LINE_END
from text.weight import is_light

_LINE = re.compile(rf".*?(?:{LINE_END})|.+\Z", re.DOTALL)
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~^:&!])")
_LINE_START_MARKUP = re.compile(r"(?m)^([ \t]*)([-+=]|\d+(?=[.)]))")


class UnknownSection(LookupError):
    """The text has no section of this number (any more)."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section: ``start_line`` is its heading's first line, ``end_line`` the line after its end.

    Lines count from 0. ``level`` is the level shown (2–6), 0 for the lead before the first heading;
    ``own_end_line`` is where its first sub-section begins (or ``end_line``).
    """

    number: int
    level: int
    title: str
    anchor: str
    start_line: int
    end_line: int
    own_end_line: int


def sections(source: str) -> list[Section]:
    """Return the sections in the order of the text; the lead is among them if it has any words."""
    tokens = _block_tokens(source)
    headings = place_headings(tokens)
    starts = [
        token.map[0]
        for token in tokens
        if token.type == "heading_open" and token.level == 0 and token.map
    ]
    lines = split_lines(source)
    first = starts[0] if starts else len(lines)
    found = [Section(0, 0, "", "", 0, first, first)] if "".join(lines[:first]).strip() else []
    return found + _nested(headings, starts, len(lines))


def section_text(source: str, number: int) -> str:
    """Return the lines of one section as they stand. Raises UnknownSection."""
    section = _find(source, number)
    return "".join(split_lines(source)[section.start_line : section.end_line])


def replace_section(source: str, number: int, new: str) -> str:
    """Return the text with one section replaced, everything else byte for byte.

    Where a heading follows, a missing line end after ``new`` is added, and an empty line, so that
    the heading stays one. An empty ``new`` removes the section. Raises UnknownSection.
    """
    section = _find(source, number)
    lines = split_lines(source)
    before, after = "".join(lines[: section.start_line]), "".join(lines[section.end_line :])
    return before + _closed(new, source, followed=bool(after)) + after


def append_paragraph(source: str, number: int, words: str) -> str:
    """Return the text with a paragraph of plain words at the end of a section's own text.

    It goes before the first sub-section. Nothing in ``words`` is taken as markup, nor as part of a
    code block that nobody has ended: that one ends first. A number that no longer exists puts it at
    the end of the text: nothing typed is ever dropped.
    """
    lines = split_lines(source)
    try:
        end = _find(source, number).own_end_line
    except UnknownSection:
        end = len(lines)
    newline = newline_of(source)
    while end > 0 and not lines[end - 1].strip():
        end -= 1
    before, after = "".join(lines[:end]), "".join(lines[end:])
    if mark := open_fence(before):
        before += mark + newline if before.endswith(("\n", "\r")) else newline + mark
    paragraph = literal(words).replace("\n", newline)
    gap = newline * 2 if before and not before.endswith(("\n", "\r")) else newline
    gap = gap if before else ""
    tail = newline if before.endswith(("\n", "\r")) or after or not before else ""
    return f"{before}{gap}{paragraph}{tail}{after}"


def open_fence(source: str) -> str:
    """Return the mark of a code block that is still open at the end of a text; empty for none."""
    tokens = _block_tokens(source)
    last = tokens[-1] if tokens else None
    if last is None or last.type != "fence" or last.map is None:
        return ""
    mark, final = last.markup, split_lines(source)[-1].rstrip()
    ends = len(final) - len(final.lstrip(" ")) < 4 and set(final.strip()) == {mark[0]}
    several = last.map[1] - last.map[0] > 1
    return "" if several and ends and len(final.strip()) >= len(mark) else mark


def literal(words: str) -> str:
    """Return Markdown that shows exactly these words: markup signs escaped, line breaks kept."""
    lines = [" ".join(line.split()) for line in words.strip().splitlines()]
    escaped = _MARKUP.sub(r"\\\1", "\n".join(lines))
    escaped = _LINE_START_MARKUP.sub(_escape_line_start, escaped)
    paragraphs = re.split(r"\n{2,}", escaped)
    return "\n\n".join(paragraph.replace("\n", "\\\n") for paragraph in paragraphs)


def _escape_line_start(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2]}\\" if match[2].isdigit() else f"{match[1]}\\{match[2]}"


def _find(source: str, number: int) -> Section:
    for section in sections(source):
        if section.number == number:
            return section
    if number == 0:
        return Section(0, 0, "", "", 0, 0, 0)
    raise UnknownSection(number)


def _nested(headings: Sequence[Heading], starts: Sequence[int], end: int) -> list[Section]:
    """Give every heading the lines up to the next one of its own or a higher level."""
    ends = [end] * len(headings)
    still_open: list[int] = []
    for index, heading in enumerate(headings):
        while still_open and headings[still_open[-1]].level >= heading.level:
            ends[still_open.pop()] = starts[index]
        still_open.append(index)
    own_ends = [*starts[1:], end]
    return [
        Section(h.number, h.level, h.title, h.anchor, start, stop, own)
        for h, start, stop, own in zip(headings, starts, ends, own_ends, strict=False)
    ]


def _block_tokens(source: str) -> list[Token]:
    """Read the blocks of a text, and only in headings what stands inside: that is quick."""
    parser = product_parser()
    env: dict[str, Any] = {}
    core = StateCore(source, parser, env)
    for rule in parser.core.ruler.getRules("")[:3]:  # normalize, typed, surrogates
        rule(core)
    parser.block.parse(core.src, parser, env, core.tokens)
    for index, token in enumerate(core.tokens):
        if token.type == "heading_open":
            inline = core.tokens[index + 1]
            inline.children = _read(inline.content, env)
    return core.tokens


def _read(title: str, env: dict[str, Any]) -> list[Token]:
    """Read what stands in a heading; one that is made to take long is taken as it is typed."""
    if is_light(title):
        parser = product_parser()
        return parser.inline.parse(title, parser, env, [])
    token = Token("text", "", 0)
    token.content = title
    return [token]


def split_lines(source: str) -> list[str]:
    """Split a text where Markdown does, line ends kept (``str.splitlines`` knows too many)."""
    return _LINE.findall(source)


def _closed(new: str, source: str, *, followed: bool) -> str:
    if not new or not followed:
        return new
    newline = newline_of(source)
    if not new.endswith(("\n", "\r")):
        new += newline
    last = split_lines(new)[-1]
    return new + newline if last.strip() else new
