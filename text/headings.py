"""Which headings has a text, at which level, under which address?

The page's own title is the only h1. The highest heading inside a text becomes h2, whether its
author wrote ``#`` or ``##``, and the others follow at their distance, h6 at the deepest. The ids
are German slugs, numbered where a heading repeats ("oeffnungszeiten", "oeffnungszeiten-2").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from text.plain import inline_text
from text.slugs import slugify

TOP_LEVEL = 2
DEEPEST_LEVEL = 6
_ANCHOR_LENGTH = 60
_FALLBACK = "abschnitt"
#: Ids the page around a text uses; a heading of that name gets a number.
RESERVED_IDS = frozenset(
    {"content", "diskussion", "footer", "formular", "fuss", "header", "hinweise", "inhalt", "kopf"}
    | {"main", "menu", "menue", "nav", "navigation", "search", "seite", "suche", "toc", "top"}
)
_FOOTNOTE_ID = re.compile(r"fn(ref)?\d*")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that opens a section.

    ``number`` counts from 1 in the order of the text and is the number of its section; ``level``
    is the one shown (2–6), ``anchor`` its id. Headings in quotations, lists and call-outs have an
    id, too, but open no section and are not listed.
    """

    number: int
    level: int
    title: str
    anchor: str


def anchor_for(title: str) -> str:
    """Return the id that the first heading of this title gets, for links to it."""
    return slugify(title, max_length=_ANCHOR_LENGTH, fallback=_FALLBACK)


def place_headings(tokens: Sequence[Token]) -> tuple[Heading, ...]:
    """Set level and id of all heading tokens; return those that open a section."""
    written = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    shift = TOP_LEVEL - min(written, default=1)
    taken: dict[str, int] = {}
    headings: list[Heading] = []
    for index, token in enumerate(tokens):
        if token.type == "heading_close":
            token.tag = _tag(token, shift)
        if token.type != "heading_open":
            continue
        token.tag = _tag(token, shift)
        title = inline_text(tokens[index + 1].children or ())
        anchor = _unique_anchor(title, taken)
        token.attrSet("id", anchor)
        if token.level == 0:
            headings.append(Heading(len(headings) + 1, int(token.tag[1]), title, anchor))
    return tuple(headings)


def _tag(token: Token, shift: int) -> str:
    return f"h{min(int(token.tag[1]) + shift, DEEPEST_LEVEL)}"


def _unique_anchor(title: str, taken: dict[str, int]) -> str:
    """Return a free id and note it; ``taken`` holds the last number given to each.

    The numbers are remembered because a text of ten thousand equal headings is allowed.
    """
    base = anchor_for(title)
    anchor, number = base, taken.get(base, 0)
    while number or anchor in taken or anchor in RESERVED_IDS or _FOOTNOTE_ID.fullmatch(anchor):
        number = max(number, 1) + 1
        anchor = f"{base}-{number}"
        if anchor not in taken:
            break
    taken[base] = max(number, 1)
    taken.setdefault(anchor, 1)
    return anchor
