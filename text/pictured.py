"""What belongs to a thing, from a table that a template has beside it."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def at(table: Mapping[object, object] | None, key: object) -> object:
    """Return what stands in a table under a key; None where nothing does, or there is no table."""
    return table.get(key) if table else None
