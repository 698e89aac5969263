"""Lists of redirects in a file: read as people's spreadsheets write them.

Wagtail expects commas, UTF-8 and as many cells in each row as in the first one; a blank line at
the end was an error page. Here semicolons and Unicode with a mark at its start are read, too, blank
rows are left out, and every row has as many cells as the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from wagtail.contrib.redirects import base_formats
from wagtail.contrib.redirects.base_formats import Dataset

from text import files
from text.names import line
from text.storable import storable

_DELIMITERS = ",;\t"


class NotText(UnicodeDecodeError):
    """The file cannot be read as text; says so in a sentence, where Wagtail shows the error."""

    def __init__(self, sentence: str) -> None:
        super().__init__("utf-8", b"", 0, 0, sentence)

    def __str__(self) -> str:
        return self.reason


class CSV(base_formats.CSV):
    """Also the base of TSV. Its name is the ending of the files it reads."""

    def is_binary(self) -> bool:
        """Say that bytes are wanted: which encoding they have is found out here."""
        return True

    def get_read_mode(self) -> str:
        """Return how the file is opened."""
        return "rb"

    def create_dataset(self, data: bytes, delimiter: str = "") -> Dataset:
        """Return the rows of a file; raises `UnicodeDecodeError` with a sentence."""
        try:
            text = files.decoded(data, name="CSV")
        except files.Unreadable as error:
            raise NotText(str(error)) from error
        text = storable(text).lstrip("\r\n")
        return even(super().create_dataset(text, delimiter or _delimiter(text)))


class TSV(CSV):
    """Tabs between the cells."""

    def create_dataset(self, data: bytes, delimiter: str = "\t") -> Dataset:
        """Return the rows of a file."""
        return super().create_dataset(data, delimiter)


class XLSX(base_formats.XLSX):
    """A workbook, whose empty cells hold nothing instead of a text."""

    def create_dataset(self, data: bytes) -> Dataset:
        """Return the rows of the first sheet."""
        return even(super().create_dataset(data))


def install() -> None:
    """Put our readers in the place of Wagtail's; called once, when all apps are loaded."""
    base_formats.DEFAULT_FORMATS[:] = [CSV, XLSX, TSV]


def even(rows: Dataset) -> Dataset:
    """Return rows with as many cells as the first one, as lines of text, without blank ones."""
    headers = _cells(rows.headers)
    width = len(headers)
    cells = (_cells(row) for row in rows)
    full: Iterable[list[str]] = (row for row in cells if any(row))
    found = [(row + [""] * width)[:width] for row in full]
    return Dataset(found, headers=headers) if headers else Dataset()


def _cells(row: Sequence[Any]) -> list[str]:
    return [line(str(cell)) if cell is not None else "" for cell in row]


def _delimiter(text: str) -> str:
    """Return what parts the cells of the first row; German spreadsheets write semicolons."""
    head = text.partition("\n")[0]
    return max(_DELIMITERS, key=head.count)
