"""The form for taking a project over: what is adapted, and what its conditions are here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from districts.forms.base import EntryForm
from districts.models import Answer, District, Project
from districts.pages.evidence import Checked
from districts.services.taking_over import Given
from districts.services.writing import sort_key
from text.name_field import TitleField
from text.translatable import Words


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
    groups: tuple[tuple[Words, tuple[str, ...]], ...] = ()

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


def title_hint(source: Project, district: District) -> SafeString:
    """Say whose title stands there. Which place it names in the end, people decide themselves."""
    homes = [place.name for place in source.districts.order_by("name", "pk")]
    words = {
        "home": ", ".join(homes) or str(source.city or ""),
        "district": district.name,
        "place": next((name for name in homes if _names(source.title, name)), ""),
    }
    if words["place"]:
        text = _(
            "That is its title in %(home)s. “%(place)s” stands in it: write %(district)s instead "
            "if you like, or a title of your own. Nothing is added to it."
        )
    else:
        text = _(
            "That is its title in %(home)s. Keep it, or give it one of your own. Nothing is added "
            "to it."
        )
    return mark_safe(str(text) % {name: escape(word) for name, word in words.items()})


def _names(title: str, place: str) -> bool:
    """Whether a title names a place, as words of their own."""
    return f" {sort_key(place)} " in f" {sort_key(title)} "


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
        return {row.pk: (data[f"answer_{row.pk}"], data[f"note_{row.pk}"]) for row in self.rows}

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
