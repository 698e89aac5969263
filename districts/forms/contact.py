"""Forms for reaching an actor and for saying that one belongs to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.person_field import PersonField
from community.antispam import GuardedForm


class MessageForm(GuardedForm):
    """A message to an actor; its address stays unknown to the sender."""

    name = PersonField(label=_("Your name"))
    mail = forms.EmailField(
        label=_("Your mail address"),
        help_text=_("The answer goes there. We first ask you to confirm it."),
    )
    text = forms.CharField(
        label=_("Your message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6})
    )
    copy = forms.BooleanField(label=_("Send me a copy"), required=False)

    field_order = ("name", "mail", "text", "copy")

    def values(self) -> dict[str, Any]:
        """Return what was typed as the values of the service."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "address": data["mail"],
            "text": data["text"],
            "copy": data["copy"],
        }


class ClaimForm(forms.Form):
    """Why somebody belongs to an actor, for the moderators."""

    words = forms.CharField(
        label=_("How can we tell that you belong to it?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ObjectionForm(GuardedForm):
    """Why somebody does not want to be listed; a reason is not asked for."""

    words = forms.CharField(
        label=_("In your words"),
        max_length=2000,
        help_text=_("Who you are, so that nobody else takes your entry away. No reason is needed."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    mail = forms.EmailField(
        label=_("Your mail address"),
        required=False,
        help_text=_("Only for our answer. It is deleted afterwards and shown to nobody."),
    )

    def __init__(self, *args: Any, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if signed_in:
            del self.fields["mail"]


class OfferForm(forms.Form):
    """Somebody who may take care, too, if they want to."""

    mail = forms.EmailField(
        label=_("Their mail address"),
        help_text=_("They get a link, and decide themselves. You stay until you leave."),
    )
