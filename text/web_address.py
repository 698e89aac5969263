"""Addresses of the web as columns: https where nobody wrote a scheme."""

from typing import Any

from django.db import models


class WebAddressField(models.URLField):  # type: ignore[type-arg]
    """A column for an address."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https", **kwargs})

    def deconstruct(self) -> Any:
        """Migrations see Django's own field, which is what the database has."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs
