"""What somebody types who is in a picture and does not want to be."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from community.antispam import GuardedForm


class PicturedForm(GuardedForm):
    """Where to send the link; a reason is not asked for."""

    mail = forms.EmailField(
        label=_("Your mail address"),
        help_text=_(
            "We send you a link there, and later our answer. It is deleted afterwards and shown to"
            " nobody."
        ),
        error_messages={"required": _("Please give your mail address: we send you a link there.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    words = forms.CharField(
        label=_("In your words"),
        max_length=2000,
        required=False,
        help_text=_("For example where in the picture you are. You need not give a reason."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
