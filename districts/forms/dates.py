"""The form of a date."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from districts.calendar import recurrence, repetition
from districts.entries.revision_values import Fields
from districts.forms.base import OneField
from districts.forms.days import DayField
from districts.forms.lines import ActorField, names_of, stored
from districts.forms.reaching import AccessField, PhoneField, WebsiteField
from districts.forms.times import WhenForm, shown
from districts.models import DateKind, District
from text.name_field import TitleField
from text.rich.textarea import SheetField, SheetTextarea

KEEP = "keep"
REPEATS = (
    ("", _("once")),
    ("FREQ=DAILY", _("every day")),
    ("FREQ=WEEKLY", _("every week")),
    ("FREQ=WEEKLY;INTERVAL=2", _("every two weeks")),
    ("FREQ=WEEKLY;INTERVAL=3", _("every three weeks")),
    ("FREQ=WEEKLY;INTERVAL=4", _("every four weeks")),
    ("FREQ=WEEKLY;INTERVAL=6", _("every six weeks")),
    (repetition.SAME_WEEKDAY, _("monthly, like the 2nd Monday")),
    (repetition.SAME_DAY, _("monthly, like the 14th")),
    ("FREQ=YEARLY", _("every year")),
    ("FREQ=YEARLY;INTERVAL=2", _("every two years")),
)
_EVERY = [
    (n, _("every month") if n == 1 else format_lazy(_("every {n} months"), n=n))
    for n in repetition.MONTHS
]


class DateForm(WhenForm):
    """When and where people meet."""

    title = TitleField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=DateKind.choices, initial="other")
    repeats = forms.ChoiceField(
        label=_("Repeats"),
        choices=REPEATS,
        required=False,
        help_text=_("Monthly follows the first day: its weekday in the month, or its number."),
    )
    months = forms.TypedChoiceField(
        label=_("How many months apart"),
        choices=_EVERY,
        coerce=int,
        initial=1,
        required=False,
        help_text=_("Counts only where it repeats monthly."),
    )
    until = DayField(
        label=_("Repeats until"),
        required=False,
        help_text=_("Only where it repeats. Empty: until somebody ends it."),
    )
    organiser = ActorField(
        label=_("Organised by"),
        required=False,
        help_text=_("By its name in this directory."),
    )
    open_to_all = forms.BooleanField(label=_("Open to everybody"), required=False)
    open_to = forms.CharField(label=_("For whom"), max_length=300, required=False)
    costs = forms.CharField(label=_("Costs"), max_length=200, required=False)
    access = AccessField()
    phone = PhoneField()
    link = WebsiteField()
    next_topics = SheetField(
        label=_("Topics proposed for next time"),
        required=False,
        max_length=5000,
        widget=SheetTextarea(attrs={"rows": 3}),
    )
    next_host = OneField(label=_("Next host"), queryset=District.objects.none(), required=False)

    sources = {
        **WhenForm.sources,
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
        fields["next_host"].queryset = District.objects.order_by("name", "pk")
        kept = self.initial.get("kept_rule") or self.data.get("kept_rule") or ""
        if kept:
            fields["repeats"].choices = [*REPEATS, (KEEP, _as_now(kept, self.initial.get("day")))]
        fields["kept_rule"] = forms.CharField(
            required=False, initial=kept, widget=forms.HiddenInput, max_length=200
        )

    def clean(self) -> dict[str, Any]:
        """Check that the rule can be followed."""
        cleaned = super().clean()
        if "start" in cleaned and self._is_changed("recurrence"):
            self._check_rule(cleaned)
        return cleaned

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
        if until and not rule and "until" in self.changed:
            self.add_error("until", _("Only where it repeats."))
        months = cleaned.get("months") if "months" in self.changed else None
        if months and months != repetition.months_apart(rule):
            self.add_error("months", _("Only where it repeats monthly."))
        if not repetition.fits(rule, cleaned["start"]):
            self.add_error("day", _no_day_of(rule, cleaned["start"]))
        cleaned["recurrence"] = rule

    def _rule(self, cleaned: dict[str, Any]) -> str:
        chosen, day, until = cleaned.get("repeats") or "", cleaned["day"], cleaned.get("until")
        if chosen != KEEP:
            months = cleaned.get("months") or 1
            return repetition.rule_of(chosen, day=day, months=months, until=until)
        rule = str(cleaned.get("kept_rule") or "")
        rule = repetition.moved(rule, to=day) if "day" in self.changed else rule
        months = cleaned.get("months")
        if months and "months" in self.changed and "FREQ=MONTHLY" in rule:
            rule = repetition.apart(rule, months)
        return repetition.ending(rule, until) if "until" in self.changed else rule

    def all_values(self) -> dict[str, Any]:
        """Return what the form holds as the values a service takes."""
        data = super().all_values()
        only_here = ("repeats", "months", "until", "kept_rule")
        return {name: value for name, value in data.items() if name not in only_here}

    @classmethod
    def initial_of(cls, fields: Fields) -> dict[str, Any]:
        """Return the fields of a revision as the form shows them."""
        start, end = (datetime.fromisoformat(fields[name]) for name in ("start", "end"))
        rule = fields.get("recurrence") or ""
        organiser = names_of([fields["organiser"]] if fields.get("organiser") else ())
        return {
            **fields,
            **stored(fields, "organiser"),
            **shown(start, end),
            "repeats": KEEP if rule else "",
            "months": repetition.months_apart(rule),
            "until": repetition.last_day(rule),
            "kept_rule": rule,
            "organiser": organiser[0] if organiser else "",
        }


def _as_now(rule: str, day: object) -> str:
    """Return the words for leaving a rule as it is, with the rule itself where it can be read."""
    try:
        known = recurrence.checked_rule(rule)
    except recurrence.BadRule:
        known = ""
    if not known or not isinstance(day, date):
        return gettext("as it repeats now")
    words = repetition.in_words(repetition.ending(known, None), datetime.combine(day, time()))
    return gettext("as now: %(words)s") % {"words": words}


def _no_day_of(rule: str, start: datetime) -> str:
    words = repetition.in_words(repetition.ending(rule, None), start)
    return gettext("This day is none of its days: it repeats %(words)s.") % {"words": words}
