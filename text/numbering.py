"""Which number does an item of a list show? The one that its author wrote.

CommonMark counts on from the first number and so makes "2." of a "5."; only a list whose items all
have the same number is counted, for that is how people write who leave the counting to us.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token


def numbering_plugin(md: MarkdownIt) -> None:
    """Teach a parser to keep the numbers of lists."""
    md.core.ruler.after("block", "numbering", _rule)


def numbers(tokens: Sequence[Token]) -> Iterator[tuple[Token, int]]:
    """Yield the items of numbered lists with the number that each shows."""
    counts: list[int | None] = []
    for token in tokens:
        if token.type == "ordered_list_open":
            counts.append(int(token.attrs.get("start", 1)))
        elif token.type == "bullet_list_open":
            counts.append(None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            counts.pop()
        elif token.type == "list_item_open" and counts and (count := counts[-1]) is not None:
            value = token.attrGet("value")
            number = count if value is None else int(value)
            counts[-1] = number + 1
            yield token, number


def _rule(state: StateCore) -> None:
    lists: list[list[Token]] = []
    for token in state.tokens:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            lists.append([])
        elif token.type == "list_item_open":
            lists[-1].append(token)
        elif token.type == "ordered_list_close":
            _number(lists.pop())
        elif token.type == "bullet_list_close":
            lists.pop()


def _number(items: Sequence[Token]) -> None:
    written = [int(item.info) for item in items]
    if len(set(written)) == 1:
        return
    for before, number, item in zip(written, written[1:], items[1:], strict=False):
        if number != before + 1:
            item.attrSet("value", str(number))
