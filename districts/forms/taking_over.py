"""The form for taking a project over: what is adapted, and what its conditions are here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from districts.evidence import Checked
from districts.forms.base import EntryForm
from districts.models import Answer
from districts.services.taking_over import Given
from text.name_field import TitleField


class TakeOverForm(EntryForm):
    """A new project out of another one. `checked` are its conditions in the chosen district."""

    title = TitleField(label=_("Title"), max_length=160)
    summary = forms.CharField(
        label=_("In two sentences"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    adapted = forms.CharField(
        label=_("What will you do differently here?"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    why = forms.CharField(
        label=_("Why?"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is different in your district. Others learn from it."),
    )
    source_revision = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ("title", "summary", "districts", "adapted", "why")
    groups: tuple[tuple[str | Promise, tuple[str, ...]], ...] = ()

    def __init__(self, *args: Any, checked: list[Checked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["topics"]
        self.fields.pop("city", None)
        self.fields["districts"].required = True
        self.fields["districts"].widget = forms.MultipleHiddenInput()
        self.checked = checked
        for number, row in enumerate(checked):
            self.fields[f"answer_{number}"] = forms.ChoiceField(
                label=row.text,
                choices=Answer.choices,
                initial=row.answer,
                widget=forms.RadioSelect,
                help_text=_evidence_words(row),
            )
            self.fields[f"answer_note_{number}"] = forms.CharField(
                label=_("Note on this"), max_length=300, required=False
            )

    def values(self) -> dict[str, Any]:
        """Return what was typed as the values of the service."""
        data = self.cleaned_data
        names = ("title", "summary", "adapted", "why", "source_revision")
        return {
            **{name: data[name] for name in names},
            "districts": list(data["districts"]),
            "answers": [
                Given(row, data[f"answer_{number}"], data[f"answer_note_{number}"])
                for number, row in enumerate(self.checked)
            ],
        }

    def first_fields(self) -> list[forms.BoundField]:
        """Return the fields above the conditions."""
        return [field for field in self.visible_fields() if not field.name.startswith("answer_")]

    def condition_fields(self) -> list[dict[str, Any]]:
        """Return the conditions with their fields and the actors that prove them."""
        return [
            {
                "row": row,
                "answer": self[f"answer_{number}"],
                "note": self[f"answer_note_{number}"],
            }
            for number, row in enumerate(self.checked)
        ]


def _evidence_words(row: Checked) -> Any:
    return _("Read from the directory; please check.") if row.evidence else ""


class AnswersForm(forms.Form):
    """The answers to the conditions of a project that was taken over."""

    def __init__(self, *args: Any, rows: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            self.fields[f"answer_{row.pk}"] = forms.ChoiceField(
                label=row.text, choices=Answer.choices, initial=row.answer, widget=forms.RadioSelect
            )
            self.fields[f"note_{row.pk}"] = forms.CharField(
                label=_("Note on this"), max_length=300, required=False, initial=row.note
            )
            self.fields[f"want_{row.pk}"] = forms.BooleanField(
                label=_("Missing: post it as wanted"), required=False
            )

    def answers(self) -> dict[int, tuple[str, str]]:
        """Return the answer and note of each row."""
        data = self.cleaned_data
        return {
            row.pk: (data[f"answer_{row.pk}"], data[f"note_{row.pk}"].replace("\x00", ""))
            for row in self.rows
        }

    def wanted(self) -> list[Any]:
        """Return the rows that shall be posted as wanted."""
        return [row for row in self.rows if self.cleaned_data[f"want_{row.pk}"]]

    def groups(self) -> list[dict[str, Any]]:
        """Return each row with its fields."""
        return [
            {
                "row": row,
                "answer": self[f"answer_{row.pk}"],
                "note": self[f"note_{row.pk}"],
                "want": self[f"want_{row.pk}"],
            }
            for row in self.rows
        ]
