"""What are the bare words of a text?

For search, previews and reading aids: no markup, no addresses; the words of links, pictures' texts,
code and footnotes stay. Blocks stand on lines of their own, an empty line between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it.token import Token

from text.wikilinks import LINK_TYPE

_WORDS = frozenset({"text", "text_special", "code_inline", "html_inline", LINK_TYPE})
_BREAKS = frozenset({"softbreak", "hardbreak"})
# A list item or table row ends a line, a paragraph or heading leaves an empty one.
_LINE_ENDS = frozenset({"tr_close", "dt_close", "dd_close", "list_item_close"})
_BLOCK_ENDS = frozenset(
    {
        "paragraph_close",
        "heading_close",
        "table_close",
        "bullet_list_close",
        "ordered_list_close",
        "dl_close",
    }
)
_BLOCKS = frozenset({"fence", "code_block", "html_block"})
_CELL_ENDS = frozenset({"td_close", "th_close"})
_MANY_LINES = re.compile(r"\n{3,}")
_SPACE_AT_LINE_END = re.compile(r"[ \t]+\n")


def inline_text(tokens: Iterable[Token]) -> str:
    """Return the words of inline tokens on one line."""
    parts: list[str] = []
    for token in tokens:
        if token.type in _WORDS:
            parts.append(token.content)
        elif token.type in _BREAKS:
            parts.append(" ")
        elif token.type == "image":
            parts.append(inline_text(token.children or ()))
    return "".join(parts).strip()


def plain_text(tokens: Iterable[Token]) -> str:
    """Return the words of a parsed text."""
    parts: list[str] = []
    for token in tokens:
        if token.type == "inline":
            parts.append(inline_text(token.children or ()))
        elif token.type in _BLOCKS:
            parts.append(f"{token.content.rstrip()}\n\n")
        elif token.type == "callout_title":
            parts.append(f"{token.content}\n\n")
        elif token.type in _BLOCK_ENDS:
            parts.append("\n" if token.hidden else "\n\n")
        elif token.type in _CELL_ENDS:
            parts.append(" ")
        elif token.type in _LINE_ENDS and not (parts and parts[-1].endswith("\n")):
            parts.append("\n")
    text = _SPACE_AT_LINE_END.sub("\n", "".join(parts))
    return _MANY_LINES.sub("\n\n", text).strip()
