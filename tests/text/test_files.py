"""Files of other people: what is cut off is said to be, and marks within them change nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from text.files import Unreadable, json_of, lines_of, parsed, readable

WHOLE = (
    '{"a": [true, false, null, -9.25e+10, 1E5, -1], "b\\u00e4": "\\ud83d\\ude00 \\"x\\"",'
    ' "c": {"d": -Infinity, "e": NaN}, "f": {}}'
)
MARK = "\ufeff"


def why(text: str, *, line: int = 0) -> str:
    with pytest.raises(Unreadable) as refused:
        parsed(text, name="a.json", line=line)
    return str(refused.value)


@pytest.mark.parametrize("length", range(1, len(WHOLE)))
def test_json_that_ends_in_the_middle_is_said_to_be_cut_off(length: int) -> None:
    """Wherever the cut goes through: words, numbers and escapes among them."""
    assert json.loads(WHOLE)
    assert "Datei endet mittendrin" in why(WHOLE[:length] + "\n")
    assert "Zeile endet mittendrin" in why(WHOLE[:length], line=3)


@pytest.mark.parametrize(
    "text",
    [
        *("[tru]", "[tru x", "[nix", "[n]", "[-]", "[-x", "[1.]", "[1.x", "[1ex", "[1tru", "[1 ."),
        *(
            '["\\u12"]',
            '["\\u12x',
            '["\\uxy',
            "[1,.",
            "[1 2",
            "[}",
            '{"a": ]',
            "nix",
            "trug",
            "u00",
        ),
        *("[1u", "[.", "[e"),
    ],
)
def test_what_is_wrong_before_the_end_is_no_cut(text: str) -> None:
    assert "kein JSON" in why(text)


@pytest.mark.parametrize("text", ["{} n", "{}t", "[1] -", "1 t", '"a"f'])
def test_more_after_the_end_is_no_cut(text: str) -> None:
    assert "Nach dem Ende des JSON" in why(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("marks", [0, 1, 2])
def test_marks_before_a_text_and_before_lines_of_it_are_passed_over(
    tmp_path: Path, encoding: str, marks: int
) -> None:
    """As files that were put together have them."""
    rows = ['{"a": "Ä"}', "", '{"a": "b\ufeffc"}']
    file = tmp_path / "a.jsonl"
    file.write_bytes("\n".join(f"{MARK * marks}{row}" for row in rows).encode(encoding))
    assert list(lines_of(file)) == [(1, rows[0]), (3, rows[2])]
    file.write_bytes(f"{MARK * marks}{rows[0]}".encode(encoding))
    assert json_of(file) == {"a": "Ä"}
    assert readable(file.read_bytes()) == (rows[0], "")


def test_a_line_of_marks_is_empty(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(f"{MARK}\n1\n{MARK}".encode())
    assert list(lines_of(file)) == [(2, "1")]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"), ("utf-32", "UTF-32")],
)
def test_a_text_with_half_a_sign_is_read_in_its_own_encoding(encoding: str, name: str) -> None:
    text, remark = readable("Bericht über Bänke.".encode(encoding)[:-1])
    assert text.startswith("Bericht über Bänke")
    assert name in remark


def test_other_texts_for_reading_are_read_as_before() -> None:
    assert readable("Bänke".encode("cp1252")) == (
        "Bänke",
        "ist kein UTF-8; als Windows-1252 gelesen",
    )
    text, remark = readable("Bänke".encode() + b"\xff")
    assert (text, "UTF-8 mit falschen" in remark) == ("Bänke\ufffd", True)
    assert readable("\ufeffB".encode() + b"\xff")[0] == "B\ufffd"
