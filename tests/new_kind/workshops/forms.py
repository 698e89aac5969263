"""The form of a workshop."""

from django import forms

from districts.forms.base import EntryForm
from text.name_field import TitleField


class WorkshopForm(EntryForm):
    """Where something can be repaired or made."""

    title = TitleField(label="Name", max_length=200)
    summary = forms.CharField(label="In einem Satz", max_length=300)
    benches = forms.IntegerField(label="Werkbänke", min_value=1, max_value=99)
