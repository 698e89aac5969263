"""What people type about contributions, reports and accounts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.choices import flatten_choices
from django.utils.translation import gettext_lazy as _

from community import contract
from community.antispam import GuardedForm
from community.inbox import reports
from community.models import Case
from community.people import responsibilities
from text import thing_keys

WORDS = 2000
REASON = 1000


class ReportForm(GuardedForm):
    """Something on this site is not right. An account is not needed."""

    url = forms.CharField(
        label=_("Which page is it about?"),
        max_length=reports.URL_LENGTH,
        help_text=_("The address of the page, as the browser shows it."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    cause = forms.ChoiceField(
        label=_("What is wrong?"), choices=Case.Cause.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In your words"),
        max_length=WORDS,
        required=False,
        help_text=_("Which place on the page, and what would be right?"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    mail = forms.EmailField(
        label=_("Your mail address"),
        required=False,
        help_text=_("Only for our answer. It is deleted afterwards and shown to nobody."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, host: str, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.host = host
        if signed_in:
            del self.fields["mail"]

    def clean_url(self) -> str:
        path = reports.own_path(self.cleaned_data["url"], self.host)
        if not path:
            raise forms.ValidationError(_("Please give the address of a page of this site."))
        return path

    def clean(self) -> dict[str, Any]:
        """Ask for words where the choice alone says nothing."""
        cleaned = super().clean()
        if cleaned.get("cause") == Case.Cause.OTHER and not cleaned.get("words", "").strip():
            self.add_error("words", _("Please say in a few words what is wrong."))
        return cleaned


CHOOSE = ("", _("Choose a sentence"))
READY = (
    CHOOSE,
    ("source", _("Please tell us where you know this from.")),
    ("elsewhere", _("This belongs on another page; please look whether it is there already.")),
    ("person", _("It tells something about a person that must not be public.")),
    ("advertising", _("Advertising has no place here.")),
    ("copied", _("It is copied from somewhere; please write it in your own words.")),
    ("unclear", _("We did not understand what you mean; please write it in more detail.")),
)
#: Why something is hidden, or somebody blocked: what was wrong with it, and no answer to a report.
HIDING = (
    ("rules", _("It is against the rules of this site.")),
    ("person", _("It tells something about a person that must not be public.")),
    ("copied", _("It is copied from somewhere without permission.")),
    ("advertising", _("Advertising has no place here.")),
)
STAYS = (
    ("right", _("We have checked it: it is right as it stands.")),
    ("opinion", _("It is an opinion that others may have; it breaks no rule.")),
)
CORRECTED = (("corrected", _("Thank you for the hint, it is corrected now.")),)


class Sentences(Enum):
    """Which ready-made sentences fit what is decided, as the choices of a field."""

    CONTRIBUTION = READY
    HIDING = (CHOOSE, *HIDING)
    REPORT = (
        CHOOSE,
        (_("When it stays"), STAYS),
        (_("When it was put right"), CORRECTED),
        (_("When it is hidden"), HIDING),
    )


def sentences_for(case: Case, *, is_out: bool = False) -> Sentences:
    """Return what may answer a case; what is out of sight already can only stay hidden."""
    if not case.is_report:
        return Sentences.CONTRIBUTION
    return Sentences.HIDING if is_out else Sentences.REPORT


class DecisionForm(forms.Form):
    """What is decided, and a word to whoever wrote or reported: ready-made, own, or both."""

    ready = forms.ChoiceField(label=_("Reason"), required=False)
    reason = forms.CharField(
        label=_("In your words"),
        max_length=REASON,
        required=False,
        help_text=_("The author reads this, and whoever reported something."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        sentences: Sentences = Sentences.CONTRIBUTION,
        pk: int = 0,
        **kwargs: Any,
    ) -> None:
        if pk:  # one of several forms of a page
            kwargs["auto_id"] = f"id_{pk}_%s"
        super().__init__(*args, **kwargs)
        field: Any = self.fields["ready"]
        field.choices = sentences.value
        self.sentences = dict(flatten_choices(sentences.value))

    def whole_reason(self) -> str:
        """Return the ready-made sentence and the own words as one text."""
        return self._reason_in(self.cleaned_data)

    def typed_reason(self) -> str:
        """Return what was chosen and typed, also where it cannot be taken; "" for an empty form."""
        return self._reason_in(self.data)

    def _reason_in(self, values: Mapping[str, Any]) -> str:
        chosen = values.get("ready", "")
        ready = self.sentences.get(chosen, "") if chosen else ""
        return f"{ready} {values.get('reason', '').strip()}".strip()


class ManyForm(DecisionForm):
    """Several contributions at once; `pks` are those that stood on the page."""

    case = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, pks: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["case"]
        field.choices = [(str(pk), str(pk)) for pk in pks]


class AccountForm(forms.Form):
    """Why something is done to an account."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON,
        help_text=_("It is kept in the log. When an account is blocked, its owner reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StewardForm(forms.Form):
    """Which place somebody is the contact person of, and until when."""

    place = forms.ChoiceField(label=_("District or topic"))
    until = forms.DateField(
        label=_("Until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("A year is usual; then it ends by itself."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"until": timezone.localdate() + responsibilities.TERM})
        super().__init__(*args, **kwargs)
        field: Any = self.fields["place"]
        field.choices = [("", _("Choose a place")), *contract.scope_choices()]

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        today = timezone.localdate()
        if not today <= until <= today + 3 * responsibilities.TERM:
            raise forms.ValidationError(_("Please choose a day within the next three years."))
        return until

    def chosen(self) -> tuple[str, int]:
        """Return kind and primary key of the place."""
        return thing_keys.parted(self.cleaned_data["place"])
