"""A text put together from blocks that stay and blocks that were written, and proved by reading it.

Blocks that stay keep their lines byte for byte, and so do the empty lines between two that stood
beside each other. The text is read again before anybody may save it: where a block does not read as
its author saw it, the next way to write it is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, takewhile
from textwrap import dedent

from text.newlines import newline_of, plain_newlines
from text.rich.canonical import BlocksRefused, checked_blocks, shape
from text.rich.reading import Block, BlockText, blocks_of
from text.rich.schema import Node
from text.rich.staying import with_lines_of
from text.rich.writing import markdown_of, ways_of
from text.sections import open_fence
from text.storable import storable

#: No text that may be saved is nearly as long (in signs).
_LONGEST = 2_000_000
#: So often a text is put together anew; one block in some hundred needs a second time.
_MOST_TURNS = 40


class NotWritable(Exception):
    """No way was found to write what the author sees; `number` is the block, counted from 0."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class _Piece:
    """One block of the new text and the ways to write it, of which the present one is ``lines``.

    ``lines`` is empty where there is no way.
    ``was`` is its number in the text before, -1 for a new one. ``close`` is true while it may stand
    as near to the one before as it did, or as ``gap`` says.
    """

    def __init__(
        self, ways: Iterator[str], node: Node | None, was: int, gap: str = "", is_new: bool = False
    ) -> None:
        self.node, self.was, self.gap = node, was, gap
        self.close, self.is_new = True, is_new
        self._ways = ways
        self.lines = next(ways, "")

    def next_way(self) -> bool:
        """Take the next way; say whether there is one."""
        if self.close and self.was >= 0:
            self.close = False
            return True
        lines = next(self._ways, None)
        self.lines = self.lines if lines is None else lines
        return lines is not None


def assembled(source: str, changes: object) -> str:
    """Return the text that an editor holds: ``changes`` is its blocks in their order.

    Each is ``{"keep": n}`` for the block n of ``source`` as it stands, or ``{"node": …, "was": n}``
    for a changed one (without ``was``: a new one); ``{"raw": …, "was": n}`` is a block in Markdown.
    Raises `BlocksRefused` for anything else, and `NotWritable` where no way to write a block reads
    right.
    """
    before = blocks_of(source)
    newline = newline_of(source)
    pieces = _pieces(before, changes, newline)
    turns = 0
    while True:
        text = _joined(before, pieces, newline)
        wrong = _first_wrong(pieces, blocks_of(text).blocks)
        if wrong is None:
            # Half a character in what was sent is read as this sign, too.
            return storable(text, instead="\ufffd")
        turns += 1
        if turns > _MOST_TURNS or not any(p.next_way() for p in _to_blame(pieces, wrong)):
            raise NotWritable(wrong)


def _pieces(before: BlockText, changes: object, newline: str) -> list[_Piece]:
    if not isinstance(changes, list):
        raise BlocksRefused("no list of blocks")
    raws = (change.get("raw") for change in changes if isinstance(change, dict))
    if sum(len(raw) for raw in raws if isinstance(raw, str)) > _LONGEST:
        raise BlocksRefused("too long")  # before any of it is read, which takes seconds
    pieces: list[_Piece] = []
    kept: set[int] = set()
    length = 0
    for change in changes:
        if not isinstance(change, dict):
            raise BlocksRefused("no block")
        first = len(pieces)
        if "keep" in change:
            number = _number(change["keep"], before)
            if number in kept:
                raise BlocksRefused("a block that is there already")
            kept.add(number)
            pieces.append(_kept(before.blocks[number], number, newline))
        elif "raw" in change:
            pieces += _typed(change, before, newline)
        else:
            pieces += _written(change, before, newline)
        length += sum(len(piece.lines) for piece in pieces[first:])
        if length > _LONGEST:
            raise BlocksRefused("too long")
    for number, piece in enumerate(pieces):
        if not piece.lines:
            raise NotWritable(number)
    return pieces


def _number(value: object, before: BlockText) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BlocksRefused("no number of a block")
    if not 0 <= value < len(before.blocks):
        raise BlocksRefused("no such block")
    return value


def _was(change: Node, before: BlockText) -> int:
    return -1 if change.get("was") is None else _number(change["was"], before)


def _kept(block: Block, number: int, newline: str, gap: str = "") -> _Piece:
    """Return a block that stays; what stands beside it may mean that it is written anew."""
    return _Piece(_ways_to_keep(block, newline), block.node, number, gap)


def _ways_to_keep(block: Block, newline: str) -> Iterator[str]:
    yield block.raw
    if block.node is not None:
        yield from _ways(block.node, newline)
    elif mark := open_fence(block.raw):
        yield block.raw.rstrip("\r\n") + newline + mark
    else:
        # What stands far in may be drawn into a list that comes to stand above.
        yield dedent(block.raw)


def _written(change: Node, before: BlockText, newline: str) -> list[_Piece]:
    """Return the blocks of a changed one; what says the same as before stays as it was."""
    was = _was(change, before)
    nodes = checked_blocks([change.get("node")])
    block = before.blocks[was] if was >= 0 and len(nodes) == 1 else None
    if block is not None and block.node is not None and shape(block.node) == shape(nodes[0]):
        return [_kept(block, was, newline)]
    return [
        _Piece(_ways(node, newline, block), node, -1 if number else was, is_new=True)
        for number, node in enumerate(nodes)
    ]


