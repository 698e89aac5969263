"""Notes of a text, and no note within a note."""

import re

import pytest

from text.markdown import render


def html(source: str) -> str:
    return render(source).html


@pytest.mark.parametrize(
    ("source", "notes"),
    [
        ("A[^1]\n\n[^1]: Fuß", ["Fuß"]),
        ("A[^1] b[^x]\n\n[^1]: Eins\n\n[^x]: Zwei", ["Eins", "Zwei"]),
        ("A[^1] b[^x]\n\n[^1]: Eins\n[^x]: Zwei", ["Eins", "Zwei"]),
        ("A[^1] b[^1]\n\n[^1]: Eins", ["Eins"]),
        ("A[^1]", []),
        ("A\n\n[^1]: Ohne", []),
    ],
)
def test_notes(source: str, notes: list[str]) -> None:
    found = re.findall(r'<li id="fn\d+"[^>]*>\s*<p>(.*?)\s*<', html(source), re.DOTALL)
    assert found == notes


@pytest.mark.parametrize(
    "source",
    [
        "A[^1]\n\n[^1]: Eins\n\n    [^2]: Zwei\n\nEnde",
        "A[^1]\n\n[^1]: - Punkt\n\n      [^2]: Zwei\n\nEnde",
        "A[^1] b[^2]\n\n[^1]: > [^2]: Zwei\n\nEnde",
    ],
)
def test_a_note_within_a_note_is_words_and_nothing_is_torn(source: str) -> None:
    found = html(source)
    assert "Zwei" in found
    assert len(re.findall(r'<li id="fn\d+"', found)) == 1
    for tag in ("ul", "ol", "li", "p", "section", "blockquote"):
        assert len(re.findall(rf"<{tag}[ >]", found)) == found.count(f"</{tag}>"), tag
    assert found.index("Ende") < found.index('<li id="fn1"')
