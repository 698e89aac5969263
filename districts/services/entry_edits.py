"""Writing entries that many people write: every write is a revision, none is lost.

What an author may not publish is held: a new entry waits as a whole, a change waits beside the
entry, which stays as it is. Either way a case is opened, in the same transaction.

Errors::

    writing.WriteRefused
    ├── entry_revisions.NoSuchBase    the revision the writer started from does not exist
    ├── edit_conflicts.EditConflict   somebody else changed the same fields meanwhile
    └── writing.NotAllowed            this person may not do this
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from community import contributing, limits, trust
from districts import entries
from districts.entries import Shape
from districts.entries.revision_values import (
    Fields,
    plain,
    plain_values,
    shape_of,
    values_of,
)
from districts.models import EntryRevision, State, VersionedEntry
from districts.services import writing
from districts.services.caring import take_charge
from districts.services.edit_conflicts import combined
from districts.services.entry_revisions import ensure_head, new_revision, refresh, revision_of
from districts.services.entry_writers import writer_of
from districts.services.publishing import lists_of, publish, write_lists
from districts.services.signature import SYSTEM, Signature, count, ensure_open, held_because
from versions.append import append

E = TypeVar("E", bound=VersionedEntry)


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a write: saved, merged, unchanged or pending, and the revision it is in.

    `receipt` lets a guest follow what waits.
    """

    status: str
    entry: VersionedEntry
    revision: EntryRevision
    receipt: str = ""


def make(
    model: type[E],
    *,
    values: Mapping[str, Any],
    signature: Signature = SYSTEM,
    slug: str = "",
    is_demo: bool = False,
    created_at: datetime | None = None,
    columns: Mapping[str, Any] | None = None,
) -> E:
    """Make an entry with its first revision. Without districts, a city makes it city-wide.

    `columns` are those that follow from the values. Raises `writing.NotAName` and what the kind's
    check raises.
    """
    kind = entries.of(model)
    own, lists = writing.split(values, {*lists_of(model), *kind.fields.rows})
    now = created_at or timezone.now()
    own |= writing.placed(own.pop("city", None), lists.get("districts", ()))
    with transaction.atomic():
        entry = model(
            slug=writing.free_slug(model, own[kind.naming], slug),
            sort_key=writing.sort_key(own[kind.naming]),
            is_demo=is_demo,
            created_at=now,
            updated_at=now,
            **own | dict(columns or {}),
        )
        create(entry, values=values, signature=signature)
    return entry


def create(entry: VersionedEntry, *, values: Mapping[str, Any], signature: Signature) -> Saved:
    """Save a new entry and its first revision."""
    shape = shape_of(entry)
    ensure_open(entry, signature)
    writer_of(entry).check(entry, values, signature)
    with transaction.atomic():
        count(signature)
        entry.created_by = signature.author
        entry.save(force_insert=True)
        write_lists(entry, shape, values)
        fields: Fields = {name: [] for name in shape.many} | plain_values(shape, values)
        fields |= {name: plain(getattr(entry, name)) for name in shape.columns}
        fields |= {name: getattr(entry, f"{name}_id") for name in shape.keys}
        revision = new_revision(shape, fields, signature, created=entry.created_at)
        because = held_because(entry, signature, {}, fields)
        receipt = ""
        if because:
            type(entry)._default_manager.filter(pk=entry.pk).update(state=State.HELD)
            entry.state = State.HELD
            receipt = _hold(entry, revision, because, signature)
        else:
            append(entry, revision)
            take_charge(entry, signature.author)
        writing.announce(entry)
    return Saved("pending" if because else "saved", entry, revision, receipt)


def edit(
    entry: VersionedEntry,
    *,
    base: int | None,
    values: Mapping[str, Any],
    signature: Signature,
) -> Saved:
    """Change an entry that was seen at revision `base` (None: as it is now).

    Raises `NoSuchBase`, `EditConflict`, `writing.NotAName` and what the kind's check raises.
    """
    values = writing.with_names(values)
    ensure_open(entry, signature)

    def write(_plan: None) -> Saved:
        count(signature)
        refresh(entry)
        return _edit_once(entry, base, values, signature)

    def lock() -> None:
        limits.wait_for_turn(action="write", user=signature.author, network=signature.network)
        refresh(entry, lock=True)

    return contributing.retried(lambda: None, write, lock)


def _edit_once(
    entry: VersionedEntry,
    base: int | None,
    values: Mapping[str, Any],
    signature: Signature,
) -> Saved:
    shape = shape_of(entry)
    ensure_head(entry)
    head = revision_of(entry, entry.head_number)
    started = head if base in (None, entry.head_number) else revision_of(entry, base)
    mine = {**started.fields, **plain_values(shape, values)}
    fields = combined(head, started.fields, mine, taken_back=started.taken_back)
    if fields == head.fields:
        _write_unversioned(entry, shape, values)
        return Saved("unchanged", entry, head)
    # Asked of what would really change: a form sends back what others have changed meanwhile, too.
    changed = {name: value for name, value in fields.items() if value != head.fields.get(name)}
    writer_of(entry).check(entry, values_of(shape, changed), signature)
    parents = sorted({head.number, started.number})
    because = held_because(entry, signature, head.fields, fields)
    if because:
        # Held on what its author saw, so that it is merged when it is accepted.
        revision = new_revision(
            shape, mine, signature, parents=[started.number], before=started.size
        )
        return Saved("pending", entry, revision, _hold(entry, revision, because, signature))
    revision = new_revision(shape, fields, signature, parents=parents, before=head.size)
    trusted = signature.is_system or trust.may(signature.author, "care", entry)
    extra = _unversioned(shape, values)
    publish(entry, revision, head, extra=extra, trusted=trusted)
    return Saved("merged" if len(parents) > 1 else "saved", entry, revision)


def _hold(
    entry: VersionedEntry, revision: EntryRevision, because: str, signature: Signature
) -> str:
    """Put a revision beside the head until somebody has looked at it; return the receipt."""
    case = contributing.hold(
        entry,
        revision,
        kind=entry.KIND,
        title=str(entry),
        url=lambda number: f"{entry.get_absolute_url()}ausstehend/{number}/",
        scopes=entry.trust_scopes(),
        because=because,
        sender=signature.sender(),
    )
    return str(case.receipt)


def _unversioned(shape: Shape, values: Mapping[str, Any]) -> dict[str, Any]:
    versioned = {*shape.columns, *shape.keys, *shape.many, *shape.rows}
    return {name: value for name, value in values.items() if name not in versioned}


def _write_unversioned(entry: VersionedEntry, shape: Shape, values: Mapping[str, Any]) -> None:
    rest = _unversioned(shape, values)
    if rest:
        type(entry)._default_manager.filter(pk=entry.pk).update(**rest)
        entry.refresh_from_db()
        writing.announce(entry)
