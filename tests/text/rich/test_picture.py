"""A picture as a block: what is read as one, what is written, and what no browser may say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.laws import many
from tests.text.rich.strategies import picture, said
from text.rich.assembling import assembled
from text.rich.canonical import BlocksRefused, checked_blocks
from text.rich.picture import MAX_SAID, numbers_in
from text.rich.reading import blocks_of

Node = dict[str, Any]


def node(number: object = 12, alt: object = "", caption: object = "", **more: object) -> Node:
    attrs = {"number": number, "alt": alt, "caption": caption, **more}
    return {"type": "picture", "attrs": attrs}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("![Am *Bach*](/bilder/12/)", node(alt="Am Bach")),
        ('![a](/en/bilder/12/ "Das \\"Fest\\" &amp; mehr")', node(12, "a", 'Das "Fest" & mehr')),
        ("![](</bilder/12/> 'b')", node(caption="b")),
        ("![a\nb](/bilder/12/)", node(alt="a b")),
        ("![a][x]\n\n[x]: /bilder/12/", node(alt="a")),
    ],
)
def test_a_picture_alone_in_a_paragraph(source: str, expected: Node) -> None:
    found = blocks_of(source).blocks
    assert found[0].node == expected
    others = [{"keep": number} for number in range(1, len(found))]
    assert assembled(source, [{"node": expected, "was": 0}, *others]) == source


@pytest.mark.parametrize(
    "source",
    [
        "Da ![a](/bilder/1/)",
        "> ![a](/bilder/1/)",
        "- ![a](/bilder/1/)",
        "| ![a](/bilder/1/) |\n|---|\n| b |",
        "# ![a](/bilder/1/)",
        "[![a](/bilder/1/)](https://a.de)",
        "![a [[Ort]]](/bilder/1/)",
        "![a](https://a.de/bilder/1/)",
        "![a](/bilder/x/)",
        "![a](/bilder/999999999999999999/)",  # which a browser would say as another one
        f"![{'a' * (MAX_SAID + 1)}](/bilder/1/)",
    ],
)
def test_all_other_pictures_are_locked(source: str) -> None:
    (found,) = blocks_of(source).blocks
    assert found.node is None


@many
@given(picture, said, said)
def test_changed_words_are_read_as_they_were_typed(was: Node, alt: str, caption: str) -> None:
    source = f"Vorher.\n\n{assembled('', [{'node': was}])}\n\nNachher.\n"
    keep = [{"keep": 0}, {"keep": 1}, {"keep": 2}]
    assert assembled(source, keep) == source
    new = node(was["attrs"]["number"], alt, caption)
    after = assembled(source, [keep[0], {"node": new, "was": 1}, keep[2]])
    assert [block.node for block in blocks_of(after).blocks][1:2] == checked_blocks([new])
    lines = after.split("\n")
    assert [*lines[:2], *lines[3:]] == ["Vorher.", "", "", "Nachher.", ""]


@many
@given(st.text(), st.text())
def test_any_sign_may_be_said(alt: str, caption: str) -> None:
    new = node(7, alt, caption)
    (found,) = blocks_of(assembled("", [{"node": new}])).blocks
    assert [found.node] == checked_blocks([new])


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (node(alt="a]\n\n# b", caption='c"\n> d'), r'![a\] # b](/bilder/12/ "c\" > d")'),
        (node(alt="x](javascript:alert(1))"), r"![x\](javascript:alert(1))](/bilder/12/)"),
        (node(src="https://evil.example/x", href="javascript:x"), "![](/bilder/12/)"),
        (node(alt="<img src=x onerror=y>"), None),
        (node(alt="a\ud800b\x00"), "![a\ufffdb](/bilder/12/)"),
        (node(alt=None, caption=None), "![](/bilder/12/)"),
    ],
)
def test_hostile_words_stay_words(sent: Node, expected: str | None) -> None:
    text = assembled("", [{"node": sent}])
    assert "\n" not in text
    assert expected is None or text == expected
    (found,) = blocks_of(text).blocks
    assert found.node is not None
    assert found.node["attrs"]["number"] == 12


@pytest.mark.parametrize(
    "sent",
    [
        *(node(number) for number in ("12", 1.5, True, 0, -1, None, 10**30, [12], "/bilder/1/")),
        *(node(alt=words) for words in (5, ["a"], {"a": 1}, "a" * 1_000_000)),
        node(caption="a" * (MAX_SAID + 1)),
        {"type": "picture"},
        {"type": "picture", "attrs": []},
        {"type": "blockquote", "content": [node()]},
        {"type": "bulletList", "content": [{"type": "listItem", "content": [node()]}]},
        {"type": "paragraph", "content": [node()]},
    ],
)
def test_what_is_no_picture_is_refused(sent: Node) -> None:
    with pytest.raises(BlocksRefused):
        assembled("A\n", [{"keep": 0}, {"node": sent}])


def test_which_pictures_are_sent() -> None:
    others: list[Any] = [{"keep": 0}, {"raw": "![a](/bilder/5/)"}, {"node": None}, 7, {"node": {}}]
    changes = [*others, {"node": node(3)}, {"node": node(4), "was": 1}, {"node": node("9")}]
    assert numbers_in(changes) == {3, 4}
    assert numbers_in(None) == numbers_in({"node": node()}) == set()
