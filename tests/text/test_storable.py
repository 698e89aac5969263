"""What can a database keep of a text?"""

import pytest

from text.storable import storable


@pytest.mark.parametrize(
    ("text", "kept"),
    [("", ""), ("a\x00b", "ab"), ("\ud800a\udfff", "a"), ("ä\t🚲\n", "ä\t🚲\n"), ("\x00", "")],
)
def test_nul_and_halves_are_left_out(text: str, kept: str) -> None:
    assert storable(text) == kept


def test_something_else_may_stand_instead() -> None:
    assert storable("Nu\x00ll", instead=" ") == "Nu ll"
