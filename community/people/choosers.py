"""Choosers of the admin that name nothing which the person choosing may not know of.

Wagtail's views for what was chosen take any key: whoever counts upwards reads every title there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from text.whole_numbers import whole_number


class VisibleOnly:
    """Mixin for `ChosenView` and `ChosenMultipleView`: only what the reader may know of."""

    def visible(self) -> QuerySet[Any]:
        """Return what may be chosen; the model's `visible_to(user)` unless a chooser says more."""
        view: Any = self
        rows: QuerySet[Any] = view.model_class.objects.visible_to(view.request.user)
        return rows

    def get_object(self, pk: object) -> Any:
        """Return one thing; the model's `DoesNotExist`, also for what is no key."""
        rows = self.visible()
        try:
            return rows.get(pk=pk)
        except (ValueError, OverflowError, ValidationError) as error:
            raise rows.model.DoesNotExist from error

    def get_objects(self, pks: Iterable[Any]) -> QuerySet[Any]:
        """Return several things; what is no key is left out."""
        keys = (whole_number(str(pk)) for pk in pks)
        return self.visible().filter(pk__in=[pk for pk in keys if pk is not None])
