"""Which line ends a text has that comes back from a form."""

import pytest

from wiki.line_ends import like


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ("a\nb\n", "a\r\nb\r\n", "a\nb\n"),
        ("", "a\r\nb\rc", "a\nb\nc"),
        ("a\r\nb\r\n", "a\r\nb\r\n", "a\r\nb\r\n"),
        ("a\r\nb\r\n", "a\nb\n", "a\r\nb\r\n"),
        # A new line gets the ends that most have, the others keep their own.
        ("a\r\nb\r\nc\n", "a\r\nneu\r\nb\r\nc\r\n", "a\r\nneu\r\nb\r\nc\n"),
        ("a\r\nb\nc\n", "a\r\nneu\r\nb\r\nc\r\n", "a\r\nneu\nb\nc\n"),
        ("a\rb\r", "a\r\nneu\r\nb\r\n", "a\rneu\rb\r"),
        ("a\r\nb\r\n", "a\r\n", "a\r\n"),
        ("a\r\nb\r\n", "b\r\n", "b\r\n"),
        ("a\r\na\r\n", "a\r\na\r\na\r\n", "a\r\na\r\na\r\n"),
        ("a\r\nb", "a\r\nb\r\n", "a\r\nb\r\n"),
        ("a\r\nb\r\n", "a\r\nb", "a\r\nb"),
        ("a\r\n", "", ""),
        ("\r\n\r\n", "\n\n", "\r\n\r\n"),
    ],
)
def test_lines_keep_their_ends(before: str, typed: str, after: str) -> None:
    assert like(before, typed) == after
