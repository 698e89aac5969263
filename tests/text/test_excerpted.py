"""A piece that was cut out of a text reads as it does where it stands."""

from __future__ import annotations

import pytest

from text.excerpted import cells, row_of, surroundings
from text.markdown import render

TABLE = "Davor\n\n| Tag | Zeit |\n|:----|-----:|\n| Mo | 9 |\n"


@pytest.mark.parametrize(
    ("before", "piece", "expected"),
    [
        (TABLE, "| Di | 10 |", "Zeit"),
        (TABLE, "| Di | 10 |", ">10</td>"),
        ("- Eins\n", "  - Zwei", "<li>Zwei</li>"),
        ("- Eins\n", "      - Sechs", "<li>Sechs</li>"),
        ("```\nA\n", "- B", "<code>- B"),
        ("~~~~ python\nA\n~~~\n", "# C", "<code># C"),
        ("```\nA\n```\n", "- B", "<li>B</li>"),
        ("a | b\n", "| C |", ">C</th>"),
        (f"{TABLE}\nDanach\n", "a | b", "<p>a | b</p>"),
        ("", "Nur das", "<p>Nur das</p>"),
    ],
)
def test_it_reads_as_it_does_in_its_place(before: str, piece: str, expected: str) -> None:
    assert expected in render(surroundings(before).completed(piece)).html


def test_a_sign_that_ends_the_code_ends_it() -> None:
    assert surroundings("```\nA\n").completed("```\n\nEnde").startswith("```\n\nEnde")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| a | b |", ["a", "b"]),
        ("a|b", ["a", "b"]),
        (r"| a \| b | c |", [r"a \| b", "c"]),
        ("|  |", [""]),
        (r"| a | b\|", ["a", r"b\|"]),
    ],
)
def test_cells_of_a_row(row: str, expected: list[str]) -> None:
    assert cells(row) == expected


@pytest.mark.parametrize("values", [["a", "b"], ["a | b", "c\n d"], ["", "x"], [r"a\|b", ""]])
def test_a_row_has_as_many_cells_as_it_was_given(values: list[str]) -> None:
    assert len(cells(row_of(values))) == len(values)
    heading = f"| {'h | ' * len(values)}\n|{'---|' * len(values)}\n"
    assert render(heading + row_of(values)).html.count("<td") == len(values)
