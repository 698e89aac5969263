"""When, where and what: the fields that a date and one of its times have in common."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from districts.calendar import nights, recurrence, single_times
from districts.entries.revision_values import Fields
from districts.forms.base import EntryForm
from districts.forms.days import DayField
from text.rich.textarea import SheetField, SheetTextarea


class WhenForm(EntryForm):
    """A day with its hours, perhaps a last one, a place, and what happens there."""

    day = DayField(label=_("Day"))
    begins = forms.TimeField(
        label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=_("Ends at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    last_day = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("Only where it goes on for several days."),
    )
    place = forms.CharField(label=_("Place"), max_length=300, required=False)
    text = SheetField(
        label=_("What happens"),
        required=False,
        max_length=20_000,
        widget=SheetTextarea(attrs={"rows": 5}),
    )
    agenda = SheetField(
        label=_("Agenda"),
        required=False,
        max_length=20_000,
        widget=SheetTextarea(attrs={"rows": 5}),
    )

    sources = {
        **EntryForm.sources,
        "start": ("day", "begins"),
        "end": ("day", "begins", "ends", "last_day"),
    }

    def clean(self) -> dict[str, Any]:
        """Check that the days follow each other."""
        cleaned = super().clean()
        if cleaned.get("day") and cleaned.get("begins"):
            cleaned["start"], cleaned["end"] = self._times(cleaned)
        return cleaned

    def _times(self, cleaned: dict[str, Any]) -> tuple[datetime, datetime]:
        """Return start and end; what ends before it begins goes on past midnight.

        What is too long for one night is asked about: nobody would see that it ends a day later.
        """
        day, last_day = cleaned["day"], cleaned.get("last_day")
        begins, ends = cleaned["begins"], cleaned.get("ends") or cleaned["begins"]
        if last_day and last_day < day:
            self.add_error("last_day", _("The last day lies before the first one."))
        elif last_day == day and ends < begins:
            self.add_error("ends", _("It ends before it begins."))
        if last_day is None:
            last_day = day + timedelta(days=1) if ends < begins else day
        start, end = datetime.combine(day, begins), datetime.combine(last_day, ends)
        is_asked = ends < begins and not cleaned.get("last_day") and self._is_changed("end")
        if is_asked and "last_day" not in self.errors and not nights.is_one(start, end):
            self.add_error("ends", _("It ends before it begins. Is another last day meant?"))
        self._see_that_there_is(start, "begins")
        if cleaned.get("ends"):
            self._see_that_there_is(end, "ends")
        return recurrence.in_the_zone(start), recurrence.in_the_zone(end)

    def _see_that_there_is(self, naive: datetime, field: str) -> None:
        """Ask about an hour that the clock leaves out: a series would be too late on every day."""
        if recurrence.never_shown(naive):
            self.add_error(
                field,
                gettext("There is no such hour on %(day)s: the clock is put forward then.")
                % {"day": date_format(naive, "DATE_FORMAT")},
            )

    def all_values(self) -> dict[str, Any]:
        """Return what the form holds as the values a service takes."""
        data = super().all_values()
        only_here = ("day", "begins", "ends", "last_day")
        return {name: value for name, value in data.items() if name not in only_here}


class SingleTimeForm(WhenForm):
    """One time of a repeating date: only what is different this once is kept with it."""

    because = forms.CharField(
        label=_("Why?"),
        max_length=300,
        required=False,
        help_text=_("Everybody reads this beside the date."),
    )

    field_order = (
        *("day", "begins", "ends", "last_day", "because"),
        *("place", "districts", "text", "agenda"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Why is asked once: it stands beside the date, and in the history.
        del self.fields["topics"], self.fields["note"]
        self.fields.pop("city", None)
        self.fields["districts"].help_text = _("Where this time takes place.")

    def all_values(self) -> dict[str, Any]:
        """Return what the form holds as the values a service takes."""
        names = (*single_times.OWN, "because")
        return {name: value for name, value in super().all_values().items() if name in names}


def shown(start: datetime, end: datetime) -> dict[str, Any]:
    """Return start and end as the fields show them."""
    start, end = start.astimezone(recurrence.ZONE), end.astimezone(recurrence.ZONE)
    return {
        "day": start.date(),
        "begins": start.time(),
        "ends": end.time() if end != start else None,
        "last_day": None if _in_one_go(start, end) else end.date(),
    }


def of_single_time(fields: Fields, found: recurrence.Occurrence) -> dict[str, Any]:
    """Return one time in a state of its date, as the form shows it."""
    own = dict(single_times.read(fields["changes"])).get(found.day, single_times.NONE)
    names = ("place", "districts", "text", "agenda")
    series = {name: fields.get(name) for name in names}
    changed = {name: getattr(own, name) for name in names}
    return {
        **series,
        **{name: value for name, value in changed.items() if value is not None},
        "because": own.because,
        **shown(own.start or found.start, own.end or found.end),
    }


def _in_one_go(start: datetime, end: datetime) -> bool:
    """Say whether the form needs no last day: it ends on its day, or in the night after it."""
    from_, to = recurrence.on_the_wall(start), recurrence.on_the_wall(end)
    return to.date() == from_.date() or (to.time() < from_.time() and nights.is_one(from_, to))
