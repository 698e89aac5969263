"""How does an entry become what a revision says?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from districts.entries import Shape
from districts.entries.revision_values import shape_of, values_of
from districts.models import EntryRevision, VersionedEntry
from districts.services import taking_back, writing
from districts.services.entry_writers import writer_of
from versions.append import append


def publish(
    entry: VersionedEntry,
    revision: EntryRevision,
    head: EntryRevision,
    *,
    extra: Mapping[str, Any] | None = None,
    trusted: bool = False,
    put: Callable[..., Any] = append,
) -> None:
    """Append a live revision and make the entry what it says. Inside `atomic()`.

    `trusted` says that a script, a carer or a moderator wrote it, see `EntryWriter.follow`. `put`
    is how the revision becomes the head, if it is not a new one.
    """
    shape = shape_of(entry)
    changed = {n: v for n, v in revision.fields.items() if v != head.fields.get(n)}
    values = values_of(shape, changed) | dict(extra or {})
    columns = columns_of(entry, values) | writer_of(entry).follow(entry, values, trusted)
    put(entry, revision, updated_at=timezone.now(), **columns)
    taking_back.follow(entry, before=head.fields, now=revision.fields)
    write_lists(entry, shape, values)
    writing.announce(entry, fields=values.keys() | columns.keys())


def columns_of(entry: VersionedEntry, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns to write: what is in other tables left out, what follows added."""
    shape = shape_of(entry)
    elsewhere = {*shape.many, *shape.rows, "city"}
    own = {name: value for name, value in values.items() if name not in elsewhere}
    return own | writer_of(entry).derive(entry, values)


def lists_of(model: type[VersionedEntry]) -> set[str]:
    """Return the names of the many-to-many lists of a kind."""
    return {field.name for field in model._meta.many_to_many}


def write_lists(entry: VersionedEntry, shape: Shape, values: Mapping[str, Any]) -> None:
    """Write what of an entry is in other tables."""
    writing.set_many(entry, values, lists_of(type(entry)) - shape.rows.keys())
    writer_of(entry).write_more(entry, values)
