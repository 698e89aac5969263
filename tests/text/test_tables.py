"""Tables for people read as they would have typed them, and run nothing."""

import csv
import io
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.utils import translation
from openpyxl import load_workbook

from tests.text.test_cells import CUT, FORMULAS
from text.tables import as_words, made

MOMENT = datetime(2026, 7, 1, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (None, "", ""),
        (True, "ja", "yes"),
        (False, "nein", "no"),
        (1500, "1500", "1500"),
        (Decimal("1500.50"), "1500,50", "1500.50"),
        (Decimal("20.00"), "20", "20"),
        (-2.5, "-2,50", "-2.50"),
        (date(2026, 11, 5), "05.11.2026", "05/11/2026"),
        (MOMENT, "01.07.2026 18:30", "01/07/2026 18:30"),
        (time(9, 5), "09:05", "09:05"),
        ("zwei\n Zeilen", "zwei Zeilen", "zwei Zeilen"),
    ],
)
def test_values_are_written_as_people_do(value: object, german: str, english: str) -> None:
    for language, expected in (("de", german), ("de-simple", german), ("en", english)):
        with translation.override(language):
            assert as_words(value) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("text", FORMULAS + CUT)
def test_nothing_is_run_as_a_formula(text: str) -> None:
    rows = made("csv", ["Wort"], [[text]], "x").decode("utf-8-sig")
    cell = list(csv.reader(io.StringIO(rows, newline=""), delimiter=";"))[1][0]
    assert "'" in cell.removeprefix("harmlos")[:5]
    sheet = load_workbook(io.BytesIO(made("xlsx", ["Wort"], [[text]], "x"))).active
    assert sheet["A2"].data_type != "f"


def test_a_sheet_of_anything_can_be_opened() -> None:
    hostile = "a\x00\ud800" + "b" * 40_000
    body = made("xlsx", ["A", "B"], [[hostile, MOMENT]], "[Sehr]: lang? " + "x" * 60 + "'")
    sheet = load_workbook(io.BytesIO(body)).active
    assert sheet["B2"].value == datetime(2026, 7, 1, 18, 30)  # noqa: DTZ001
    assert len(sheet["A2"].value) == 32_767
    assert sheet.freeze_panes == "A2"
    assert load_workbook(io.BytesIO(made("xlsx", ["A"], [], ""))).active["A1"].value == "A"
