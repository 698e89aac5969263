"""Into which pieces a text is cut."""

from collections.abc import Callable

import pytest

from versions.units import Units, is_sign, numbers, paragraphs, points, words


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("", ()),
        ("\n\n \n", ()),
        ("A", ("A",)),
        ("A\nB\n\nC\n", ("A\nB", "C")),
        ("A\r\n\r\nB", ("A", "B")),
        ("A\rB", ("A\rB",)),
        ("A\n \t\nB", ("A", "B")),
        ("- A\n- B", ("- A\n- B",)),
    ],
)
def test_paragraphs(text: str, items: tuple[str, ...]) -> None:
    assert paragraphs(text).items == items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("- A\n- B", ("- A", "- B")),
        ("Wir:\n* A\n  weiter\n* B", ("Wir:", "* A\n  weiter", "* B")),
        ("1. A\n2) B\n10. C", ("1. A", "2) B", "10. C")),
        ("# T\nA", ("# T\nA",)),
        ("A\n## T", ("A", "## T")),
        ("| a |\n| b |", ("| a |", "| b |")),
        ("A\n> B\n> C", ("A", "> B", "> C")),
        ("A\n```\nx\n```", ("A", "```\nx", "```")),
        ("A\n-5 Grad\n#1\n2.5", ("A\n-5 Grad\n#1\n2.5",)),
    ],
)
def test_points(text: str, items: tuple[str, ...]) -> None:
    assert points(text).items == items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Eine Bank.", ("Eine", "Bank", ".")),
        ("Bürger*innen, ja!", ("Bürger*innen", ",", "ja", "!")),
        ("a@b.example", ("a@b.example",)),
        ("https://a.example/x", ("https://a.example/x",)),
        ("  ", ()),
    ],
)
def test_words(text: str, items: tuple[str, ...]) -> None:
    assert words(text).items == items


@pytest.mark.parametrize("cut", [paragraphs, points, words])
@pytest.mark.parametrize(
    "text", ["", "\n", " A \n\n\n B\r\n\r\n- C\r\n- D \t", "A\rB\n", "\n\nA", "1. A\n\n\n2. B\n"]
)
def test_nothing_is_lost(cut: Callable[[str], Units], text: str) -> None:
    found = cut(text)
    assert found.join() == text
    assert len(found.spaces) == len(found.items) + 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tel. 0711 123-45", {"0711 123-45"}),
        ("am 3.10.2026", {"3.10.2026"}),
        ("keine", set()),
    ],
)
def test_numbers(text: str, found: set[str]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("item", "sign"), [(".", True), ("–", True), ("a", False), ("7", False), ("..", False)]
)
def test_signs(item: str, sign: bool) -> None:
    assert is_sign(item) == sign
