"""The field for an amount of money: read as it is printed, and asked where that is not clear."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from text.euros import Ambiguous, euros

MOST = 100_000_000


class EurosField(forms.CharField):
    """An amount of euros; None where nothing was typed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "size": "14"}))
        super().__init__(max_length=60, **kwargs)

    def prepare_value(self, value: object) -> object:
        """Show an amount as it is typed."""
        if isinstance(value, int | float | Decimal):
            return f"{value:.0f}" if value == int(value) else f"{value:.2f}".replace(".", ",")
        return value

    def clean(self, value: object) -> Decimal | None:
        """Return the amount that was typed, or say what is not clear about it."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            amount = euros(typed)
        except Ambiguous as error:
            raise ValidationError(
                _("Is %(thousands)s meant, or %(fraction)s? Please write it so."),
                code="ambiguous",
                params={"thousands": error.thousands, "fraction": error.fraction},
            ) from error
        except ValueError as error:
            raise ValidationError(
                _("Please write an amount like 1500 or 12,50."), code="invalid"
            ) from error
        if amount > MOST:
            raise ValidationError(_("This is more money than we can keep."), code="invalid")
        return amount

    def has_changed(self, initial: object, data: object) -> bool:
        """Say whether another amount was typed."""
        return super().has_changed(self.prepare_value(initial), data)
