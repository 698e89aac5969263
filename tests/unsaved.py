"""Things of which no database knows, with what a list would have fetched along with them."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def with_prefetched(row: Row, **related: list[Model]) -> Row:
    """Give it the rows of these relations, as ``prefetch_related`` would; return it.

    Django keeps them as querysets that have been read; a plain list passes for one until somebody
    asks it for more than its rows.
    """
    kept = {}
    for name, rows in related.items():
        field = row._meta.get_field(name)
        queryset = field.related_model._default_manager.none()  # type: ignore[union-attr]
        queryset._result_cache, queryset._prefetch_done = [*rows], True
        kept[name] = queryset
    row._prefetched_objects_cache = kept  # type: ignore[attr-defined]
    return row
