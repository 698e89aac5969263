"""What may stand in a cell of a file that people open in a spreadsheet?

A text that begins like a formula is run by the spreadsheet of whoever opens the file, with their
rights: an apostrophe before it makes it a text again. It is not enough to look at the first letter:
blanks and invisible letters before it are passed over, some programs take full-width signs for the
ordinary ones, and a file with commas that is opened with semicolons (or the other way round) is cut
inside of cells. What was typed is never shortened, so a phone number stays one: `'+49 711 …`.
Numbers, dates and truth values are no text and stay as they are, negative ones too.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

BYTE_ORDER_MARK = "\ufeff"
#: The ordinary, the small, the full-width and the raised signs, the true minus sign, and letters
#: that become one of them when compatible forms are made alike.
_SIGNS = "=+\\-@﹦﹢﹣﹫＝＋－＠⁼⁺⁻₌₊₋−⩵⩶\ufb29"
#: What nobody sees: blanks of every kind, control and format letters, fillers.
_UNSEEN = (
    "\\s\x00-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U00013430-\U00013438\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
#: What ends a cell or a line for one program or another, in full width too.
_ENDS = ";,|\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029；，｜﹔﹐"
_BEGINS = re.compile(f"[{_UNSEEN}'\"]*[{_SIGNS}]|[\t\r\n]")
#: Where a program that expects another separator begins a new cell.
_CUT = re.compile(f'([{_ENDS}][{_UNSEEN}"]*)(?=[{_SIGNS}])')
#: XML cannot carry these letters, and so no .xlsx file can.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_csv(records: Iterable[Mapping[str, Any]], *, names: Sequence[str] = ()) -> str:
    """Return records as CSV with a heading, for German spreadsheets: semicolons and a mark.

    Lists are joined by " | "; what could be read as a formula gets an apostrophe before it. `names`
    are the columns where there is no record to tell them.
    """
    rows = [{name: cell(value) for name, value in record.items()} for record in records]
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    columns = list(rows[0]) if rows else names
    writer = csv.DictWriter(out, fieldnames=columns, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def cell(value: object) -> str:
    """Return a value as the text of a cell."""
    words = _words(value)
    return words if isinstance(value, int | float | Decimal) else harmless(words)


def harmless(text: str) -> str:
    """Return a text with an apostrophe wherever a spreadsheet could see a formula begin."""
    safe = _CUT.sub(r"\1'", text)
    return f"'{safe}" if _BEGINS.match(text) else safe


def in_xlsx(text: str) -> str:
    """Return a text as a cell of an .xlsx file can hold it; there it needs no apostrophe."""
    return _NOT_IN_XML.sub("\ufffd", text)


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, list):
        return " | ".join(_words(item) for item in value)
    if isinstance(value, dict):
        # The first of these that it has tells it from the others of its list.
        told = (value.get(name) for name in ("name", "day", "text", "url"))
        return str(next(filter(None, told), ""))
    return str(value)
