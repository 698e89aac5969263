"""A text taken apart into blocks: those that can be edited without markup, and those that cannot.

``"".join(block.gap + block.raw for block in text.blocks) + text.tail`` is the text, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from text.markdown import parse
from text.rich.canonical import BlocksRefused, checked_blocks
from text.rich.inline import UNSEEN, wiki_attrs
from text.rich.picture import picture_in
from text.rich.schema import MAX_DEPTH, Locked, Node
from text.sections import split_lines

_MARKS = {"strong": "bold", "em": "italic", "s": "strike"}


@dataclass(frozen=True, slots=True)
class Block:
    """One block: the empty lines before it, its lines as they stand, and how an editor holds it.

    ``node`` is None for a block that is edited as Markdown; ``tokens`` are what it was read as, and
    empty for lines that show nothing where they stand (the address of a link, a footnote).
    """

    gap: str
    raw: str
    node: Node | None
    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockText:
    """A text as blocks, the empty lines at its end, and what its footnotes and links are called."""

    blocks: tuple[Block, ...]
    tail: str
    env: Mapping[str, Any]


def blocks_of(source: str) -> BlockText:
    """Take a text apart. Takes as long as the text wants: see ``text.rendering``."""
    lines = split_lines(source)
    blocks: list[Block] = []
    at = 0
    parsed = parse(source)
    for start, end, tokens in _runs(parsed.tokens, lines):
        at = _unshown(blocks, lines, at, start)
        gap, raw = "".join(lines[at:start]), "".join(lines[start:end])
        blocks.append(Block(gap, raw, _node(tokens), tuple(tokens)))
        at = end
    at = _unshown(blocks, lines, at, len(lines))
    return BlockText(tuple(blocks), "".join(lines[at:]), parsed.env)


def _is_empty(line: str) -> bool:
    return not line.translate(UNSEEN).strip()


def _unshown(blocks: list[Block], lines: Sequence[str], at: int, until: int) -> int:
    """Add the lines before `until` that show nothing, each paragraph a block; return their end."""
    start = at
    for index in range(at, until + 1):
        if index < until and not _is_empty(lines[index]):
            continue
        first = next((n for n in range(start, index) if not _is_empty(lines[n])), index)
        if first < index:
            gap, raw = "".join(lines[at:first]), "".join(lines[first:index])
            blocks.append(Block(gap, raw, None))
            at = index
        start = index + 1
    return at


def _runs(
    tokens: Sequence[Token], lines: Sequence[str]
) -> Sequence[tuple[int, int, Sequence[Token]]]:
    """Return the first line, the line after the last one, and the tokens of each block.

    What lies within each other (no rule of ours does that) is one block.
    """
    found: list[tuple[int, int, list[Token]]] = []
    for group in _top_level(tokens):
        if group[0].map is None:
            continue  # footnotes, shown at the end: their lines stand where they were written
        start, end = group[0].map
        end = min(end, len(lines))
        while end > start and _is_empty(lines[end - 1]):
            end -= 1
        if found and start < found[-1][1]:
            before = found.pop()
            start, end, group = before[0], max(end, before[1]), [*before[2], *group]
        if end > start:
            found.append((start, end, group))
    return found


def _top_level(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    group: list[Token] = []
    depth = 0
    for token in tokens:
        group.append(token)
        depth += token.nesting
        if depth == 0:
            yield group
            group = []


def _node(tokens: Sequence[Token]) -> Node | None:
    """Return how an editor holds a block; None where it is edited as Markdown."""
    try:
        nodes = _Reader(tokens).blocks()
        found = checked_blocks(nodes)
    except (Locked, BlocksRefused):
        return None
    return found[0] if len(nodes) == 1 and len(found) == 1 else None


class _Reader:
    """Turns the tokens of the parser into nodes. Raises `Locked` at what these cannot say."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def blocks(self, close: str = "", depth: int = 0) -> list[Node]:
        """Read blocks up to a closing token, or to the end."""
        if depth > MAX_DEPTH:
            raise Locked("depth")
        found = []
        while self.at < len(self.tokens) and self.tokens[self.at].type != close:
            found.append(self._block(self._next(), depth))
        self.at += 1
        return found

    def _next(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def _block(self, token: Token, depth: int) -> Node:
        if token.type == "paragraph_open":
            picture = None if depth else picture_in(self.tokens[self.at])
            if picture:
                self.at += 2
                return {"type": "picture", "attrs": picture}
            return {"type": "paragraph", "content": self._words()}
        if token.type == "heading_open":
            return {
                "type": "heading",
                "attrs": {"level": int(token.tag[1])},
                "content": self._words(),
            }
        if token.type == "hr":
            return {"type": "horizontalRule"}
        if token.type == "blockquote_open":
            return {"type": "blockquote", "content": self.blocks("blockquote_close", depth + 1)}
        if token.type == "bullet_list_open":
            return self._list("bulletList", "bullet_list_close", {}, depth)
        if token.type == "ordered_list_open":
            start = {"start": int(token.attrs.get("start", 1))}
            return self._list("orderedList", "ordered_list_close", start, depth)
        if token.type == "table_open":
            return self._table()
        raise Locked(token.type)

    def _words(self) -> list[Node]:
        """Read the line inside a paragraph, a heading or a cell, and what closes it."""
        words = list(_inline(self._next().children or []))
        self.at += 1
        return words

    def _list(self, kind: str, close: str, attrs: Node, depth: int) -> Node:
        items = []
        tight = True
        while (token := self._next()).type != close:
            if token.attrGet("value") is not None:
                raise Locked("numbers of their own")
            first = self.at
            content = self.blocks("list_item_close", depth + 1)
            if not content or content[0]["type"] != "paragraph":
                raise Locked("an item without words")
            tight = tight and self.tokens[first].hidden
            items.append({"type": "listItem", "content": content})
        return {"type": kind, "attrs": {**attrs, "tight": tight}, "content": items}

    def _table(self) -> Node:
        rows: list[Node] = []
        while (token := self._next()).type != "table_close":
            if token.type == "tr_open":
                rows.append({"type": "tableRow", "content": self._cells()})
        return {"type": "table", "content": rows}

    def _cells(self) -> list[Node]:
        cells = []
        while (token := self._next()).type != "tr_close":
            style = str(token.attrGet("style") or "")
            align = style.removeprefix("text-align:") or None
            kind = "tableHeader" if token.type == "th_open" else "tableCell"
            cells.append({"type": kind, "attrs": {"align": align}, "content": self._words()})
        return cells


def _inline(tokens: Sequence[Token]) -> Iterator[Node]:
    marks: list[Node] = []
    for token in tokens:
        if token.type in ("text", "text_special"):
            if token.content:
                yield {"type": "text", "text": token.content, "marks": list(marks)}
        elif token.type == "softbreak":
            yield {"type": "text", "text": " ", "marks": list(marks)}
        elif token.type == "hardbreak":
            yield {"type": "hardBreak"}
        elif token.type == "code_inline":
            yield {"type": "text", "text": token.content, "marks": [*marks, {"type": "code"}]}
        elif token.type == "wiki_link":
            yield {
                "type": "wikiLink",
                "attrs": wiki_attrs(token.markup[2:-2]),
                "marks": list(marks),
            }
        elif token.type == "link_open":
            if token.attrGet("title"):
                raise Locked("title of a link")
            marks.append({"type": "link", "attrs": {"href": str(token.attrGet("href") or "")}})
        elif token.tag in _MARKS and token.nesting == 1:
            marks.append({"type": _MARKS[token.tag]})
        elif token.tag in (*_MARKS, "a") and token.nesting == -1:
            marks.pop()
        else:
            raise Locked(token.type)
