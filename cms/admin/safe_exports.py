"""Every table that the admin offers as a file, ours and Wagtail's, made for people in one place.

All of them are made by one mixin of Wagtail's, which writes for programs: times in UTC, True and
False, keys of choices, commas without the mark by which a spreadsheet knows UTF-8. `text.cells`
says what may stand in a cell, `text.tables` how it reads.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.views.mixins import Echo, SpreadsheetExportMixin

from text.cells import BYTE_ORDER_MARK, harmless, in_xlsx
from text.site_address import absolute_url
from text.slugs import slugify
from text.tables import as_words
from text.translatable import Words

#: What leads from a row to its page on the site.
ADDRESS = "get_absolute_url"
#: Headings of what has no name for people where it is kept.
HEADINGS: dict[str, Words] = {
    ADDRESS: pgettext_lazy("of this site", "Page"),
    "created_at": gettext_lazy("Begun on"),
    "updated_at": gettext_lazy("Last changed"),
    "workflow": gettext_lazy("Workflow"),
    "task": gettext_lazy("Task"),
    "requested_by": gettext_lazy("Requested by"),
    "started_at": gettext_lazy("Begun on"),
    "finished_at": gettext_lazy("Finished on"),
    "finished_by": gettext_lazy("Finished by"),
}


def install() -> None:
    """Wrap the methods of the mixin that make rows, cells and headings; called once."""
    if getattr(SpreadsheetExportMixin, "is_safe", False):
        return
    value_of = SpreadsheetExportMixin.preprocess_field_value
    heading_of = SpreadsheetExportMixin.get_heading
    row_of = SpreadsheetExportMixin.to_row_dict
    xlsx_row = SpreadsheetExportMixin.generate_xlsx_row
    file_name = SpreadsheetExportMixin.get_filename

    def telling_name(self: SpreadsheetExportMixin) -> str:
        name = str(file_name(self))
        nameless = name == SpreadsheetExportMixin.export_filename or "_" in name
        model = getattr(self, "model", None)
        title = model._meta.verbose_name_plural if model else getattr(self, "page_title", "")
        return slugify(str(title), fallback="tabelle") if nameless and title else name

    def row_in_words(self: SpreadsheetExportMixin, item: object) -> dict[str, object]:
        return {field: _in_words(item, field, value) for field, value in row_of(self, item).items()}

    def safe_value(
        self: SpreadsheetExportMixin, field: str, value: object, export_format: str
    ) -> object:
        if isinstance(value, datetime) and timezone.is_aware(value):
            value = timezone.make_naive(value)  # by the clock here; Wagtail would write UTC
        made = value_of(self, field, value, export_format)
        if isinstance(made, bool) or (export_format == self.FORMAT_CSV and _is_figure(made)):
            return as_words(made)
        if not isinstance(made, str):
            return made
        return in_xlsx(made) if export_format == self.FORMAT_XLSX else harmless(made)

    def safe_heading(self: SpreadsheetExportMixin, queryset: Iterable[object], field: str) -> str:
        own = self.export_headings.get(field)
        return harmless(str(own or HEADINGS.get(field) or heading_of(self, queryset, field)))

    def safe_row(self: SpreadsheetExportMixin, *args: Any, **kwargs: Any) -> Iterator[Any]:
        for cell in xlsx_row(self, *args, **kwargs):
            if isinstance(cell.value, str):
                # Neither a formula nor an error ("#N/A"), whatever it looks like.
                cell.data_type = "s"
            yield cell

    SpreadsheetExportMixin.to_row_dict = row_in_words
    SpreadsheetExportMixin.preprocess_field_value = safe_value
    SpreadsheetExportMixin.get_heading = safe_heading
    SpreadsheetExportMixin.generate_xlsx_row = safe_row
    SpreadsheetExportMixin.get_filename = telling_name
    SpreadsheetExportMixin.stream_csv = _stream
    SpreadsheetExportMixin.is_safe = True


def _in_words(item: object, field: str, value: object) -> object:
    """Return the words of a choice instead of its key, and addresses in full."""
    if field == ADDRESS:
        return absolute_url(str(value))
    words = getattr(item, f"get_{field}_display", None)
    return str(words()) if callable(words) else value


def _is_figure(value: object) -> bool:
    return isinstance(value, date | time | int | float | Decimal)


def _stream(self: SpreadsheetExportMixin, queryset: Iterable[object]) -> Iterator[Any]:
    """Yield the lines as a German spreadsheet opens them by a double click."""
    writer = csv.DictWriter(Echo(), fieldnames=self.list_export, delimiter=";")
    headings = {field: self.get_heading(queryset, field) for field in self.list_export}
    yield BYTE_ORDER_MARK
    yield writer.writerow(headings)
    for item in queryset:
        yield self.write_csv_row(writer, self.to_row_dict(item))
