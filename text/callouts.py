"""How are call-outs written and shown?

::

    ::: warnung Bei Regen
    Der Keller ist dann **gesperrt**.
    :::

The label is the author's own word, so the stored HTML needs no translation and the kind is never
told by colour alone. A call-out may hold any Markdown; a longer row of colons holds shorter ones;
one that is not closed ends with the text around it.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

#: Every word that opens a call-out, with the kind it is styled as.
KINDS = {
    "hinweis": "note",
    "info": "note",
    "note": "note",
    "tipp": "tip",
    "tip": "tip",
    "warnung": "warning",
    "achtung": "warning",
    "warning": "warning",
    "wichtig": "important",
    "important": "important",
    "beispiel": "example",
    "example": "example",
}
CLASSES = frozenset({"callout", "callout-title", *(f"callout-{kind}" for kind in KINDS.values())})

_OPEN = re.compile(r"(?P<fence>:{3,})[ \t]*(?P<word>[^\W\d_]+)(?:[ \t]+(?P<title>.*?))?[ \t]*:*")
_CLOSE = re.compile(r"(?P<fence>:{3,})[ \t]*")


def callouts_plugin(md: MarkdownIt) -> None:
    """Teach a parser call-outs."""
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("fence", "callout", _rule, {"alt": interrupts})
    md.add_render_rule("callout_title", _render_title)


def _render_title(_renderer: object, tokens: list[Token], index: int, *_: object) -> str:
    return f'<p class="callout-title">{escapeHtml(tokens[index].content)}</p>\n'


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    content = _line(state, start)
    match = _OPEN.fullmatch(content) if content.startswith(":::") else None
    if match is None or match["word"].casefold() not in KINDS:
        return False
    if not silent:
        _push(state, start, end, match)
    return True


def _push(state: StateBlock, start: int, end: int, match: re.Match[str]) -> None:
    closing = _closing_line(state, start, end, len(match["fence"]))
    word, title = match["word"], (match["title"] or "").strip()
    opening = state.push("callout_open", "div", 1)
    opening.attrs = {"class": f"callout callout-{KINDS[word.casefold()]}", "role": "note"}
    opening.map = [start, closing]
    label = state.push("callout_title", "", 0)
    label.content = f"{word.capitalize()}: {title}" if title else word.capitalize()
    old_parent, old_max = state.parentType, state.lineMax
    # Lazy continuation lines must not run past the end of the call-out.
    state.parentType, state.lineMax = "callout", closing
    state.md.block.tokenize(state, start + 1, closing)
    state.parentType, state.lineMax = old_parent, old_max
    state.push("callout_close", "div", -1)
    closed = closing < end and _CLOSE.fullmatch(_line(state, closing)) is not None
    state.line = closing + 1 if closed else closing


def _closing_line(state: StateBlock, start: int, end: int, width: int) -> int:
    """Return the line that closes the call-out, or the first line that no longer belongs to it."""
    for line in range(start + 1, end):
        content = _line(state, line)
        if content and state.sCount[line] < state.blkIndent:
            return line
        match = _CLOSE.fullmatch(content) if content.startswith(":::") else None
        if match and len(match["fence"]) >= width and not state.is_code_block(line):
            return line
    return end
