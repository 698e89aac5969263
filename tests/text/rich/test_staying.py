"""Of a block that somebody has changed, the lines stay that nobody has touched."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.laws import many
from tests.text.rich.strategies import block
from tests.text.rich.test_assembling import words
from text.rich.assembling import assembled
from text.rich.canonical import checked_blocks, shape
from text.rich.reading import blocks_of

Node = dict[str, Any]
TABLE = """\
| Tag | Zeit  |
|:----|------:|
| Mo  | 9–12  |
| Mi  | 15–18 |
| Fr  | __zu__|
"""
LIST = "* Nord\n* __Süd__\n    * Hof\n* West\n"
CELL = {"colspan": 1, "rowspan": 1, "align": None}


def cell(said: str, align: str | None) -> Node:
    content = [{"type": "text", "text": said}]
    return {"type": "tableCell", "attrs": {**CELL, "align": align}, "content": content}


def row(*said: str) -> Node:
    cells = [cell(text, align) for text, align in zip(said, ("left", "right"), strict=True)]
    return {"type": "tableRow", "content": cells}


def item(said: str) -> Node:
    return {"type": "listItem", "content": [words(said)]}


def changed(source: str, act: Callable[[list[Node]], object]) -> str:
    """The source, when somebody has done something with what its only block is made of."""
    (found,) = blocks_of(source).blocks
    node = deepcopy(found.node)
    assert node is not None
    act(node["content"])
    return assembled(source, [{"node": node, "was": 0}])


@pytest.mark.parametrize(
    ("source", "act", "expected"),
    [
        pytest.param(
            TABLE,
            lambda rows: rows.__setitem__(2, row("Mi", "16–19")),
            TABLE.replace("| Mi  | 15–18 |", "| Mi | 16–19 |"),
            id="a time in a table",
        ),
        pytest.param(
            TABLE,
            lambda rows: rows.insert(3, row("Do", "8")),
            TABLE.replace("| Fr", "| Do | 8 |\n| Fr"),
            id="a new row",
        ),
        pytest.param(
            TABLE, lambda rows: rows.pop(1), TABLE.replace("| Mo  | 9–12  |\n", ""), id="a row less"
        ),
        pytest.param(
            TABLE.replace("\n", "\r\n"),
            lambda rows: rows.pop(1),
            TABLE.replace("| Mo  | 9–12  |\n", "").replace("\n", "\r\n"),
            id="CRLF",
        ),
        pytest.param(
            LIST,
            lambda items: items.__setitem__(0, item("Nordost")),
            LIST.replace("Nord", "Nordost"),
            id="a point of a list, with its own sign",
        ),
        pytest.param(
            LIST, lambda items: items.append(item("Ost")), f"{LIST}* Ost\n", id="a new point"
        ),
        pytest.param(
            "* Punkt 0\n* Punkt 1\n",
            lambda items: items.__setitem__(0, item("Punkt 2")),
            "* Punkt 2\n* Punkt 1\n",
            id="a list written as we write it",
        ),
        pytest.param(
            "eins *a*\nzwei __b__\ndrei\n",
            lambda content: content.__delitem__(slice(-1, None)),
            "eins *a*\nzwei __b__\n",
            id="a line less",
        ),
    ],
)
def test_other_lines_stay(source: str, act: Callable[[list[Node]], object], expected: str) -> None:
    assert changed(source, act) == expected


lists_and_tables = block.filter(lambda node: len(node.get("content", [])) > 1)


@many
@given(lists_and_tables, st.data())
def test_whatever_stays_it_reads_as_its_author_saw_it(node: Node, data: st.DataObject) -> None:
    """Anything written in any way, and one part of it taken out or put in once more."""
    for checked in checked_blocks([node]):
        source = assembled("", [{"node": checked}])
        new = deepcopy(checked)
        parts = new.get("content", [])
        if len(parts) < 2:
            continue
        at = data.draw(st.integers(1, len(parts) - 1))
        if data.draw(st.booleans()):
            parts.append(deepcopy(parts[at]))
        else:
            del parts[at]
        for wanted in checked_blocks([new])[:1]:
            after = assembled(source, [{"node": wanted, "was": 0}])
            (found,) = blocks_of(after).blocks
            assert found.node is not None
            assert shape(found.node) == shape(wanted)
