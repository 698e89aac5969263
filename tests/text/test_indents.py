"""Lists that stand far to the right only because a mail or a word processor put them there."""

import pytest

from text.indents import without_idle_indents


def moved(text: str, code: range = range(0)) -> str:
    lines = text.split("\n")
    without_idle_indents(lines, [index for index in range(len(lines)) if index not in code])
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("    - A\n    - B", "- A\n- B"),
        ("\t- A\n\t- B", "- A\n- B"),
        ("      - A\n        - B", "- A\n  - B"),
        ("    1. A\n    2. B", "1. A\n2. B"),
        ("Wir:\n\n    - A\n    - B\n\nEnde", "Wir:\n\n- A\n- B\n\nEnde"),
        # What belongs to an item moves along, and never beyond the margin.
        ("      - A\n    weiter", "- A\nweiter"),
        (">     - A\n>     - B", "> - A\n> - B"),
        # Below an item, a note or a definition, the indent says something.
        ("- A\n    - B", "- A\n    - B"),
        ("- A\n\n    - B", "- A\n\n    - B"),
        ("[^1]: A\n    - B", "[^1]: A\n    - B"),
        (": A\n    - B", ": A\n    - B"),
        # Words at the margin after an empty line, or a heading, end the item.
        ("- A\n\nText\n\n    - B", "- A\n\nText\n\n- B"),
        ("- A\n# T\n    - B", "- A\n# T\n- B"),
        ("- A\nText\n    - B", "- A\nText\n    - B"),
        # Up to three blanks Markdown sees the item itself; what is no item stays.
        ("   - A", "   - A"),
        ("    Text", "    Text"),
        ("    -A", "    -A"),
        ("> - A\n    - B", "> - A\n- B"),
        ("", ""),
    ],
)
def test_an_indent_that_says_nothing_is_taken_off(typed: str, read: str) -> None:
    assert moved(typed) == read


def test_a_block_of_code_ends_the_list_before_it() -> None:
    assert moved("    - A\n```\n      - B", code=range(1, 2)) == "- A\n```\n- B"
