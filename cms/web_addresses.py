"""Addresses of the web that are https where nobody wrote a scheme."""

from typing import Any

from django import forms
from django.db import models
from wagtail import blocks


class WebAddressField(models.URLField):
    """A column for an address."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https", **kwargs})

    def deconstruct(self) -> Any:
        """Migrations see Django's own field, which is what the database has."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs


class WebAddressBlock(blocks.FieldBlock):
    """An address in a block."""

    def __init__(self, required: bool = True, help_text: Any = "", **kwargs: Any) -> None:
        self.field = forms.URLField(required=required, help_text=help_text, assume_scheme="https")
        super().__init__(**kwargs)

    class Meta:
        icon = "link-external"
