"""The form that cancels a date, once or for good, or lets it take place after all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from districts.calendar import moved_words, recurrence
from districts.calendar.times import AFTER_ALL
from districts.forms.days import DayField
from text.days import with_weekday

WHOLE, OTHER = "all", "other"


class CancelForm(forms.Form):
    """What does not take place, and why. A date without a rule has no choice of times."""

    what = forms.ChoiceField(label=_("What is cancelled?"), widget=forms.RadioSelect)
    other = DayField(
        label=_("Which day?"),
        required=False,
        help_text=_("Only for a time that is not in the list."),
    )
    because = forms.CharField(
        label=_("Why?"),
        max_length=300,
        required=False,
        help_text=_("Everybody reads this beside the date."),
    )

    def __init__(
        self,
        *args: Any,
        times: Iterable[recurrence.Occurrence],
        on: Callable[[date], recurrence.Occurrence | None],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        choices = [_choice(time) for time in times]
        self.may_return = any(value.startswith(AFTER_ALL) for value, _words in choices)
        if choices:
            field: Any = self.fields["what"]
            more = [(OTHER, _("another time")), (WHOLE, _("all times, for good"))]
            field.choices = [*choices, *more]
        else:
            del self.fields["what"], self.fields["other"]

    def clean(self) -> dict[str, Any]:
        """Check that it takes place on a day that is not in the list."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("what") == OTHER and "other" in cleaned:
            day = cleaned["other"]
            if day is None:
                self.add_error("other", _("Please say which day."))
            elif (found := self.on(day)) is None:
                self.add_error("other", _("The date does not take place on this day."))
            else:
                cleaned["other"] = found.day
        return cleaned

    def only(self) -> date | None:
        """Return the day of the one time that is meant, None for the whole date."""
        chosen = self.cleaned_data.get("what", WHOLE)
        if chosen == OTHER:
            other: date = self.cleaned_data["other"]
            return other
        return None if chosen == WHOLE else date.fromisoformat(chosen.removeprefix(AFTER_ALL))

    def is_off(self) -> bool:
        """Whether it is cancelled; else it takes place after all."""
        return not self.cleaned_data.get("what", WHOLE).startswith(AFTER_ALL)


def _choice(time: recurrence.Occurrence) -> tuple[str, Any]:
    """Return a time as a choice: to cancel it, or to take that back."""
    words = with_weekday(time.start.astimezone(recurrence.ZONE), "DATETIME_FORMAT")
    moved = moved_words.moved_from(time)
    words = f"{words} ({moved})" if moved else words
    if not time.change.cancelled:
        return time.day.isoformat(), words
    said = gettext("%(day)s is cancelled: let it take place after all") % {"day": words}
    return f"{AFTER_ALL}{time.day.isoformat()}", said
