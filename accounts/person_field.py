"""The rule of `accounts.naming` in forms: one field for whatever people want to be called."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts import naming
from accounts.models import User
from text.name_field import TitleField


class PersonField(TitleField):
    """What somebody wants to be called: a guest, or the account that is put in as `bearer`.

    `has_office` tells that the name is for somebody who looks after the site.
    """

    bearer: User | None = None
    has_office = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": naming.LONGEST, **kwargs})

    def validate(self, value: str) -> None:
        """Refuse what is no name, or somebody else's who decides here."""
        super().validate(value)
        if not value:
            return
        try:
            naming.checked(value, bearer=self.bearer, has_office=self.has_office)
        except naming.NameRefused as error:
            raise forms.ValidationError(str(error)) from error