def _typed(change: Node, before: BlockText, newline: str) -> list[_Piece]:
    """Return the blocks of lines that somebody has typed in Markdown."""
    raw, was = change["raw"], _was(change, before)
    if not isinstance(raw, str):
        raise BlocksRefused("no lines")
    lines = plain_newlines(raw).replace("\n", newline)
    # What they are read as depends on the whole text (footnotes, addresses): they stay as typed.
    blocks = [replace(block, node=None) for block in blocks_of(lines).blocks]
    return [
        _kept(block, -1 if number else was, newline, block.gap if number else "")
        for number, block in enumerate(blocks)
    ]


def _ways(node: Node, newline: str, was: Block | None = None) -> Iterator[str]:
    """Yield the ways to write a block that read right when it stands alone.

    Those come first that leave most lines as they were in the block that it has been.
    """
    wanted = shape(node)
    tried: set[str] = set()
    for text in chain(
        _ways_to_change(node, was), (markdown_of(node, way) for way in ways_of(node))
    ):
        if text in tried:
            continue
        tried.add(text)
        alone = blocks_of(text).blocks
        if len(alone) == 1 and alone[0].node is not None and shape(alone[0].node) == wanted:
            yield text.replace("\n", newline)


def _ways_to_change(node: Node, was: Block | None) -> Iterator[str]:
    if was is None or was.node is None or was.node["type"] != node["type"]:
        return
    for way in ways_of(node):
        text = with_lines_of(was.raw, markdown_of(was.node, way), markdown_of(node, way))
        if text is not None:
            yield text


def _joined(before: BlockText, pieces: Sequence[_Piece], newline: str) -> str:
    parts: list[str] = []
    last: _Piece | None = None
    for piece in pieces:
        parts.append(_between(before, last, piece, parts[-1] if parts else "", newline))
        parts.append(piece.lines)
        last = piece
    return "".join(parts) + _tail(before, last, parts, newline)


def _between(
    before: BlockText, last: _Piece | None, piece: _Piece, lines: str, newline: str
) -> str:
    """Return what separates two blocks: as much as before where they stood beside each other."""
    if last is None:
        return before.blocks[0].gap if piece.was == 0 else ""
    end = "" if lines.endswith(("\n", "\r")) else newline
    if piece.close and piece.was >= 0 and piece.was == last.was + 1:
        return end + before.blocks[piece.was].gap
    return end + (piece.gap if piece.gap and piece.close else newline)


def _tail(before: BlockText, last: _Piece | None, parts: Sequence[str], newline: str) -> str:
    """Return what follows the last block: a text keeps whether its last line ends."""
    if last is None:  # all was removed, or there was nothing to be seen
        return "" if before.blocks else before.tail
    end = before.blocks[-1].raw + before.tail if before.blocks else ""
    if last.was == len(before.blocks) - 1 and last.was >= 0:
        raw = before.blocks[-1].raw
        missing = raw.endswith(("\n", "\r")) and not parts[-1].endswith(("\n", "\r"))
        return (newline if missing else "") + before.tail
    wanted = end.endswith(("\n", "\r")) and not parts[-1].endswith(("\n", "\r"))
    return newline if wanted else ""


def _to_blame(pieces: Sequence[_Piece], wrong: int) -> Iterator[_Piece]:
    """Yield the blocks to write in another way when one reads wrong: it, those beside it, new ones.

    What stands above may give the signs below another meaning (``text.typed``): "5 Euro*". What
    stands far in is asked first, for a list above takes it in, however that is written.
    """
    after = pieces[wrong + 1 : wrong + 2]
    yield from (piece for piece in after if piece.lines.startswith((" ", "\t")))
    yield from pieces[wrong : wrong + 2]
    yield from pieces[max(wrong - 1, 0) : wrong]
    yield from (piece for piece in pieces[:wrong] if piece.is_new)


def _first_wrong(pieces: Sequence[_Piece], found: Sequence[Block]) -> int | None:
    """Return the first block that does not read as it should; None when all do.

    Blocks in Markdown may become one where they come to stand beside each other: two lists, say.
    """
    number = 0
    for block in found:
        if number == len(pieces):
            return number - 1
        count = _reads(pieces[number:], block)
        if not count:
            return number
        number += count
    return None if number == len(pieces) else number


def _reads(pieces: Sequence[_Piece], block: Block) -> int:
    """Return how many pieces a block of the new text is as it should be; 0 when it is none."""
    first = pieces[0]
    if first.node is not None:
        return int(block.node is not None and shape(block.node) == shape(first.node))
    wanted, lines = "".join(block.raw.split()), ""
    for count, piece in enumerate(takewhile(lambda piece: piece.node is None, pieces), start=1):
        lines += "".join(piece.lines.split())
        if lines == wanted:
            return count
        if not wanted.startswith(lines):
            break
    return 0
