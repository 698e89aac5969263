"""What are the bare words of a text?

For search, previews and reading aids: no markup, no addresses; the words of links, pictures' texts,
code and footnotes stay, and the numbers of lists. Those of pictures that residents gave are the
pictures' own, and go with them. Blocks stand on lines of their own, an empty line
between them. Signs that nobody sees are left out: "Straßen\u00adfest" is found as "Straßenfest".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it.token import Token

from text.names import LEFTOVERS
from text.numbering import numbers
from text.pictures import is_ours
from text.wikilinks import LINK_TYPE

_WORDS = frozenset({"text", "text_special", "code_inline", "html_inline", LINK_TYPE})
# A list item or table row ends a line, a paragraph or heading leaves an empty one.
_LINE_ENDS = frozenset({"tr_close", "dt_close", "dd_close", "list_item_close"})
_BLOCK_ENDS = frozenset(
    {
        "paragraph_close",
        "heading_close",
        "table_close",
        "dl_close",
    }
)
_LISTS = frozenset(
    {"bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"}
)
_ONE_LINE = frozenset({"tr_open", "tr_close", "heading_open", "heading_close"})
_BLOCKS = frozenset({"fence", "code_block", "html_block"})
_CELL_ENDS = frozenset({"td_close", "th_close"})
_MANY_LINES = re.compile(r"\n{3,}")
_LEFT_OVER = re.compile(f"[{''.join(sorted(LEFTOVERS))}]")
_SPACE_AT_LINE_END = re.compile(r"[ \t]+\n")


def inline_text(tokens: Iterable[Token], *, break_as: str = " ") -> str:
    """Return the words of inline tokens on one line; `break_as` is what a line end becomes."""
    parts: list[str] = []
    for token in tokens:
        if token.type in _WORDS:
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append(break_as)
        elif token.type == "image" and not is_ours(token):
            parts.append(inline_text(token.children or ()))
    return "".join(parts).strip()


def plain_text(tokens: Iterable[Token], *, bullets: bool = False) -> str:
    """Return the words of a parsed text; `bullets`: lists stay lists, with dashes."""
    tokens = list(tokens)
    numbered = {id(item): number for item, number in numbers(tokens)}
    depth = 0
    parts: list[str] = []
    break_as = "\n"
    for token in tokens:
        # A table keeps a line for each row, a heading is one line.
        if token.type in _ONE_LINE:
            break_as = " " if token.nesting == 1 else "\n"
        if token.type == "inline":
            parts.append(inline_text(token.children or (), break_as=break_as))
        elif token.type in _LISTS:
            depth += token.nesting
            if token.nesting == -1 and not (bullets and depth):
                parts.append("\n\n")
        elif token.type == "list_item_open" and (bullets or id(token) in numbered):
            parts.append(_sign(numbered.get(id(token)), depth if bullets else 1))
        elif bullets and depth and token.type == "paragraph_close":
            parts.append("\n")
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
    text = _LEFT_OVER.sub("", text)
    return _MANY_LINES.sub("\n\n", text).strip()


def _sign(number: object, depth: int) -> str:
    """Return what stands before an item of a list: its number, or a dash; both as deep as it is."""
    return f"{'  ' * (depth - 1)}{'-' if number is None else f'{number}.'} "
