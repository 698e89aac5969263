"""A picture of this site as a block: which one, and what this text says of it.

::

    {"type": "picture", "attrs": {"number": 12, "alt": "What is to be seen", "caption": "…"}}

Where the text says nothing, the picture's own words are shown. Whether somebody may see it is not
known here.
"""

from __future__ import annotations

import re
from typing import TypeGuard

from markdown_it.token import Token

from text.pictures import LINE_ENDS, alone_in, alt_of, number_of
from text.rich.inline import CONTROLS
from text.rich.schema import Node
from text.storable import storable

#: In signs: what a text says of a picture. Longer words are changed as Markdown.
MAX_SAID = 1_000
#: Browsers can say no higher number.
MAX_NUMBER = 2**53 - 1
#: So many pictures may come into a text at once, and be asked of.
MOST = 1_000
#: What words of a picture may be marked with and stay the same ones: nobody hears marks.
_IN_WORDS = {
    *("text", "text_special", "code_inline", *LINE_ENDS),
    *("em_open", "em_close", "strong_open", "strong_close", "s_open", "s_close"),
}
_BLANKS = re.compile("[ \n]+")


def picture_in(paragraph: Token) -> Node | None:
    """Return the picture that is all there is of a paragraph; None where there is more, or none."""
    token = alone_in(paragraph)
    if token is None or not {part.type for part in token.children or ()} <= _IN_WORDS:
        return None
    number, caption = number_of(str(token.attrGet("src"))), str(token.attrGet("title") or "")
    return {"number": number, "alt": alt_of(token), "caption": caption}


def checked(attrs: Node) -> Node | None:
    """Return a picture as it may be written; None when this says none."""
    number, said = attrs.get("number"), [attrs.get(name) or "" for name in ("alt", "caption")]
    if not _is_number(number):
        return None
    if not all(isinstance(words, str) and len(words) <= MAX_SAID for words in said):
        return None
    alt, caption = map(_in_one_line, said)
    return {"type": "picture", "attrs": {"number": number, "alt": alt, "caption": caption}}


def numbers_in(changes: object) -> set[int]:
    """Return which pictures are in what an editor sends, whatever that is.

    What stays as it was, and what was typed as Markdown, is not looked at.
    """
    nodes = [
        change["node"]
        for change in (changes if isinstance(changes, list) else [])
        if isinstance(change, dict) and isinstance(change.get("node"), dict)
    ]
    attrs = [node.get("attrs") for node in nodes if node.get("type") == "picture"]
    numbers = [each.get("number") for each in attrs if isinstance(each, dict)]
    return {number for number in numbers if _is_number(number)}


def _is_number(value: object) -> TypeGuard[int]:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return is_whole and 0 < value <= MAX_NUMBER  # type: ignore[operator]


def _in_one_line(words: str) -> str:
    """Return words as they are written, read and compared: a picture stands in one line."""
    whole = storable(words.translate(CONTROLS), instead="\ufffd")  # as the whole text is put
    return _BLANKS.sub(" ", whole).strip()
