"""What may an editor send, and when do two blocks say the same?

Nothing that comes from a browser is trusted: every node is built anew from the closed list of
``text.rich.schema``. What is empty goes, what cannot be written in Markdown is put so that it can.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from text.rich.inline import allowed_href, nodes_of, signs_of, wiki_inner
from text.rich.picture import checked
from text.rich.schema import (
    ALIGNMENTS,
    CELLS,
    HEADING_LEVELS,
    IN_ITEMS,
    LISTS,
    MARKS,
    MAX_DEPTH,
    MAX_START,
    Node,
)

#: So many times the cells that are there may be missing: one long line must not fill a thousand.
_MOST_MISSING = 4


#: No clipboard holds lists as deep as this.
_DEEPEST = 30


class BlocksRefused(ValueError):
    """An editor sent something that is no block of ours."""


def checked_blocks(data: object, depth: int = 0) -> list[Node]:
    """Return blocks as they may be written, without the empty ones. Raises `BlocksRefused`."""
    if depth > _DEEPEST:
        raise BlocksRefused("nested too deep")
    return [block for item in _items(data) for block in _block(item, depth)]


def _items(data: object) -> list[Any]:
    if data is None:
        return []
    if not isinstance(data, list):
        raise BlocksRefused("a list is missing")
    return data


def _block(data: object, depth: int) -> list[Node]:
    kind, attrs, content = _parts(data)
    if kind == "paragraph":
        return _of_words({"type": kind}, content)
    if kind == "heading":
        level = _whole(attrs.get("level"), HEADING_LEVELS.start, HEADING_LEVELS.stop - 1)
        return _of_words({"type": kind, "attrs": {"level": level}}, content)
    if kind in LISTS:
        return _list(kind, attrs, content, depth)
    if kind == "blockquote":
        inner = checked_blocks(content, depth + 1)
        if depth >= MAX_DEPTH:
            return inner
        return [{"type": kind, "content": inner}] if inner else []
    if kind == "table":
        return _table(content)
    if kind == "horizontalRule":
        return [{"type": kind}]
    if kind == "picture" and not depth:
        if (picture := checked(attrs)) is None:
            raise BlocksRefused("no picture")
        return [picture]
    raise BlocksRefused(f"no block: {kind}")


def _parts(data: object) -> tuple[str, Node, object]:
    if not isinstance(data, dict) or not isinstance(kind := data.get("type"), str):
        raise BlocksRefused("no node")
    attrs = data.get("attrs") or {}
    if not isinstance(attrs, dict):
        raise BlocksRefused("no attributes")
    return kind, attrs, data.get("content")


def _whole(value: object, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BlocksRefused("no number")
    return min(max(value, least), most)


def _of_words(node: Node, content: object) -> list[Node]:
    words = _inline(content)
    return [{**node, "content": words}] if words else []


def _list(kind: str, attrs: Node, content: object, depth: int) -> list[Node]:
    """Return the list; items without words of their own give what they hold to the list around."""
    items: list[Node] = []
    out: list[Node] = []
    for item in _items(content):
        name, _attrs, inner = _parts(item)
        if name != "listItem":
            raise BlocksRefused(f"no item: {name}")
        blocks = checked_blocks(inner, depth + 1)
        if not all(block["type"] in IN_ITEMS for block in blocks):
            raise BlocksRefused("no words and no list in an item")
        words, deeper = _flat(blocks) if depth + 1 >= MAX_DEPTH else (blocks, [])
        if blocks and blocks[0]["type"] == "paragraph":
            items += [{"type": "listItem", "content": words}, *deeper]
        elif blocks and items:
            items[-1]["content"] += words
            items += deeper
        else:
            out += blocks
    if not items:
        return out
    own: Node = {"tight": bool(attrs.get("tight", True))}
    if kind == "orderedList":
        most = max(MAX_START - len(items) + 1, 1)
        own["start"] = _whole(attrs.get("start", 1), 0, most)
    return [*out, {"type": kind, "attrs": own, "content": items}]


def _flat(blocks: list[Node]) -> tuple[list[Node], list[Node]]:
    """Return the words of an item, and the items of the lists in it."""
    words = [block for block in blocks if block["type"] == "paragraph"]
    return words, [item for block in blocks if block["type"] in LISTS for item in block["content"]]


def _table(content: object) -> list[Node]:
    """Return the table; each line gets as many cells as the longest, the first is the head."""
    rows: list[list[tuple[str | None, list[Node]]]] = []
    for row in _items(content):
        name, _attrs, cells = _parts(row)
        if name != "tableRow":
            raise BlocksRefused(f"no row: {name}")
        rows.append([_cell(cell) for cell in _items(cells)])
    width = max(map(len, rows), default=0)
    if len(rows) * width > _MOST_MISSING * sum(map(len, rows)) + width:
        raise BlocksRefused("too many cells missing")
    if not any(words for row in rows for _align, words in row):
        return []
    aligns = [align for align, _words in rows[0]] + [None] * (width - len(rows[0]))
    return [{"type": "table", "content": [_row(n, row, aligns) for n, row in enumerate(rows)]}]


def _cell(data: object) -> tuple[str | None, list[Node]]:
    name, attrs, content = _parts(data)
    if name not in CELLS:
        raise BlocksRefused(f"no cell: {name}")
    align = attrs.get("align")
    return (align if align in ALIGNMENTS else None), _inline(content)


def _row(
    number: int, row: Sequence[tuple[str | None, list[Node]]], aligns: Sequence[str | None]
) -> Node:
    words = [inner for _align, inner in row] + [[]] * (len(aligns) - len(row))
    kind = "tableCell" if number else "tableHeader"
    cells = [
        {"type": kind, "attrs": {"align": align}, "content": inner}
        for align, inner in zip(aligns, words, strict=True)
    ]
    return {"type": "tableRow", "content": cells}


def _inline(data: object) -> list[Node]:
    return nodes_of(signs_of(node for item in _items(data) for node in _inline_node(item)))


def _inline_node(data: object) -> Iterable[Node]:
    kind, attrs, _content = _parts(data)
    assert isinstance(data, dict)
    if kind == "hardBreak":
        return [{"type": kind}]
    marks = [mark for item in _items(data.get("marks")) if (mark := _mark(item))]
    if kind == "text":
        if not isinstance(text := data.get("text"), str):
            raise BlocksRefused("no text")
        return [{"type": kind, "text": text, "marks": marks}]
    if kind == "wikiLink":
        if wiki_inner(attrs):
            return [{"type": kind, "attrs": attrs, "marks": marks}]
        # No link can be made of it: its words stay.
        words = str(attrs.get("text") or attrs.get("label") or attrs.get("target") or "")
        return [{"type": "text", "text": words, "marks": marks}]
    raise BlocksRefused(f"not inline: {kind}")


def _mark(data: object) -> Node | None:
    """Return the mark; a link that may lead nowhere is none, its words stay."""
    kind, attrs, _content = _parts(data)
    if kind not in MARKS:
        raise BlocksRefused(f"no mark: {kind}")
    if kind != "link":
        return {"type": kind}
    href = allowed_href(str(attrs.get("href") or ""))
    return {"type": kind, "attrs": {"href": href}} if href else None


def shape(node: Node) -> Hashable:
    """Return what a checked block says: equal for all blocks that readers see as the same.

    How far the items of a list stand apart is not compared: Markdown cannot say it in every place.
    """
    kind, attrs = node["type"], node.get("attrs", {})
    if kind == "picture":
        return (kind, attrs["number"], attrs["alt"], attrs["caption"])
    content: list[Node] = node.get("content", [])
    if kind in ("paragraph", "heading", *CELLS):
        own = attrs.get("level", attrs.get("align"))
        return (kind, own, tuple(signs_of(content)))
    return (kind, attrs.get("start"), tuple(map(shape, content)))
