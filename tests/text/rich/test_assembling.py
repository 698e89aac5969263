"""What nobody has touched stays byte for byte; what was written reads as its author saw it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cpu_time import less_than
from tests.text.laws import many
from tests.text.rich.strategies import block
from text.rich.assembling import NotWritable, assembled
from text.rich.canonical import BlocksRefused, checked_blocks, shape
from text.rich.reading import blocks_of
from text.rich.writing import markdown_of, ways_of

Node = dict[str, Any]


def words(said: str) -> Node:
    return {"type": "paragraph", "content": [{"type": "text", "text": said}]}


def bullets(*said: str) -> Node:
    items = [{"type": "listItem", "content": [words(text)]} for text in said]
    return {"type": "bulletList", "attrs": {"tight": False}, "content": items}


def kept(*numbers: int) -> list[Node]:
    return [{"keep": number} for number in numbers]


@many
@given(st.lists(block, min_size=1, max_size=5), st.data())
def test_only_what_was_changed_changes(nodes: list[Node], data: st.DataObject) -> None:
    """A text of anything, some of its blocks replaced: the others keep their lines."""
    checked = checked_blocks(nodes)
    newline = data.draw(st.sampled_from(["\n", "\r\n"]))
    written = [markdown_of(n, data.draw(st.sampled_from(ways_of(n)[:3]))) for n in checked]
    source = "\n\n".join(written).replace("\n", newline)
    before = blocks_of(source)
    assert "".join(b.gap + b.raw for b in before.blocks) + before.tail == source
    changes = kept(*range(len(before.blocks)))
    assert assembled(source, changes) == source
    if not changes:
        return
    at = data.draw(st.integers(0, len(changes) - 1))
    new = data.draw(block)
    changes[at] = {"node": new, "was": at}
    after = assembled(source, changes)
    found = blocks_of(after).blocks
    wanted = [shape(node) for node in checked_blocks([new])]
    shapes = [shape(b.node) if b.node else b.raw.rstrip("\r\n") for b in found]
    expected = [shape(b.node) if b.node else b.raw.rstrip("\r\n") for b in before.blocks]
    assert shapes == expected[:at] + wanted + expected[at + 1 :]


@many
@given(block)
def test_what_was_typed_is_read_again(node: Node) -> None:
    for checked in checked_blocks([node]):
        text = assembled("", [{"node": checked}])
        (found,) = blocks_of(text).blocks
        assert found.node is not None
        assert shape(found.node) == shape(checked)


SOURCE = "# Titel\nAbsatz *eins*\nmit Umbruch\n\n\n* a\n* b\n\nEnde\n"


@pytest.mark.parametrize(
    ("source", "changes", "expected"),
    [
        pytest.param(SOURCE, kept(0, 1, 2, 3), SOURCE, id="untouched"),
        pytest.param(
            SOURCE,
            [*kept(0), {"node": words("Neu"), "was": 1}, *kept(2, 3)],
            "# Titel\nNeu\n\n\n* a\n* b\n\nEnde\n",
            id="changed: gaps stay",
        ),
        pytest.param(SOURCE, kept(0, 2, 3), "# Titel\n\n* a\n* b\n\nEnde\n", id="removed"),
        pytest.param(SOURCE, kept(0, 1, 2), SOURCE.removesuffix("\nEnde\n"), id="last one removed"),
        pytest.param(SOURCE, [], "", id="all removed"),
        pytest.param("\u200b\n", [], "\u200b\n", id="nothing to be seen"),
        pytest.param("", [{"node": words("Neu")}], "Neu", id="an empty page"),
        pytest.param("0. a\n\nweg\n\n0. c\n", kept(0, 2), "0) a\n\n0. c\n", id="counted from 0"),
        pytest.param("A\n\nB", [*kept(0), {"node": words("N")}, *kept(1)], "A\n\nN\n\nB", id="new"),
        pytest.param(
            "A\r\n\r\nB\r\n", [*kept(0), {"node": words("N")}], "A\r\n\r\nN\r\n", id="CRLF"
        ),
        pytest.param(
            "A", [*kept(0), {"node": words("- kein Punkt")}], "A\n\n\\- kein Punkt", id="sign"
        ),
        pytest.param(
            "A",
            [{"node": words("Siehe www.stadt.de!"), "was": 0}],
            "Siehe www.stadt.de!",
            id="address",
        ),
        pytest.param("- a\n\nweg\n\n- b\n", kept(0, 2), "* a\n\n- b\n", id="two lists stay two"),
        pytest.param(
            "```\nalt", [*kept(0), {"node": words("N")}], "```\nalt\n```\n\nN", id="open code"
        ),
        pytest.param(
            "+ a\n\n  + b\n    1. c\n       #\n\n    2. 1990. d\n",
            [{"node": bullets("Neu", "Alt"), "was": 0}, *kept(1)],
            "- Neu\n\n- Alt\n\n2. 1990. d\n",
            id="what stood far in, and by itself, is not drawn into a list",
        ),
        pytest.param(
            "[x]: https://a.de\n\nzu [x]\n",
            kept(1),
            "zu [x](https://a.de)\n",
            id="the address of a link goes: it stands in the link",
        ),
        pytest.param(
            "A\n\nB\n",
            [*kept(0), {"raw": "**B**\n\n- c", "was": 1}],
            "A\n\n**B**\n\n- c\n",
            id="as Markdown",
        ),
    ],
)
def test_texts(source: str, changes: list[Node], expected: str) -> None:
    assert assembled(source, changes) == expected


@pytest.mark.parametrize("code", ["]:", "x]: y", "[x]: /y"])
@pytest.mark.parametrize("kind", ["paragraph", "bulletList"])
def test_code_in_a_link_is_no_definition(code: str, kind: str) -> None:
    """What begins a line as "[x]: y" does would be read as the address of another link."""
    link = {"type": "link", "attrs": {"href": "https://a.de"}}
    text = {"type": "text", "text": code, "marks": [link, {"type": "code"}]}
    node: Node = {"type": "paragraph", "content": [text]}
    if kind == "bulletList":
        node = {**bullets(""), "content": [{"type": "listItem", "content": [node]}]}
    (found,) = blocks_of(assembled("", [{"node": node}])).blocks
    assert found.node is not None
    assert shape(found.node) == shape(checked_blocks([node])[0])


def test_a_star_above_is_no_note_of_lists_within_lists() -> None:
    def points(node: Node) -> Node:
        return {"type": "listItem", "content": [words("eins"), node]}

    inner = {"type": "orderedList", "attrs": {"start": 1, "tight": True}}
    numbered = [{**inner, "content": [points(bullets(said))]} for said in ("a", "b")]
    code = {"type": "text", "text": "y*", "marks": [{"type": "code"}]}  # takes no backslash
    above = {"type": "paragraph", "content": [code]}
    node = {**bullets(""), "content": [{"type": "listItem", "content": [above, *numbered]}]}
    (found,) = blocks_of(assembled("", [{"node": node}])).blocks
    assert found.node is not None
    assert shape(found.node) == shape(checked_blocks([node])[0])


def test_what_says_the_same_stays_as_it_was() -> None:
    """An editor that has drawn a block anew has not changed it."""
    node = blocks_of("__a__\nb\n").blocks[0].node
    assert assembled("__a__\nb\n", [{"node": node, "was": 0}]) == "__a__\nb\n"


@pytest.mark.parametrize(
    "changes",
    [
        None,
        {},
        "x",
        [1],
        [{}],
        [{"keep": -1}],
        [{"keep": 1}],
        [{"keep": True}],
        [{"keep": "0"}],
        [{"keep": 10**30}],
        [{"keep": 0}, {"keep": 0}],
        [
            {
                "node": {
                    "type": "table",
                    "content": [
                        {
                            "type": "tableRow",
                            "content": [{"type": "tableCell", "content": []}] * 90,
                        },
                        *[{"type": "tableRow"}] * 900,
                    ],
                }
            }
        ],
        [{"raw": 5}],
        [{"node": None}],
        [{"node": {"type": "script"}}],
        [{"node": {"type": "paragraph", "content": [{"type": "image"}]}}],
        [{"node": {"type": "heading", "attrs": {"level": "1"}, "content": []}}],
        [{"node": words("x"), "was": 7}],
    ],
)
def test_what_is_no_block_is_refused(changes: object) -> None:
    with pytest.raises(BlocksRefused):
        assembled("A\n", changes)


def test_no_text_without_measure() -> None:
    """A short list of changes must not make a text of gigabytes; what is refused is not read."""
    with less_than(seconds=1), pytest.raises(BlocksRefused):
        assembled("", [{"raw": "a" * 500_000}] * 5)


def test_lists_within_lists_without_end_are_refused() -> None:
    node: Node = words("x")
    for _ in range(40):
        node = {
            "type": "bulletList",
            "content": [{"type": "listItem", "content": [words("x"), node]}],
        }
    with pytest.raises(BlocksRefused):
        assembled("", [{"node": node}])


def test_where_no_way_reads_right_the_block_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof by reading keeps a wrong text out: without it the last way would be saved."""
    monkeypatch.setattr("text.rich.assembling.markdown_of", lambda node, way: "- x")
    with pytest.raises(NotWritable) as refused:
        assembled("A\n", [{"keep": 0}, {"node": words("x")}])
    assert refused.value.number == 1


def test_many_changed_blocks_take_one_reading_each(
    monkeypatch: pytest.MonkeyPatch, proof_size: Callable[[int, int], int]
) -> None:
    """A page that was pasted is proved as a whole, not once for each of its blocks."""
    count = proof_size(60, 300)
    read: list[int] = []
    monkeypatch.setattr(
        "text.rich.assembling.blocks_of",
        lambda source: read.append(len(source)) or blocks_of(source),
    )
    text = assembled("", [{"node": words(f"5 * {n} = _x_")} for n in range(count)])
    assert len(blocks_of(text).blocks) == count
    assert len([size for size in read if size == len(text)]) <= 2
