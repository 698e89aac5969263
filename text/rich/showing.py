"""What an editor gets of a text: its blocks as nodes, or as they look where they are locked."""

from __future__ import annotations

from html import escape
from typing import Any

from text.html_ids import without_ids
from text.markdown import Parsed, finish
from text.rich.reading import Block, blocks_of
from text.rich.schema import Node
from text.sanitise import clean_article

#: A longer text is edited by section: typing in it would become slow (658 ms to load 3,600).
MOST_BLOCKS = 1_000


def for_editor(source: str) -> list[Node] | None:
    """Return ``{"node": …}`` or ``{"raw": …, "html": …}`` for each block; None for too many.

    Takes as long as the text wants: see ``text.rendering``.
    """
    text = blocks_of(source)
    if len(text.blocks) > MOST_BLOCKS:
        return None
    return [_shown(block, dict(text.env)) for block in text.blocks]


def _shown(block: Block, env: dict[str, Any]) -> Node:
    if block.node is not None:
        return {"node": block.node}
    if block.tokens:
        html = finish(Parsed(list(block.tokens), env, ()), {}).html
    else:
        html = clean_article(f"<pre>{escape(block.raw, quote=False)}</pre>")
    return {"raw": block.raw, "html": without_ids(html)}
