"""Call-outs: what opens one, what closes it, and what stays words."""

import re

import pytest

from text.callouts import CLASSES, KINDS
from text.markdown import render


def html(source: str) -> str:
    return re.sub(r"\s*\n\s*", "", render(source).html)


def box(kind: str, label: str, inside: str) -> str:
    title = f'<p class="callout-title">{label}</p>'
    return f'<div class="callout callout-{kind}" role="note">{title}{inside}</div>'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("::: tipp\nA\n:::", box("tip", "Tipp", "<p>A</p>")),
        (":::tipp\nA\n:::", box("tip", "Tipp", "<p>A</p>")),
        ("::: TIPP :::\nA\n:::", box("tip", "Tipp", "<p>A</p>")),
        ("::: warnung Bei Regen\nA\n:::", box("warning", "Warnung: Bei Regen", "<p>A</p>")),
        ("::: info <b>x</b>\nA\n:::", box("note", "Info: &lt;b&gt;x&lt;/b&gt;", "<p>A</p>")),
        ("::: tipp\n:::", box("tip", "Tipp", "")),
        ("::: tipp\nA", box("tip", "Tipp", "<p>A</p>")),
        ("::: tipp\nA\n:::\nB", box("tip", "Tipp", "<p>A</p>") + "<p>B</p>"),
        ("Vor\n::: tipp\nA\n:::", "<p>Vor</p>" + box("tip", "Tipp", "<p>A</p>")),
        (
            ":::: tipp\n::: info\nA\n:::\n::::",
            box("tip", "Tipp", box("note", "Info", "<p>A</p>")),
        ),
        (
            "> ::: tipp\n> A\n\nB",
            "<blockquote>" + box("tip", "Tipp", "<p>A</p>") + "</blockquote><p>B</p>",
        ),
        ("::: tipp\n> A\n:::", box("tip", "Tipp", "<blockquote><p>A</p></blockquote>")),
    ],
)
def test_boxes(source: str, expected: str) -> None:
    assert html(source) == expected


@pytest.mark.parametrize(
    "source", [":: tipp\nA\n::", "::: kuchen\nA\n:::", ":::\nA", "::: 5 Tipps\nA", "a ::: tipp\nA"]
)
def test_what_names_no_kind_stays_words(source: str) -> None:
    assert "callout" not in html(source)
    assert ":::" in html(source) or "::" in html(source)


@pytest.mark.parametrize("word", sorted(KINDS))
def test_every_word_opens_one_whose_look_is_known(word: str) -> None:
    found = set(re.findall(r"callout[\w-]*", html(f"::: {word}\nA\n:::")))
    assert f"callout-{KINDS[word]}" in found
    assert found <= CLASSES
