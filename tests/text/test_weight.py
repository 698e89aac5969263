"""Ordinary texts are light; what makes a parser slow is heavy."""

from __future__ import annotations

import json

import pytest

from tests.cpu_time import less_than
from tests.text.vectors import shared
from text.markdown import render
from text.weight import LIGHT_BYTES, is_light, nesting

SIZE = 49_000
HEAVY = [
    "\n#[)",
    "[",
    "![",
    "[[",
    "[[a|",
    "[a](",
    "[](",
    "![[]()",
    "[^",
    "^[",
    ">",
    "://",
    "http://",
]
HEAVY += ["www.", "<![CDATA[", "*_~`[<&!^:\\|", "("]
LINES = ["a\n", "- a\n", "# a\n", "|a|b|\n", "> a\n", "a\n: b\n", "::: tipp\n"]
WORDS = [
    "[a](b) ",
    "*a* ",
    "**a**b ",
    "`a` ",
    "<a ",
    "&amp; ",
    "a@b.de ",
    "https://a.de ",
    "[[a]] ",
]


@pytest.mark.parametrize(
    ("source", "depth"),
    [
        ("", 0),
        ("Ein Wort (in Klammern) und [ein Link](/x).", 1),
        ("*a **b***", 3),
        ("snake_case_name und 3*4*5", 1),
        ("> > - a", 3),
        ("- a\n  - b\n    - c", 3),
        ("*a\n\n*b\n\n*c", 1),
        ("[[[[", 4),
    ],
)
def test_nesting_is_guessed(source: str, depth: int) -> None:
    assert nesting(source) == pytest.approx(depth, abs=1 if depth else 0)


@pytest.mark.parametrize(
    "part",
    HEAVY,
)
def test_what_costs_seconds_is_heavy(part: str) -> None:
    assert not is_light(part * (SIZE // len(part)))


@pytest.mark.parametrize(
    "part",
    [*LINES, *WORDS],
)
def test_what_is_light_is_quick(part: str) -> None:
    source = part * (SIZE // len(part) // 4)
    assert is_light(source)
    with less_than(2):  # about 0.3 s
        render(source)


def test_large_texts_are_heavy_by_bytes() -> None:
    assert is_light("gut " * (LIGHT_BYTES // 4 - 1))
    assert not is_light("gut " * (LIGHT_BYTES // 4))
    assert not is_light("für " * (LIGHT_BYTES // 4 - 1))


def test_real_documents_are_flat() -> None:
    for line in shared("revisions/articles.jsonl").read_text().splitlines():
        for revision in json.loads(line)["revisions"]:
            assert nesting(revision["body"]) <= 10
