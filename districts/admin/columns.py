"""Columns of the lists in the admin."""

from datetime import date, datetime

from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column


class DayColumn(Column):
    """A day, also one to come: Wagtail's own column calls every day to come "just now"."""

    def get_value(self, instance: Model) -> str:
        day: date | None = super().get_value(instance)
        if isinstance(day, datetime):
            day = timezone.localtime(day)
        return date_format(day) if day else ""
