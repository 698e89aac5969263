"""Which revision does a write start from, and how is the next one made?

Errors::

    writing.WriteRefused
    └── NoSuchBase          the revision the writer started from does not exist
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from districts.entries import Shape
from districts.entries.revision_values import Fields, content_of, shape_of, snapshot
from districts.models import EntryRevision, State, VersionedEntry
from districts.services import writing
from districts.services.signature import SYSTEM, Signature
from versions.append import append


class NoSuchBase(writing.WriteRefused):
    """The revision the writer started from does not exist."""


def new_revision(
    shape: Shape,
    fields: Fields,
    signature: Signature,
    *,
    parents: Iterable[int] = (),
    created: datetime | None = None,
    before: int = 0,
) -> EntryRevision:
    """Return an unsaved revision with its fingerprint; `before` is the size of its parent."""
    content = content_of(fields)
    return shape.revision(
        fields=fields,
        parents=list(parents),
        created=created or timezone.now(),
        size_change=content["size"] - before,
        **signature.fields(),
        **content,
    )


def ensure_revision(entry: VersionedEntry) -> None:
    """Give an imported entry its first revision before somebody looks back on it or changes it."""
    if entry.head_number == 0 and entry.state != State.HELD:
        with transaction.atomic():
            refresh(entry, lock=True)
            ensure_head(entry)


def ensure_head(entry: VersionedEntry) -> None:
    """Imported entries get their first revision when somebody first changes them."""
    if entry.head_number == 0 and entry.state != State.HELD:
        shape = shape_of(entry)
        append(entry, new_revision(shape, snapshot(entry), SYSTEM, created=entry.created_at))


def revision_of(entry: VersionedEntry, number: int | None) -> EntryRevision:
    """Return a revision by its number; raises `NoSuchBase`."""
    found = None if number is None else entry.revisions.filter(number=number).first()
    if found is None or found.state != EntryRevision.State.LIVE:
        raise NoSuchBase(str(number))
    return found


def refresh(entry: VersionedEntry, *, lock: bool = False) -> None:
    """Read an entry as it is now; with `lock` nobody else writes it until the transaction ends."""
    rows = type(entry)._default_manager.filter(pk=entry.pk)
    if lock:
        rows.select_for_update().get()
    entry.refresh_from_db()
