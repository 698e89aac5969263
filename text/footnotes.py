"""No note within a note: the plugin that gathers them at the end loses count of nested ones.

It takes what stands after the inner note for text of the page, so that the end of a list came
without its beginning. What looks like a note within a note is shown as text.
"""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, paragraph
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def

_WITHIN = "within a footnote"


def footnotes_plugin(md: MarkdownIt, **options: Any) -> None:
    """Teach a parser footnotes; takes the options of the plugin."""
    md.use(footnote_plugin, **options)
    md.block.ruler.at("footnote_def", _definition, {"alt": ["paragraph", "reference"]})


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    # Asked silently, whether a paragraph ends here, the next note may follow the one around it.
    if silent:
        return footnote_def(state, start, end, silent)
    if state.env.get(_WITHIN):
        return paragraph(state, start, end, silent)  # else it would be the address of a link
    state.env[_WITHIN] = True
    try:
        return footnote_def(state, start, end, silent)
    finally:
        del state.env[_WITHIN]
