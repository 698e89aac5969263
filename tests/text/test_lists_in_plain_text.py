"""Lists stay lists where there is nothing but plain text: in calendars and tables."""

import pytest

from text.inline import in_lines, in_words


@pytest.mark.parametrize(
    ("source", "lines", "words"),
    [
        ("- Kuchen\n- Kaffee", "- Kuchen\n- Kaffee", "Kuchen\nKaffee"),
        ("- Kuchen\n\n- Kaffee", "- Kuchen\n- Kaffee", "Kuchen\n\nKaffee"),
        ("• Kuchen\n• Kaffee", "- Kuchen\n- Kaffee", "Kuchen\nKaffee"),
        ("Wir:\n\n* A\n* B\n\nEnde", "Wir:\n\n- A\n- B\n\nEnde", "Wir:\n\nA\nB\n\nEnde"),
        ("- A\n  - B\n- C", "- A\n  - B\n- C", "A\nB\n\nC"),
        ("1. A\n2. B", "1. A\n2. B", "1. A\n2. B"),
        ("1. A\n   - B\n2. C", "1. A\n  - B\n2. C", "1. A\nB\n\n2. C"),
        ("- A\n\n1. B", "- A\n\n1. B", "A\n\n1. B"),
        ("Kein - Strich", "Kein - Strich", "Kein - Strich"),
        ("", "", ""),
    ],
)
def test_lists(source: str, lines: str, words: str) -> None:
    assert in_lines(source) == lines
    assert in_words(source) == words
