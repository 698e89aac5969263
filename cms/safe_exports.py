"""Every table that the admin offers as a file, ours and Wagtail's, made safe in one place.

All of them are made by one mixin of Wagtail's; `text.cells` says what may stand in a cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from text.cells import harmless, in_xlsx


def install() -> None:
    """Wrap the methods of the mixin that give values to cells; called once."""
    if getattr(SpreadsheetExportMixin, "is_safe", False):
        return
    value_of = SpreadsheetExportMixin.preprocess_field_value
    heading_of = SpreadsheetExportMixin.get_heading
    xlsx_row = SpreadsheetExportMixin.generate_xlsx_row

    def safe_value(self: Any, field: str, value: Any, export_format: str) -> Any:
        made = value_of(self, field, value, export_format)
        if not isinstance(made, str):
            return made
        return in_xlsx(made) if export_format == self.FORMAT_XLSX else harmless(made)

    def safe_heading(self: Any, queryset: Any, field: str) -> str:
        return harmless(heading_of(self, queryset, field))

    def safe_row(self: Any, *args: Any, **kwargs: Any) -> Iterator[Any]:
        for cell in xlsx_row(self, *args, **kwargs):
            if isinstance(cell.value, str):
                # Neither a formula nor an error ("#N/A"), whatever it looks like.
                cell.data_type = "s"
            yield cell

    SpreadsheetExportMixin.preprocess_field_value = safe_value
    SpreadsheetExportMixin.get_heading = safe_heading
    SpreadsheetExportMixin.generate_xlsx_row = safe_row
    SpreadsheetExportMixin.is_safe = True
