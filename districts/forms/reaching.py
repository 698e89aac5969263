"""Fields that several kinds have alike: how something is reached, and who can get in."""

from functools import partial

from django import forms
from django.utils.translation import gettext_lazy as _

from districts.models import Access
from text.checkboxes import Checkboxes

AccessField = partial(
    forms.MultipleChoiceField,
    label=_("Access"),
    choices=Access.choices,
    required=False,
    widget=Checkboxes,
)
WebsiteField = partial(
    forms.URLField, label=_("Website"), max_length=400, required=False, assume_scheme="https"
)
PhoneField = partial(
    forms.CharField,
    label=_("Phone"),
    max_length=60,
    required=False,
    # Django copies the widget for each field.
    widget=forms.TextInput(attrs={"type": "tel"}),
)
