"""The rule of `text.names` in forms: one field for every name and title that somebody types."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from text import names


def checked(value: str) -> str:
    """Return a name as it is kept; `ValidationError` says why it is none. Empty stays empty."""
    text = names.clean(value)
    why = names.problem(text) if text else ""
    if why:
        raise ValidationError(str(names.PROBLEMS[why]), code=why)
    return text


def check_model(instance: models.Model, *fields: str) -> None:
    """Put names of a model right, for its `clean()`; `ValidationError` says which is none."""
    errors = {}
    for field in fields:
        try:
            setattr(instance, field, checked(getattr(instance, field) or ""))
        except ValidationError as error:
            errors[field] = error
    if errors:
        raise ValidationError(errors)


class TitleField(forms.CharField):
    """A name or title on one line. Its length counts after it was put right."""

    def to_python(self, value: object) -> str:
        """Return the name as it is kept."""
        return names.clean(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        """Refuse what is no name."""
        super().validate(value)
        checked(value)
