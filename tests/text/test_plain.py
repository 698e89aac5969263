"""The bare words of a text."""

import pytest

from text.markdown import parse
from text.plain import inline_text, plain_text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("# A\n\nB **c** *d* `e`", "A\n\nB c d e"),
        ("A  \nB", "A\nB"),
        ("[Wort](https://a.example/)", "Wort"),
        ("![Bank](/x.jpg)", "Bank"),
        ("[[Ort|dort]]", "dort"),
        ("A[^1]\n\n[^1]: Fuß", "A\n\nFuß"),
        ("```\nx = 1\n```\n\nB", "x = 1\n\nB"),
        ("::: tipp Regen\nA\n:::", "Tipp: Regen\n\nA"),
        ("> A\n\nB", "A\n\nB"),
        ("Straßen\u00adfest\u200b", "Straßenfest"),
        ("| A | B |\n|---|---|\n| c | d |\n\nE", "A B\nc d\n\nE"),
        ("| A |\n|---|\n| c<br>d |", "A\nc d"),
        ("- A\n- B", "A\nB"),
        ("- A\n\n  B\n- C", "A\n\nB\n\nC"),
        ("3. A\n4. B", "3. A\n4. B"),
        ("1. A\n   1. B", "1. A\n1. B"),
        ("- [x] A", "A"),
        ("&amp; <b>x</b>", "& <b>x</b>"),
        ("\n\n\n", ""),
    ],
)
def test_words(source: str, words: str) -> None:
    assert plain_text(parse(source).tokens) == words


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("- A\n- B\n\nC", "- A\n- B\n\nC"),
        ("- A\n  - B\n    - C\n- D", "- A\n  - B\n    - C\n- D"),
        ("1. A\n   - B\n2. C", "1. A\n  - B\n2. C"),
        ("A", "A"),
    ],
)
def test_lists_that_stay_lists(source: str, lines: str) -> None:
    assert plain_text(parse(source).tokens, bullets=True) == lines


def test_words_on_one_line() -> None:
    (inline,) = [token for token in parse(" A  \nB ![c](/x.jpg) ").tokens if token.children]
    assert inline_text(inline.children or ()) == "A B c"
    assert inline_text(inline.children or (), break_as=" / ") == "A / B c"
