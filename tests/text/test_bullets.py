"""Which pasted lines are list items, and how deep they lie."""

import pytest

from text.bullets import with_bullets, without_bullet, without_bullets


def turned(text: str, code: range = range(0)) -> str:
    lines = text.split("\n")
    with_bullets(lines, [index for index in range(len(lines)) if index not in code])
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("pasted", "item"),
    [
        ("• Kuchen", "- Kuchen"),
        ("•Kuchen", "- Kuchen"),
        ("•\tKuchen", "- Kuchen"),
        ("•• Kuchen", "- Kuchen"),
        ("▪\ufe0f Kuchen", "- Kuchen"),
        ("\uf0b7 Kuchen", "- Kuchen"),
        ("  • Kuchen", "  - Kuchen"),
        ("> • Kuchen", "> - Kuchen"),
        ("> > • Kuchen", "> > - Kuchen"),
        ("· Kuchen", "- Kuchen"),
        ("·Kuchen", "·Kuchen"),
        ("o\tKuchen", "- Kuchen"),
        ("§\tKuchen", "- Kuchen"),
        ("o Kuchen", "o Kuchen"),
        ("§ 5 BGB", "§ 5 BGB"),
        ("•", "•"),
        ("1. • Kuchen", "1. Kuchen"),
        ("1) – Kuchen", "1) Kuchen"),
        ("1. Kuchen", "1. Kuchen"),
        ("Kuchen • Kaffee", "Kuchen • Kaffee"),
        ("", ""),
    ],
)
def test_one_line(pasted: str, item: str) -> None:
    assert turned(pasted) == item


@pytest.mark.parametrize(
    ("pasted", "items"),
    [
        # Hollow below solid, square below hollow, and back.
        ("• A\n◦ B\n▪ C\n◦ D\n• E", "- A\n  - B\n    - C\n  - D\n- E"),
        # The first one is at the margin, whatever its sign.
        ("▪ A\n▪ B", "- A\n- B"),
        # An indent says more than the sign.
        ("• A\n    ◦ B", "- A\n    - B"),
        # Words at the margin end a list; a line that is part of an item does not.
        ("• A\nUnd:\n◦ B", "- A\nUnd:\n- B"),
        ("• A\n  weiter\n◦ B", "- A\n  weiter\n  - B"),
        ("• A\n\n◦ B", "- A\n\n  - B"),
        ("• A\no\tB\n§\tC", "- A\n  - B\n    - C"),
    ],
)
def test_how_deep(pasted: str, items: str) -> None:
    assert turned(pasted) == items


@pytest.mark.parametrize(
    ("pasted", "items"),
    [
        ("– A\n– B", "- A\n- B"),
        ("-A\n-B", "- A\n- B"),
        ("— A\n\n— B", "- A\n\n- B"),
        ("> – A\n> – B", "> - A\n> - B"),
        ("– A\n  weiter\n– B", "- A\n  weiter\n- B"),
        # One alone is an aside; numbers and signs are none.
        ("– so ging es", "– so ging es"),
        ("– A\n\nText\n– B", "– A\n\nText\n– B"),
        ("-5 Grad\n-3 Grad", "-5 Grad\n-3 Grad"),
        ("-- A\n-- B", "-- A\n-- B"),
    ],
)
def test_dashes_count_from_two_on(pasted: str, items: str) -> None:
    assert turned(pasted) == items


def test_code_is_left_alone() -> None:
    text = "• A\n• B\n• C"
    assert turned(text, code=range(1, 2)) == "- A\n• B\n- C"
    assert turned("– A\n– B\n– C", code=range(1, 2)) == "- A\n– B\n- C"


@pytest.mark.parametrize(
    ("line", "number", "words"),
    [
        ("• Kuchen ", 0, "Kuchen"),
        ("- Kuchen", 0, "Kuchen"),
        ("+ Kuchen", 0, "Kuchen"),
        ("– Kuchen", 0, "Kuchen"),
        ("-Kuchen", 0, "Kuchen"),
        ("-5 Grad", 0, "-5 Grad"),
        ("1. Kuchen", 1, "Kuchen"),
        ("(1) Kuchen", 1, "Kuchen"),
        ("1.) • Kuchen", 1, "Kuchen"),
        ("1. FC Köln", 0, "1. FC Köln"),
        ("2. Kuchen", 1, "2. Kuchen"),
        ("1. Mai", 1, "1. Mai"),
        ("3.Oktober", 3, "3.Oktober"),
        ("1.5 Liter", 1, "1.5 Liter"),
        ("  ", 0, ""),
    ],
)
def test_a_line_without_its_sign(line: str, number: int, words: str) -> None:
    assert without_bullet(line, number) == words


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["1. A", "2. B"], ["A", "B"]),
        (["1. A", "", "2. B"], ["A", "B"]),
        (["1. FC Köln"], ["1. FC Köln"]),
        (["1. A", "3. B"], ["1. A", "3. B"]),
        (["1. A", "B"], ["1. A", "B"]),
        (["2. A", "3. B"], ["2. A", "3. B"]),
        # Only the number tells these apart.
        (["1. Klasse", "2. Klasse"], ["1. Klasse", "2. Klasse"]),
        (["• A", "• B"], ["A", "B"]),
        ([], []),
    ],
)
def test_numbers_go_where_each_line_has_its_own(lines: list[str], words: list[str]) -> None:
    assert without_bullets(lines) == words
