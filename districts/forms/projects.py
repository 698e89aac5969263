"""The form of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from districts.entries.revision_values import Fields
from districts.forms.base import EntryForm
from districts.forms.days import DayField, YearField
from districts.forms.euros import EurosField
from districts.forms.lines import ActorsField, LinesField, names_of, stored
from districts.models import Effort, Reason, Status
from districts.models.several import as_text, chosen
from text import names
from text.checkboxes import Checkboxes
from text.fold import fold
from text.name_field import TitleField
from text.rich.textarea import SheetField, SheetTextarea

if TYPE_CHECKING:  # a name of the types alone
    from django_stubs_ext import StrPromise

#: What is written in whole sentences.
TEXTS = (
    *("title", "summary", "what_worked", "what_did_not_work", "do_differently"),
    *("results", "what_stays"),
)

#: At what tells most of a project that did not hold.
_WANTED = _("Where it did not hold, others learn most from this. One sentence helps.")
_NO_REASON = _(
    "Please tick at “Why did it not hold?” what it was; “We would rather not say” is an answer, "
    "too."
)
_REASON_OR_NOT = _(
    "At “Why did it not hold?” you have ticked a reason and that you would rather not say one. "
    "Please choose."
)


def _text(label: StrPromise, help_text: str | StrPromise = "", *, rows: int = 4) -> forms.CharField:
    widget = SheetTextarea(attrs={"rows": rows})
    return SheetField(
        label=label, help_text=help_text, required=False, widget=widget, max_length=20_000
    )


class ProjectForm(EntryForm):
    """A project with everything others need to take it over, or to leave it alone."""

    title = TitleField(label=_("Title"), max_length=160)
    summary = forms.CharField(
        label=_("In two sentences"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is it, and for whom?"),
    )
    status = forms.ChoiceField(label=_("Status"), choices=Status.choices, widget=forms.RadioSelect)
    failed_because = forms.MultipleChoiceField(
        label=_("Why did it not hold?"),
        choices=Reason.choices,
        required=False,
        widget=Checkboxes,
        help_text=_("For “Did not hold”: tick at least one. It spares others the way."),
    )
    told = forms.BooleanField(
        label=_("Everybody who is named knows that this will stand here."), required=False
    )
    nameless = forms.BooleanField(
        label=_("Show it without names of people and organisations"), required=False
    )
    actors = ActorsField(
        label=_("Who takes part"), required=False, help_text=_("Names of actors, one a line.")
    )
    target_groups = LinesField(
        label=_("For whom"),
        line_length=120,
        names=True,
        required=False,
        help_text=_("One group a line."),
    )
    effort = forms.ChoiceField(
        label=_("Effort"), choices=[("", _("not said")), *Effort.choices], required=False
    )
    cost_base = EurosField(label=_("Cost to start, in euros"), required=False)
    cost_year = EurosField(label=_("Cost each year, in euros"), required=False)
    began = YearField(label=_("Year it began"), required=False)
    duration = forms.CharField(label=_("Duration"), max_length=200, required=False)
    funded_by = forms.CharField(label=_("Funded by"), max_length=300, required=False)
    funded_until = DayField(label=_("Funding ends on"), required=False)
    steps = LinesField(
        label=_("Steps"),
        line_length=500,
        rows=6,
        required=False,
        help_text=_("In their order, one a line."),
    )
    what_worked = _text(_("What worked"))
    what_did_not_work = _text(_("What did not work"), _WANTED)
    do_differently = _text(_("What you would do differently"), _WANTED)
    results = _text(_("Results"), _("With figures, where they come from and from when."))
    what_stays = _text(_("What stays"))
    transferable = forms.BooleanField(label=_("Others can take it over"), required=False)
    contact_willing = forms.BooleanField(
        label=_("We are happy to answer questions"), required=False
    )

    sections = (
        (
            "what",
            _("What is it?"),
            ("title", "summary", "status", "failed_because", "told", "nameless"),
        ),
        ("where", _("Where and when"), ("districts", "city", "topics", "began", "duration")),
        ("who", _("Who, for whom"), ("actors", "target_groups", "contact_willing")),
        (
            "took",
            _("What it takes"),
            ("effort", "cost_base", "cost_year", "funded_by", "funded_until", "steps"),
        ),
        (
            "came",
            _("What came of it"),
            (
                *("what_worked", "what_did_not_work", "do_differently"),
                *("results", "what_stays", "transferable"),
            ),
        ),
    )

    field_order = tuple(name for _key, _title, names in sections for name in names)

    def clean(self) -> dict[str, Any]:
        """Ask those who say that something did not hold whether those named know.

        A project without names must not name its actors in its texts either.
        """
        cleaned = super().clean()
        self._ask_why(cleaned)
        if cleaned.get("nameless"):
            self._look_for_names(cleaned)
        failed = cleaned.get("status") == Status.FAILED
        was = self.initial.get("status")
        named = cleaned.get("actors") and not cleaned.get("nameless")
        if failed and was != Status.FAILED and named and not cleaned.get("told"):
            self.add_error(
                "told",
                _(
                    "Please tell those who are named first, and tick this, or show the project "
                    "without names."
                ),
            )
        return cleaned

    def _ask_why(self, cleaned: dict[str, Any]) -> None:
        """Ask for a reason where it is new that something did not hold, or none is left.

        Projects from before the question, and from imports, may stay without one.
        """
        reasons = cleaned.get("failed_because") or []
        asked = {"status", "failed_because"} & self.changed
        if cleaned.get("status") != Status.FAILED or not asked:
            return
        if not reasons and "failed_because" not in self.errors:
            self.add_error("failed_because", _NO_REASON)
        elif Reason.UNSAID in reasons and len(reasons) > 1:
            self.add_error("failed_because", _REASON_OR_NOT)

    def all_values(self) -> dict[str, Any]:
        """Return what the form holds as the values a service takes."""
        data = super().all_values()
        return data | {"failed_because": as_text(Reason, data.get("failed_because", ()))}

    def _look_for_names(self, cleaned: dict[str, Any]) -> None:
        listed = {fold(actor.name): actor.name for actor in cleaned.get("actors") or ()}
        for field in (*TEXTS, "steps"):
            if not self.changed & {field, "actors", "nameless"}:
                continue
            value = cleaned.get(field) or ""
            written = value if isinstance(value, str) else "\n".join(value)
            # Soft hyphens and line ends within a name hide it from nobody.
            text = fold(names.clean(written))
            for folded, name in listed.items():
                if folded in text:
                    self.add_error(field, _("“%(name)s” still stands here.") % {"name": name})

    @classmethod
    def initial_of(cls, fields: Fields) -> dict[str, Any]:
        """Return the fields of a revision as the form shows them."""
        return {
            **fields,
            **stored(fields, "actors"),
            "failed_because": chosen(Reason, str(fields.get("failed_because") or "")),
            "actors": "\n".join(names_of(fields.get("actors", ()))),
            "target_groups": "\n".join(fields.get("target_groups", ())),
            "steps": "\n".join(fields.get("steps", ())),
        }
