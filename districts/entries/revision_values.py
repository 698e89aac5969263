"""What is a revision of an entry: its fields as plain values, and back.

Columns are kept as JSON has them (moments in ISO 8601), relations as primary keys, target groups by
name, conditions as a list of objects. Names are looked up when a revision is shown, so that what is
hidden later does not stay readable in old revisions.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from community import trust
from districts import entries
from districts.entries import Shape
from districts.models import VersionedEntry
from text.euros import as_number
from versions.models import fingerprint

Fields = dict[str, Any]
_ADDRESS = re.compile(r"https?://")


#: Fields that say one thing: a time, a point, an amount in the prices of a year, a number and
#: whether it is public, for whom something is. Two people's halves would be what nobody said.
TOGETHER = (
    *(("start", "end"), ("latitude", "longitude"), ("cost_base", "cost_year")),
    *(("phone", "phone_public"), ("open_to", "open_to_all")),
)
#: Lists whose order says something: two rewritings of one row are a conflict, not two rows.
SEQUENCES = frozenset({"steps", "conditions"})


def shape_of(entry: VersionedEntry) -> Shape:
    """Return the shape of an entry's kind."""
    return entries.of(entry).fields


def snapshot(entry: VersionedEntry) -> Fields:
    """Return the fields of an entry as they are in the database."""
    shape = shape_of(entry)
    fields: Fields = {name: plain(getattr(entry, name)) for name in shape.columns}
    fields |= {name: getattr(entry, f"{name}_id") for name in shape.keys}
    for name in shape.many:
        fields[name] = sorted(getattr(entry, name).values_list("pk", flat=True))
    return fields | {name: own.read(entry) for name, own in shape.rows.items()}


def plain(value: object) -> object:
    """Return a value as JSON can keep it; equal values give equal results."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, Decimal):
        return as_number(value)
    return str(value) if isinstance(value, str) else value  # a choice becomes a plain text


def plain_values(shape: Shape, values: Mapping[str, Any]) -> Fields:
    """Return a writer's values in the form of a revision's fields; unversioned ones left out."""
    fields: Fields = {}
    for name, value in values.items():
        if name in shape.many:
            fields[name] = sorted(item.pk for item in value)
        elif name in shape.rows:
            fields[name] = shape.rows[name].plain(value)
        elif name in shape.columns or name in shape.keys:
            fields[name] = plain(value)
    return fields


def values_of(shape: Shape, fields: Fields) -> dict[str, Any]:
    """Return a revision's fields as the values a service takes; what is gone is left out."""
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if name in shape.many:
            values[name] = list(_rows(shape.many[name]).filter(pk__in=value))
        elif name in shape.keys:
            values[name] = _rows(shape.keys[name]).filter(pk=value).first() if value else None
        elif name in shape.columns:
            values[name] = _typed(shape.model, name, value)
        elif name in shape.rows:
            values[name] = value
    return values


def _rows(model: type[models.Model]) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = model._default_manager.all()
    return rows


def _typed(model: type[Any], name: str, value: object) -> object:
    column = model._meta.get_field(name)
    return column.to_python(value) if isinstance(column, models.DateField) else value


def content_of(fields: Fields) -> dict[str, Any]:
    """Return the fingerprint of a state, as columns of its revision."""
    return fingerprint(json.dumps(fields, sort_keys=True, ensure_ascii=False))


def change_of(before: Fields, after: Fields) -> trust.Change:
    """Say what a write does to the texts of an entry, as far as trust depends on it."""
    size = removed = links = 0
    for name in {*before, *after}:
        was, now = _words(before.get(name)), _words(after.get(name))
        size += len(was)
        removed += max(0, len(was) - len(now))
        links += max(0, len(_ADDRESS.findall(now)) - len(_ADDRESS.findall(was)))
    return trust.Change(before=size, removed=removed, links=links)


def _words(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(_words(item) for item in value)
    if isinstance(value, dict):
        return "\n".join(_words(item) for item in value.values())
    return value if isinstance(value, str) else ""
