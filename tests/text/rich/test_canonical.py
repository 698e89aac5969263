"""Nothing that a browser sends gets into a text but what the closed list knows."""

from __future__ import annotations

from typing import Any

import pytest

from text.rich.assembling import assembled
from text.rich.canonical import checked_blocks

Node = dict[str, Any]


def written(*content: Node) -> str:
    return assembled("", [{"node": {"type": "paragraph", "content": list(content)}}])


def text(said: str, *marks: Node) -> Node:
    return {"type": "text", "text": said, "marks": list(marks)}


def link(href: str) -> Node:
    return {"type": "link", "attrs": {"href": href, "onclick": "x", "target": "_blank"}}


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://a.de", "[hier](https://a.de)"),
        ("www.a.de", "[hier](https://www.a.de)"),
        ("javascript:alert(1)", "hier"),
        ("data:text/html,x", "hier"),
        ("", "hier"),
        ("/a b(c)>", "[hier](</a%20b(c)%3E>)"),
        ("https://a.de\n\n# x", "[hier](https://a.de%0A%0A#%20x)"),
    ],
)
def test_links(href: str, expected: str) -> None:
    assert written(text("hier", link(href))) == expected


@pytest.mark.parametrize(
    ("attrs", "expected"),
    [
        ({"target": "Haus"}, "[[Haus]]"),
        ({"target": " Ost:Haus ", "label": "das  Haus"}, "[[Ost:Haus|das Haus]]"),
        ({"target": "Haus]] **x**", "text": "Haus"}, "Haus"),
        ({"target": "Haus", "label": "a|b"}, "a|b"),
        ({"target": "a\n\n# b", "text": "a"}, "[[a # b]]"),
        ({"target": "x" * 400, "text": "lang"}, "lang"),
        ({"target": {"a": 1}, "text": "?"}, None),
        ({"target": ""}, ""),
    ],
)
def test_wiki_links(attrs: Node, expected: str | None) -> None:
    result = written({"type": "wikiLink", "attrs": attrs})
    assert expected is None or result == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ([text("fett ", {"type": "bold"}), text("nicht")], "**fett** nicht"),
        ([text(" ", {"type": "bold"})], ""),
        ([{"type": "hardBreak"}, text("a"), {"type": "hardBreak"}], "a"),
        ([text("a"), {"type": "hardBreak"}, text("b")], "a\nb"),
        (
            [text("Bür"), text("ger", {"type": "italic"}), text("innen")],
            "Bü&#114;*&#103;e&#114;*&#105;nnen",
        ),
        ([text("wichtig:", {"type": "bold"}), text("dann")], "**wichtig:**dann"),
        ([text("a`b", {"type": "code"})], "``a`b``"),
        ([text("a@b.de")], "a@b.de"),
        ([text("www.a.de", link("https://www.a.de"))], "www.a.de"),
        ([text("www.a.de", link("https://b.de"))], "[www.a.de](https://b.de)"),
        ([text("a\x00\x07b\u2028c")], "ab\nc"),
    ],
)
def test_lines(content: list[Node], expected: str) -> None:
    assert written(*content) == expected


def test_a_table_gets_as_many_cells_as_its_longest_line() -> None:
    def row(*cells: str) -> Node:
        made = [{"type": "tableCell", "content": [text(cell)]} for cell in cells]
        return {"type": "tableRow", "content": made}

    node = {"type": "table", "content": [row("a"), row("b|c", "d")]}
    assert assembled("", [{"node": node}]) == "| a |   |\n| --- | --- |\n| b\\|c | d |"


def test_an_item_without_words_gives_what_it_holds_to_the_one_before() -> None:
    inner = {
        "type": "bulletList",
        "content": [
            {"type": "listItem", "content": [{"type": "paragraph", "content": [text("b")]}]}
        ],
    }
    node = {
        "type": "bulletList",
        "content": [
            {"type": "listItem", "content": [{"type": "paragraph", "content": [text("a")]}]},
            {"type": "listItem", "content": [{"type": "paragraph"}, inner]},
        ],
    }
    assert assembled("", [{"node": node}]) == "- a\n  - b"
    # As deep as a list may be: what it holds is an item beside it.
    for _quote in range(2):
        node = {"type": "blockquote", "content": [node]}
    assert assembled("", [{"node": node}]) == "> > - a\n> > - b"


def test_what_is_empty_goes() -> None:
    empty = [
        {"type": "paragraph"},
        {"type": "heading", "attrs": {"level": 2}, "content": []},
        {"type": "blockquote", "content": [{"type": "paragraph"}]},
        {
            "type": "bulletList",
            "content": [{"type": "listItem", "content": [{"type": "paragraph"}]}],
        },
        {"type": "table", "content": [{"type": "tableRow", "content": [{"type": "tableCell"}]}]},
    ]
    assert checked_blocks(empty) == []
