"""Editing one section leaves every other byte alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cpu_time import less_than
from tests.text.laws import laws
from tests.text.test_markdown import MARKUP
from text.markdown import render, to_plain
from text.names import LEFTOVERS
from text.sections import (
    UnknownSection,
    append_paragraph,
    literal,
    replace_section,
    section_text,
    sections,
    split_lines,
)

# Markdown replaces these by "\ufffd".
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
TEXT = "Vorweg\n\n# A\n\na\n\n## A1\n\nb\n\nB\n=\nc\n"


def test_sections_nest() -> None:
    found = [(s.number, s.level, s.title, s.start_line, s.end_line) for s in sections(TEXT)]
    assert found == [(0, 0, "", 0, 2), (1, 2, "A", 2, 10), (2, 3, "A1", 6, 10), (3, 2, "B", 10, 13)]
    assert section_text(TEXT, 1) == "# A\n\na\n\n## A1\n\nb\n\n"
    assert section_text(TEXT, 2) == "## A1\n\nb\n\n"
    assert section_text(TEXT, 3) == "B\n=\nc\n"


def test_headings_in_code_quotations_and_call_outs_are_none() -> None:
    source = "```\n# x\n```\n\n> # y\n\n::: tipp\n# z\n:::\n\n# A\n"
    assert [section.title for section in sections(source)] == ["", "A"]


def test_anchors_are_those_of_the_rendered_text() -> None:
    source = "# A\n\n> # A\n\n# [[Ost:A|A]] **b**\n\n# A\n\n[^1]: x\n"
    rendered = [(h.number, h.level, h.title, h.anchor) for h in render(source).headings]
    assert [(s.number, s.level, s.title, s.anchor) for s in sections(source)] == rendered


def test_replacing_keeps_the_rest_byte_for_byte() -> None:
    source = "  \r\n# A\r\nalt\x0b\x85\u2028kein Titel\r\n\r\n# B\r\nende  "
    assert replace_section(source, 1, "# A\r\nneu") == "  \r\n# A\r\nneu\r\n\r\n# B\r\nende  "
    assert replace_section(source, 2, "") == "  \r\n# A\r\nalt\x0b\x85\u2028kein Titel\r\n\r\n"


def test_a_heading_that_follows_stays_one() -> None:
    assert replace_section(TEXT, 2, "neu") == "Vorweg\n\n# A\n\na\n\nneu\n\nB\n=\nc\n"


def test_the_lead_can_be_begun() -> None:
    assert replace_section("# A\n", 0, "Vorweg") == "Vorweg\n\n# A\n"


def test_a_hostile_heading_is_taken_as_typed() -> None:
    title = "[" * 30_000
    with less_than(1):
        assert [section.title for section in sections(f"# {title}\n\na\n")] == [title]


def test_a_section_that_is_gone_is_said() -> None:
    with pytest.raises(UnknownSection):
        replace_section(TEXT, 9, "x")


@laws
@given(MARKUP, st.text(max_size=20))
def test_replacing_a_section_touches_no_other_line(source: str, new: str) -> None:
    lines = split_lines(source)
    for section in sections(source):
        before = "".join(lines[: section.start_line])
        after = "".join(lines[section.end_line :])
        result = replace_section(source, section.number, new)
        assert before + section_text(source, section.number) + after == source
        assert result.startswith(before + new)
        assert result.endswith(after)
        assert not result[len(before + new) : len(result) - len(after)].strip()


@laws
@given(MARKUP)
def test_own_lines_of_all_sections_are_the_text(source: str) -> None:
    lines = split_lines(source)
    assert "".join(lines) == source
    own = ["".join(lines[s.start_line : s.own_end_line]) for s in sections(source)]
    assert source.endswith("".join(own))
    assert not source.removesuffix("".join(own)).strip()


def test_a_paragraph_is_added_before_the_sub_sections() -> None:
    assert append_paragraph(TEXT, 1, "Neu: *offen*") == (
        "Vorweg\n\n# A\n\na\n\nNeu\\: \\*offen\\*\n\n## A1\n\nb\n\nB\n=\nc\n"
    )
    assert append_paragraph("Ende", 0, "neu") == "Ende\n\nneu"
    assert append_paragraph("", 0, "neu") == "neu\n"
    assert append_paragraph(TEXT, 9, "neu").endswith("c\n\nneu\n")


@pytest.mark.parametrize(
    ("code", "ended"),
    [
        ("```\nx = 1", "```\nx = 1\n```\n\nneu"),
        ("````\nx = 1\n```\n", "````\nx = 1\n```\n````\n\nneu\n"),
        ("~~~~\nx = 1\n~~~\n", "~~~~\nx = 1\n~~~\n\nneu\n"),
        ("```", "```\n```\n\nneu"),
        ("```\nx = 1\n```\n", "```\nx = 1\n```\n\nneu\n"),
        ("```\nx = 1\n````\n", "```\nx = 1\n````\n\nneu\n"),
    ],
)
def test_a_code_block_that_nobody_has_ended_ends_before(code: str, ended: str) -> None:
    assert append_paragraph(code, 0, "neu") == ended


@laws
@given(st.text(min_size=1, max_size=60) | MARKUP)
def test_added_words_are_never_markup(words: str) -> None:
    shown = to_plain(f"Vorher\n\n{literal(words)}\n\nNachher")
    wanted = _UNREADABLE.sub("\ufffd", f"Vorher {words} Nachher")
    wanted = "".join(char for char in wanted if char not in LEFTOVERS)
    assert shown.split() == wanted.split()
