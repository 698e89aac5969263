"""The fields for a day and for a year: what nobody can mean is taken for a slip of the hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from text.days import refuse_other_ages


class DayField(forms.DateField):
    """A day between 1970 and twenty years from now."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)

    def validate(self, value: date | None) -> None:
        """Refuse years that are none of ours."""
        super().validate(value)
        if value is not None:
            refuse_other_ages(value.year)


class YearField(forms.IntegerField):
    """A year between 1970 and twenty years from now, in four digits."""

    default_error_messages = {"invalid": _("Please enter a year in four digits, like 2019.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "size": "6"})
        super().__init__(**{"widget": widget, **kwargs})

    def validate(self, value: int | None) -> None:
        """Refuse years that are none of ours."""
        super().validate(value)
        if value is not None:
            refuse_other_ages(value)
