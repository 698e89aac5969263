"""Which number an item of a list shows: the one that its author wrote."""

import pytest

from text.markdown import parse
from text.numbering import numbers


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("1. A\n2. B\n3. C", [1, 2, 3]),
        ("5. A\n6. B", [5, 6]),
        ("1. A\n3. B\n4. C", [1, 3, 4]),
        ("3. A\n2. B\n1. C", [3, 2, 1]),
        ("0. A\n1. B", [0, 1]),
        # Who gives all the same number leaves the counting to us.
        ("1. A\n1. B\n1. C", [1, 2, 3]),
        ("7. A\n7. B", [7, 8]),
        ("1. A\n1. B\n2. C", [1, 1, 2]),
        ("4. A", [4]),
        ("- A\n- B", []),
        # Each list counts for itself, whatever is within it.
        ("1. A\n   - x\n   - y\n2. B", [1, 2]),
        ("1. A\n   1. x\n   5. y\n2. B", [1, 1, 5, 2]),
        ("- A\n\n  2. x\n  4. y", [2, 4]),
        ("", []),
    ],
)
def test_numbers(source: str, shown: list[int]) -> None:
    tokens = parse(source).tokens
    assert [number for _item, number in numbers(tokens)] == shown
