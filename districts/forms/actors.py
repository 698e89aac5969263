"""The form of an actor."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from districts.entries.revision_values import Fields
from districts.forms.base import EntryForm
from districts.forms.lines import ActorField, names_of, stored
from districts.forms.reaching import AccessField, PhoneField, WebsiteField
from districts.models import Sector
from text.name_field import TitleField
from text.rich.textarea import SheetField, SheetTextarea


class ActorForm(EntryForm):
    """Somebody who does something in a district."""

    name = TitleField(label=_("Name"), max_length=200)
    sector = forms.ChoiceField(label=_("Sector"), choices=Sector.choices)
    summary = forms.CharField(label=_("In one sentence"), max_length=300)
    description = SheetField(
        label=_("What you do"),
        required=False,
        max_length=20_000,
        widget=SheetTextarea(attrs={"rows": 6}),
    )
    carrier = ActorField(
        label=_("Carrier"),
        required=False,
        help_text=_("The institution behind it, by its name in this directory."),
    )
    address = forms.CharField(label=_("Place"), max_length=300, required=False)
    access = AccessField()
    phone = PhoneField()
    phone_public = forms.BooleanField(
        label=_("The number may be shown to everybody"), required=False
    )
    mail = forms.EmailField(
        label=_("Mail address"),
        required=False,
        help_text=_("Never shown. Messages from the contact form go there."),
    )
    website = WebsiteField()
    open_to_cooperation = forms.BooleanField(label=_("Open to cooperation"), required=False)

    field_order = ("name", "sector", "summary", "districts", "city", "topics")
    groups = (
        (_("More about it"), ("description", "carrier", "open_to_cooperation")),
        (_("Place and access"), ("address", "access")),
        (_("How to reach you"), ("phone", "phone_public", "mail", "website")),
    )

    @classmethod
    def initial_of(cls, fields: Fields) -> dict[str, Any]:
        """Return the fields of a revision as the form shows them."""
        carrier = names_of([fields["carrier"]] if fields.get("carrier") else ())
        return {**fields, **stored(fields, "carrier"), "carrier": carrier[0] if carrier else ""}
