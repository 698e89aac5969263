"""What can be edited without markup, and what is locked; no line of a text is lost."""

from __future__ import annotations

import json
import re

import pytest

from tests.text.vectors import shared
from text.rich.reading import blocks_of
from text.rich.showing import MOST_BLOCKS, for_editor


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        (
            "# A\n\nb\n- c\n\n> d\n\n---\n\n| e |\n|---|\n| f |\n",
            "heading paragraph bulletList blockquote horizontalRule table",
        ),
        ("2. a\n3. b", "orderedList"),
        ("2. a\n5. b", "-"),
        ("- [ ] a\n- b", "-"),
        ("```\na\n```", "-"),
        ("Begriff\n: Erklärung", "-"),
        ("![Bild](/x.png)", "-"),
        ('[a](/b "Titel")', "-"),
        ("Text[^1]\n\n[^1]: Note\n\nEnde", "- - paragraph"),
        ("[x]: https://a.de\n[y]: https://b.de\n\n[x] [y]", "- paragraph"),
        ("-\n- a", "-"),
        ("", ""),
        (" \n\u200b\n", ""),
    ],
)
def test_kinds(source: str, kinds: str) -> None:
    found = blocks_of(source).blocks
    assert " ".join(b.node["type"] if b.node else "-" for b in found) == kinds


def test_headings_keep_their_depth() -> None:
    levels = [
        b.node and b.node["attrs"]["level"] for b in blocks_of("# a\n\n###### b\n\nc\n===").blocks
    ]
    assert levels == [1, 6, 1]


def test_a_found_address_is_plain_words_in_the_editor() -> None:
    """Who changes the words must change where they lead."""
    (block,) = blocks_of("Auf www.stadt.de und [hier](www.stadt.de).").blocks
    assert block.node is not None
    carried = {n["text"]: bool(n.get("marks")) for n in block.node["content"]}
    assert carried == {"Auf www.stadt.de und ": False, "hier": True, ".": False}


def test_locked_blocks_are_shown_as_they_look() -> None:
    shown = for_editor("Text[^1] <b>\n\n[^1]: Note\n\n```\n<script>\n```")
    assert shown is not None
    assert [set(block) for block in shown] == [{"raw", "html"}] * 3
    html = "".join(block["html"] for block in shown)
    assert not re.search('<script|<b>| id="', html)
    assert "&lt;script&gt;" in html
    assert "[^1]: Note" in html


def test_a_very_long_text_is_not_for_this_editor() -> None:
    assert for_editor("a\n\n" * MOST_BLOCKS) is not None
    assert for_editor("a\n\n" * (MOST_BLOCKS + 1)) is None


def test_real_texts_are_whole() -> None:
    lines = shared("revisions/articles.jsonl").read_text("utf-8").splitlines()
    blocks = locked = 0
    for line in lines:
        source = json.loads(line)["revisions"][-1]["body"]
        text = blocks_of(source)
        assert "".join(b.gap + b.raw for b in text.blocks) + text.tail == source
        blocks += len(text.blocks)
        locked += sum(b.node is None for b in text.blocks)
    assert blocks > 2_000
    assert locked < blocks / 50
