"""What an actor says to a project that names it and did not hold."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from districts.services.outcomes import LONGEST_REPLY


class ReplyForm(forms.Form):
    """One answer; an empty one takes back what stood there."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST_REPLY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("It stands below the project under the name of your organisation."),
    )
