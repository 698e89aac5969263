"""The field for a day: what nobody can mean is taken for a slip of the hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

#: What people write down here begins with the oldest minutes a city may still have on paper ...
FIRST_YEAR = 1970
#: ... and ends with what somebody can plan: no grant and no lease of a room runs longer.
YEARS_AHEAD = 20


class DayField(forms.DateField):
    """A day between 1970 and twenty years from now."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)

    def validate(self, value: date | None) -> None:
        """Refuse years that are none of ours: "26" and "20226" are slips of the hand."""
        super().validate(value)
        last = timezone.localdate().year + YEARS_AHEAD
        if value is not None and not FIRST_YEAR <= value.year <= last:
            message = _(
                "Please write the year with four digits, from %(first)s to %(last)s. Any other is "
                "most likely a slip of the hand."
            )
            raise ValidationError(message, params={"first": FIRST_YEAR, "last": last})
