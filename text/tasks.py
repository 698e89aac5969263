"""How do list items become tasks?

``- [ ] Schlüssel holen`` and ``- [x] Raum gebucht``. The box is disabled and sits in a label with
the words of its item, so that it has a name for screen readers without any text of ours.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

CLASSES = frozenset({"task-list", "task-list-item"})
_MARK = re.compile(r"\[([ xX])\]\s+")


def tasks_plugin(md: MarkdownIt) -> None:
    """Teach a parser task lists."""
    md.core.ruler.after("inline", "tasks", _rule)


def _rule(state: StateCore) -> None:
    tokens = state.tokens
    lists: list[Token] = []
    for index, token in enumerate(tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(token)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif (
            token.type == "inline"
            and index >= 2
            and tokens[index - 1].type == "paragraph_open"
            and tokens[index - 2].type == "list_item_open"
            and _mark(token)
        ):
            tokens[index - 2].attrSet("class", "task-list-item")
            lists[-1].attrSet("class", "task-list")


def _mark(token: Token) -> bool:
    """Turn ``[ ] `` at the start of an item's first paragraph into a box; say if it was there."""
    children = token.children or []
    if not children or children[0].type != "text":
        return False
    match = _MARK.match(children[0].content)
    if match is None:
        return False
    children[0].content = children[0].content[match.end() :]
    box = Token("task_box", "input", 0, attrs={"type": "checkbox", "disabled": ""})
    if match[1] != " ":
        box.attrSet("checked", "")
    label = Token("task_label_open", "label", 1)
    token.children = [label, box, _blank(), *children, Token("task_label_close", "label", -1)]
    return True


def _blank() -> Token:
    blank = Token("text", "", 0)
    blank.content = " "
    return blank
