"""The form of a date."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from districts import recurrence
from districts.forms.base import ActorField, EntryForm, OneField, names_of
from districts.models import Access, DateKind, District
from districts.revisions import Fields
from text.name_field import TitleField

KEEP = "keep"
REPEATS = (
    ("", _("once")),
    ("FREQ=WEEKLY", _("every week")),
    ("FREQ=WEEKLY;INTERVAL=2", _("every two weeks")),
    ("month-day", _("every month on the same weekday (like the first Monday)")),
    ("FREQ=MONTHLY;INTERVAL=3", _("every three months on the same day")),
    ("FREQ=YEARLY", _("every year")),
)


class DateForm(EntryForm):
    """When and where people meet."""

    title = TitleField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=DateKind.choices, initial="other")
    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    begins = forms.TimeField(
        label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=_("Ends at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Only where it goes on for several days."),
    )
    repeats = forms.ChoiceField(label=_("Repeats"), choices=REPEATS, required=False)
    until = forms.DateField(
        label=_("Repeats until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: until somebody ends it."),
    )
    place = forms.CharField(label=_("Place"), max_length=300, required=False)
    organiser = ActorField(
        label=_("Organised by"),
        required=False,
        help_text=_("By its name in this directory."),
    )
    text = forms.CharField(
        label=_("What happens"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    open_to_all = forms.BooleanField(label=_("Open to everybody"), required=False)
    open_to = forms.CharField(label=_("For whom"), max_length=300, required=False)
    costs = forms.CharField(label=_("Costs"), max_length=200, required=False)
    access = forms.MultipleChoiceField(
        label=_("Access"),
        choices=Access.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    link = forms.URLField(label=_("Website"), max_length=400, required=False, assume_scheme="https")
    agenda = forms.CharField(
        label=_("Agenda"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    next_topics = forms.CharField(
        label=_("Topics proposed for next time"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    next_host = OneField(label=_("Next host"), queryset=District.objects.none(), required=False)

    field_order = (
        *("title", "kind", "day", "begins", "ends", "last_day", "repeats", "until", "place"),
        *("districts", "city", "topics"),
    )
    groups = (
        (_("What and for whom"), ("text", "organiser", "open_to_all", "open_to", "costs")),
        (_("Place and access"), ("access", "phone", "link")),
        (_("For a forum"), ("agenda", "next_topics", "next_host")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["next_host"].queryset = District.objects.order_by("name")
        kept = self.initial.get("kept_rule") or self.data.get("kept_rule") or ""
        if kept:
            fields["repeats"].choices = [*REPEATS, (KEEP, _("as it repeats now"))]
        fields["kept_rule"] = forms.CharField(
            required=False, initial=kept, widget=forms.HiddenInput, max_length=200
        )

    def clean(self) -> dict[str, Any]:
        """Check that the rule can be followed."""
        cleaned = super().clean()
        if "day" in cleaned and "begins" in cleaned:
            try:
                cleaned["recurrence"] = recurrence.checked_rule(self._rule(cleaned))
            except recurrence.BadRule:
                self.add_error("repeats", _("This date cannot repeat like that."))
        return cleaned

    def _rule(self, cleaned: dict[str, Any]) -> str:
        chosen = cleaned.get("repeats") or ""
        if chosen == KEEP:
            return str(cleaned.get("kept_rule") or "")
        if chosen == "month-day":
            chosen = f"FREQ=MONTHLY;BYDAY={_weekday_of_month(cleaned['day'])}"
        until = cleaned.get("until")
        return f"{chosen};UNTIL={until:%Y%m%d}T235959" if chosen and until else chosen

    def values(self) -> dict[str, Any]:
        """Return what was typed as the values a service takes."""
        data = super().values()
        for name in ("repeats", "until", "kept_rule"):
            data.pop(name, None)
        day, begins, ends = data.pop("day"), data.pop("begins"), data.pop("ends")
        last_day = data.pop("last_day") or day
        start = datetime.combine(day, begins, tzinfo=recurrence.ZONE)
        end = datetime.combine(last_day, ends or begins, tzinfo=recurrence.ZONE)
        # What ends before it begins goes on past midnight.
        if end < start:
            end = datetime.combine(day, ends or begins, tzinfo=recurrence.ZONE) + timedelta(days=1)
        return data | {"start": start, "end": end}

    @classmethod
    def initial_of(cls, fields: Fields) -> dict[str, Any]:
        """Return the fields of a revision as the form shows them."""
        start = datetime.fromisoformat(fields["start"]).astimezone(recurrence.ZONE)
        end = datetime.fromisoformat(fields["end"]).astimezone(recurrence.ZONE)
        rule = fields.get("recurrence") or ""
        organiser = names_of([fields["organiser"]] if fields.get("organiser") else ())
        return {
            **fields,
            "day": start.date(),
            "begins": start.time(),
            "ends": end.time() if end != start else None,
            "last_day": end.date() if end - start > timedelta(days=1) else None,
            "repeats": KEEP if rule else "",
            "kept_rule": rule,
            "organiser": organiser[0] if organiser else "",
        }


def _weekday_of_month(day: date) -> str:
    """Return "1MO" for the first Monday; a fifth one is said as the last."""
    number = (day.day - 1) // 7 + 1
    return f"{-1 if number == 5 else number}{recurrence.DAYS[day.weekday()]}"
