"""Which pictures does a text show? Those of this site, each by its number, alone in a paragraph.

::

    ![What is to be seen](/bilder/12/ "Caption")

What is made of it is an empty place (`PLACE`): whether somebody may see the picture is not known
when a text is rendered, and its words belong to it. Whoever shows the HTML fills the places
(`pictures.in_text`). Within a sentence such a picture is a link to its page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from markdown_it.rules_inline import StateInline, image
from markdown_it.token import Token

#: What the address of a picture looks like; its group is the number.
ADDRESS = r"/(?:en/|de-simple/)?bilder/([1-9][0-9]{0,17})/"
_ADDRESS = re.compile(ADDRESS)
LINE_ENDS = ("softbreak", "hardbreak")
#: The class of a place, and the attributes with number and words.
PLACE, NUMBER, ALT, CAPTION = "picture-place", "data-picture", "data-alt", "data-caption"


#: Where the address of a picture may begin in Markdown: inline, as a reference, in brackets.
_BEGINS = re.compile(rf"(?:\]\(\s*<?|\]:\s*<?){ADDRESS}")


def numbers_in(source: str) -> set[int]:
    """Return which pictures a text in Markdown may show."""
    return {int(number) for number in _BEGINS.findall(source)} if "bilder/" in source else set()


def renumbered(source: str, numbers: Mapping[int, int]) -> str:
    """Return a text with other numbers for some of its pictures; all else stays byte for byte."""

    def changed(match: re.Match[str]) -> str:
        new = numbers.get(int(match[1]), int(match[1]))
        return f"{match[0][: match.start(1) - match.start()]}{new}/"

    return _BEGINS.sub(changed, source)


def number_of(address: str) -> int | None:
    """Return which picture an address names; None for another address."""
    found = _ADDRESS.fullmatch(address)
    return int(found[1]) if found else None


def is_ours(token: Token) -> bool:
    """Say whether an image is a picture of this site, with words of its own."""
    return token.type == "image" and number_of(str(token.attrGet("src") or "")) is not None


def own_picture_rule(state: StateInline, silent: bool) -> bool:
    """Read a picture of this site, and no other image: a rule in the place of the parser's own."""
    start, pending, count = state.pos, state.pending, len(state.tokens)
    found = image(state, False) and is_ours(state.tokens[-1])
    if silent or not found:
        del state.tokens[count:], state.tokens_meta[count:]
        state.pending = pending
    if not found:
        state.pos = start
    return found


def alone_in(inline: Token) -> Token | None:
    """Return the picture that is all there is of a paragraph; None where there is more, or none."""
    children = inline.children or []
    return children[0] if len(children) == 1 and is_ours(children[0]) else None


def alt_of(picture: Token) -> str:
    """Return the alternative text of an image: its words in one line, without marks."""
    parts = picture.children or ()
    words = (" " if part.type in LINE_ENDS else part.content for part in parts)
    return "".join(words).strip()


def place_pictures(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with a place for each picture that stands alone."""
    placed: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        found = alone_in(tokens[at + 1]) if token.type == "paragraph_open" else None
        if found is None:
            placed.append(token)
            at += 1
            continue
        placed.append(_place(found))
        at += 3
    return placed


def _place(picture: Token) -> Token:
    number = number_of(str(picture.attrGet("src")))
    said = {ALT: alt_of(picture), CAPTION: str(picture.attrGet("title") or "")}
    more = "".join(f' {name}="{escape(text)}"' for name, text in said.items() if text)
    token = Token("html_block", "", 0)
    token.content = f'<div class="{PLACE}" {NUMBER}="{number}"{more}></div>\n'
    return token
