"""The form of a date."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from districts import recurrence, repeating
from districts.forms.base import ActorField, EntryForm, OneField, names_of, stored
from districts.forms.days import DayField
from districts.models import Access, DateKind, District
from districts.revisions import Fields
from text.name_field import TitleField

KEEP = "keep"
REPEATS = (
    ("", _("once")),
    ("FREQ=WEEKLY", _("every week")),
    ("FREQ=WEEKLY;INTERVAL=2", _("every two weeks")),
    (repeating.SAME_WEEKDAY, _("by months, on the same weekday (like the first Monday)")),
    (repeating.SAME_DAY, _("by months, on the same day of the month (like the 14th)")),
    ("FREQ=YEARLY", _("every year")),
)
_EVERY = [
    (n, _("every month") if n == 1 else format_lazy(_("every {n} months"), n=n))
    for n in repeating.MONTHS
]


class DateForm(EntryForm):
    """When and where people meet."""

    title = TitleField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=DateKind.choices, initial="other")
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
    repeats = forms.ChoiceField(label=_("Repeats"), choices=REPEATS, required=False)
    months = forms.TypedChoiceField(
        label=_("How many months apart"),
        choices=_EVERY,
        coerce=int,
        empty_value=1,
        initial=1,
        required=False,
        help_text=_("Only where it repeats by months."),
    )
    until = DayField(
        label=_("Repeats until"),
        required=False,
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

    sources = {
        **EntryForm.sources,
        "start": ("day", "begins"),
        "end": ("day", "begins", "ends", "last_day"),
        "recurrence": ("day", "begins", "repeats", "months", "until", "kept_rule"),
    }
    field_order = (
        *("title", "kind", "day", "begins", "ends", "last_day", "repeats", "months", "until"),
        "place",
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
        """Check that the days follow each other and the rule can be followed."""
        cleaned = super().clean()
        if cleaned.get("day") and cleaned.get("begins"):
            cleaned["start"], cleaned["end"] = self._times(cleaned)
            if self._is_changed("recurrence"):
                self._check_rule(cleaned)
        return cleaned

    def _times(self, cleaned: dict[str, Any]) -> tuple[datetime, datetime]:
        """Return start and end; what ends before it begins goes on past midnight."""
        day, last_day = cleaned["day"], cleaned.get("last_day")
        begins, ends = cleaned["begins"], cleaned.get("ends") or cleaned["begins"]
        if last_day and last_day < day:
            self.add_error("last_day", _("The last day lies before the first one."))
        elif last_day == day and ends < begins:
            self.add_error("ends", _("It ends before it begins."))
        if last_day is None:
            last_day = day + timedelta(days=1) if ends < begins else day
        start = datetime.combine(day, begins)
        return recurrence.in_the_zone(start), recurrence.in_the_zone(
            datetime.combine(last_day, ends)
        )

    def _check_rule(self, cleaned: dict[str, Any]) -> None:
        until = cleaned.get("until")
        if until and until < cleaned["day"]:
            self.add_error("until", _("The last time lies before the first one."))
            return
        try:
            rule = recurrence.checked_rule(self._rule(cleaned))
        except recurrence.BadRule:
            self.add_error("repeats", _("This date cannot repeat like that."))
            return
        if not repeating.fits(rule, cleaned["start"]):
            self.add_error("day", _no_day_of(rule, cleaned["start"]))
        cleaned["recurrence"] = rule

    def _rule(self, cleaned: dict[str, Any]) -> str:
        chosen, day, until = cleaned.get("repeats") or "", cleaned["day"], cleaned.get("until")
        if chosen != KEEP:
            months = cleaned.get("months") or 1
            return repeating.rule_of(chosen, day=day, months=months, until=until)
        rule = str(cleaned.get("kept_rule") or "")
        rule = repeating.moved(rule, to=day) if "day" in self.changed else rule
        return repeating.ending(rule, until) if "until" in self.changed else rule

    def all_values(self) -> dict[str, Any]:
        """Return what the form holds as the values a service takes."""
        data = super().all_values()
        only_here = ("day", "begins", "ends", "last_day", "repeats", "months", "until", "kept_rule")
        return {name: value for name, value in data.items() if name not in only_here}

    @classmethod
    def initial_of(cls, fields: Fields) -> dict[str, Any]:
        """Return the fields of a revision as the form shows them."""
        start = datetime.fromisoformat(fields["start"]).astimezone(recurrence.ZONE)
        end = datetime.fromisoformat(fields["end"]).astimezone(recurrence.ZONE)
        rule = fields.get("recurrence") or ""
        organiser = names_of([fields["organiser"]] if fields.get("organiser") else ())
        return {
            **fields,
            **stored(fields, "organiser"),
            "day": start.date(),
            "begins": start.time(),
            "ends": end.time() if end != start else None,
            "last_day": None if _in_one_go(start, end) else end.date(),
            "repeats": KEEP if rule else "",
            "until": repeating.last_day(rule),
            "kept_rule": rule,
            "organiser": organiser[0] if organiser else "",
        }


def _in_one_go(start: datetime, end: datetime) -> bool:
    """Say whether the form needs no last day: it ends on its day, or in the night after it."""
    night = end.date() == start.date() + timedelta(days=1) and end.time() < start.time()
    return end.date() == start.date() or night


def _no_day_of(rule: str, start: datetime) -> str:
    words = recurrence.in_words(rule, start)
    return gettext("This day is none of its days: it repeats %(words)s.") % {"words": words}
