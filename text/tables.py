"""How does a table read that people open in a spreadsheet? As they would have typed it.

Days and clock times by the clock in Berlin, "ja" and "nein", decimal commas: all in the language of
the page that the table was downloaded from. What programs read is made by `text.cells.as_csv`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from text.cells import BYTE_ORDER_MARK, harmless, in_xlsx

Cell = str | bool | int | float | Decimal | date | datetime | time | None
CSV, XLSX = "csv", "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: How .xlsx writes a value; each spreadsheet shows it as its reader is used to.
_FORMATS = {datetime: "DD.MM.YYYY HH:MM", date: "DD.MM.YYYY", time: "HH:MM"}
#: Widths of columns, in letters, and how long a text a cell and the name of a sheet can hold.
_NARROW, _WIDE, _LONGEST, _LONGEST_NAME = 10, 50, 32_767, 31
_NOT_IN_A_NAME = str.maketrans("[]:*?/\\'", "        ")


def made(form: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]], name: str) -> bytes:
    """Return a table as a file; `form` is "csv" or "xlsx", `name` that of the sheet."""
    return _xlsx(headings, rows, name) if form == XLSX else _csv(headings, rows).encode()


def as_words(value: Cell) -> str:
    """Return a value as people write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{date_format(local, 'SHORT_DATE_FORMAT')} {local:%H:%M}"
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float | Decimal):
        return number_format(value, 0 if value == int(value) else 2, force_grouping=False)
    return " ".join(value.split())


def _csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    out = io.StringIO()
    # With the mark and semicolons a German Excel opens it by a double click, umlauts and all.
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(heading) for heading in headings])
    for row in rows:
        writer.writerow([_safe(value) for value in row])
    return out.getvalue()


def _safe(value: Cell) -> str:
    # Made harmless as it was typed: what a line's end hid is seen by a program that keeps them.
    return as_words(harmless(value)) if isinstance(value, str) else as_words(value)


def _xlsx(headings: Sequence[str], rows: Iterable[Sequence[Cell]], name: str) -> bytes:
    book = Workbook(write_only=True)
    title = in_xlsx(name).translate(_NOT_IN_A_NAME)
    sheet = book.create_sheet(" ".join(title.split())[:_LONGEST_NAME])
    sheet.freeze_panes = "A2"
    listed = list(rows)
    for number, heading in enumerate(headings):
        longest = max((len(as_words(row[number])) for row in listed), default=0)
        column = sheet.column_dimensions[get_column_letter(number + 1)]
        column.width = min(max(longest, len(heading), _NARROW), _WIDE) + 2
    sheet.append([_in_sheet(sheet, heading, bold=True) for heading in headings])
    for row in listed:
        sheet.append([_in_sheet(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _in_sheet(sheet: object, value: Cell, *, bold: bool = False) -> WriteOnlyCell:
    """Return a cell: days, times and amounts as such, so that they can be sorted and summed."""
    if isinstance(value, bool):
        value = as_words(value)
    elif isinstance(value, datetime):
        # A spreadsheet knows no time zones.
        value = timezone.make_naive(value) if timezone.is_aware(value) else value
    cell = WriteOnlyCell(sheet, in_xlsx(as_words(value))[:_LONGEST] if _is_text(value) else value)
    if _is_text(value):
        # Neither a formula nor an error ("#N/A"), whatever it looks like.
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif type(value) in _FORMATS:
        cell.number_format = _FORMATS[type(value)]
    if bold:
        cell.font = Font(bold=True)
    return cell


def _is_text(value: Cell) -> bool:
    return isinstance(value, str)
