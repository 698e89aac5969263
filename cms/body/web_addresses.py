"""Addresses of the web in blocks: https where nobody wrote a scheme."""

from typing import Any

from django import forms
from wagtail import blocks


class WebAddressBlock(blocks.FieldBlock):
    """An address in a block."""

    def __init__(self, required: bool = True, help_text: Any = "", **kwargs: Any) -> None:
        self.field = forms.URLField(required=required, help_text=help_text, assume_scheme="https")
        super().__init__(**kwargs)

    class Meta:
        icon = "link-external"
