"""The form of a network."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from districts.entries.revision_values import Fields
from districts.forms.base import EntryForm
from districts.forms.lines import ActorsField, names_of, stored
from districts.forms.reaching import WebsiteField
from districts.models import Purpose, Reach
from districts.models.several import as_text, chosen
from text.checkboxes import Checkboxes
from text.name_field import TitleField
from text.rich.textarea import SheetField, SheetTextarea


class NetworkForm(EntryForm):
    """Several who have joined forces."""

    title = TitleField(label=_("Name"), max_length=200)
    summary = forms.CharField(label=_("In one sentence"), max_length=300)
    purposes = forms.MultipleChoiceField(
        label=_("What it is for"),
        choices=Purpose.choices,
        widget=Checkboxes,
    )
    reach = forms.ChoiceField(
        label=_("How far it reaches"), choices=[("", "–"), *Reach.choices], required=False
    )
    text = SheetField(
        label=_("What it does"),
        required=False,
        max_length=20_000,
        widget=SheetTextarea(attrs={"rows": 6}),
    )
    actors = ActorsField(
        label=_("Who belongs to it"),
        required=False,
        help_text=_("One name a line, as it stands in this directory."),
    )
    website = WebsiteField()

    field_order = ("title", "summary", "purposes", "reach", "districts", "city", "topics")
    groups = ((_("More about it"), ("text", "actors", "website")),)

    def all_values(self) -> dict[str, Any]:
        """Return what the form holds as the values a service takes."""
        data = super().all_values()
        return data | {"purposes": as_text(Purpose, data.get("purposes", ()))}

    @classmethod
    def initial_of(cls, fields: Fields) -> dict[str, Any]:
        """Return the fields of a revision as the form shows them."""
        names = "\n".join(names_of(fields.get("actors") or ()))
        purposes = chosen(Purpose, str(fields.get("purposes") or ""))
        return {**fields, **stored(fields, "actors"), "actors": names, "purposes": purposes}
