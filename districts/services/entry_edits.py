"""Writing entries that many people write: every write is a revision, none is lost.

What an author may not publish is held: a new entry waits as a whole, a change waits beside the
entry, which stays as it is. Either way a case is opened, in the same transaction.

Errors::

    writing.WriteRefused
    ├── NoSuchBase          the revision the writer started from does not exist
    ├── EditConflict        somebody else changed the same fields meanwhile
    └── writing.NotAllowed  this person may not do this
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import naming
from accounts.models import User
from community import cases, contributing, limits, trust
from districts import entries
from districts.entries import Shape
from districts.entries.revision_values import (
    SEQUENCES,
    TOGETHER,
    Fields,
    change_of,
    content_of,
    plain,
    plain_values,
    shape_of,
    snapshot,
    values_of,
)
from districts.models import Entry, EntryRevision, State, VersionedEntry
from districts.modules import resting
from districts.services import taking_back, writing
from districts.services.caring import take_charge
from versions.append import append
from versions.merge import FieldConflict, merge_fields


@dataclass(frozen=True, slots=True)
class EntryWriter:
    """What a kind adds to every write.

    `derive(entry, values)` returns the columns that follow from others: where it belongs, when it
    takes place next. `write_more(entry, values)` writes what is neither a column nor a list of
    other things. `check(entry, values, signature)` raises `NotAllowed` where a kind asks for more
    than the usual trust. `closed(entry, user)` names the fields that somebody neither reads nor
    changes. `follow(entry, values, trusted)` returns more columns; `trusted`: a script, a carer or
    a moderator writes.
    """

    derive: Callable[[Any, Mapping[str, Any]], dict[str, Any]] = writing.derived_columns
    write_more: Callable[[Any, Mapping[str, Any]], None] = lambda *_: None
    check: Callable[[Any, Mapping[str, Any], Signature], None] = lambda *_: None
    closed: Callable[[Any, Any], frozenset[str]] = lambda *_: frozenset()
    follow: Callable[[Any, Mapping[str, Any], bool], dict[str, Any]] = lambda *_: {}


#: Of a kind that adds nothing.
PLAIN = EntryWriter()


def writer_of(entry: VersionedEntry) -> EntryWriter:
    """Return what the kind of an entry adds to every write."""
    writer: EntryWriter = entries.of(entry).written.writer
    return writer


class NoSuchBase(writing.WriteRefused):
    """The revision the writer started from does not exist."""


class EditConflict(writing.WriteRefused):
    """Both changed the same fields; `merged` holds what could be joined, else the writer's own."""

    def __init__(
        self,
        head: EntryRevision,
        conflicts: tuple[FieldConflict, ...],
        base: Fields,
        mine: Fields,
        merged: Fields,
    ) -> None:
        super().__init__(", ".join(conflict.field for conflict in conflicts))
        self.head, self.conflicts, self.base = head, conflicts, base
        self.mine, self.merged = mine, merged

    @property
    def theirs(self) -> Fields:
        """The fields as they are now."""
        return dict(self.head.fields)


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a write: saved, merged, unchanged or pending, and the revision it is in.

    `receipt` lets a guest follow what waits.
    """

    status: str
    entry: VersionedEntry
    revision: EntryRevision
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who writes, and what they say about it. A guest has no author and `is_guest` set.

    Scripts and importers have neither; they are not held and not counted.
    """

    author: User | None = None
    author_name: str = ""
    mail: str = ""
    network: str = ""
    summary: str = ""
    minor: bool = False
    is_guest: bool = False

    @property
    def is_system(self) -> bool:
        """Whether a script writes."""
        return self.author is None and not self.is_guest

    def fields(self) -> dict[str, Any]:
        """Return it as columns of a revision."""
        return {
            "author": self.author,
            "author_name": "" if self.author else self.author_name[:80],
            "summary": self.summary[:300],
            "minor": self.minor,
        }

    def sender(self) -> cases.Sender:
        """Return it as the sender of a case."""
        return cases.Sender(self.author, self.author_name[:80], self.mail, self.network)


#: Scripts and importers write without a name.
SYSTEM = Signature()


def held_because(entry: Entry, signature: Signature, before: Fields, after: Fields) -> str:
    """Return why a write waits for review, "" when it goes live."""
    if signature.is_system:
        return ""
    return trust.held_because(signature.author, entry, change_of(before, after))


def ensure_open(entry: Entry, signature: Signature) -> None:
    """Raise `writing.NotAllowed` where people do not write at present; scripts and imports do."""
    if not signature.is_system and entry.rests:
        raise writing.NotAllowed(resting.words())


def count(signature: Signature) -> None:
    """Count a write against the limits, and see that a guest's name is theirs.

    Raises `limits.LimitReached` and `writing.NotAName`.
    """
    if signature.is_guest and signature.author_name:
        try:
            naming.checked(signature.author_name)
        except naming.NameRefused as error:
            raise writing.NotAName(error, field="author_name") from error
    if not signature.is_system:
        limits.count(action="write", user=signature.author, network=signature.network)


def make(
    model: type[Any],
    *,
    values: Mapping[str, Any],
    signature: Signature = SYSTEM,
    slug: str = "",
    is_demo: bool = False,
    created_at: datetime | None = None,
    columns: Mapping[str, Any] | None = None,
) -> Any:
    """Make an entry with its first revision. Without districts, a city makes it city-wide.

    `columns` are those that follow from the values. Raises `writing.NotAName` and what the kind's
    check raises.
    """
    kind = entries.of(model)
    own, lists = writing.split(values, {*_lists_of(model), *kind.fields.rows})
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


def _lists_of(model: type[Any]) -> set[str]:
    return {field.name for field in model._meta.many_to_many}


def _write_lists(entry: VersionedEntry, shape: Shape, values: Mapping[str, Any]) -> None:
    writing.set_many(entry, values, _lists_of(type(entry)) - shape.rows.keys())
    writer_of(entry).write_more(entry, values)


def create(entry: VersionedEntry, *, values: Mapping[str, Any], signature: Signature) -> Saved:
    """Save a new entry and its first revision."""
    shape = shape_of(entry)
    ensure_open(entry, signature)
    writer_of(entry).check(entry, values, signature)
    with transaction.atomic():
        count(signature)
        entry.created_by = signature.author
        entry.save(force_insert=True)
        _write_lists(entry, shape, values)
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
        _refresh(entry)
        return _edit_once(entry, base, values, signature)

    def lock() -> None:
        limits.wait_for_turn(action="write", user=signature.author, network=signature.network)
        _refresh(entry, lock=True)

    return contributing.retried(lambda: None, write, lock)


def _refresh(entry: VersionedEntry, *, lock: bool = False) -> None:
    rows = type(entry)._default_manager.filter(pk=entry.pk)
    if lock:
        rows.select_for_update().get()
    entry.refresh_from_db()


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
    fields = joined(head, started.fields, mine, taken_back=started.taken_back)
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


def joined(
    head: EntryRevision, base: Fields, mine: Fields, *, taken_back: Iterable[str] = ()
) -> Fields:
    """Return the head's fields joined with what a writer made of `base`; raises `EditConflict`.

    `taken_back` are fields that the base once had and nobody may show any more. A form that was
    opened before sends them back unchanged, and we cannot tell that from a new value: the writer
    is asked, and if they only press "save" once more, what was taken back stays away.
    """
    typed = [n for n in taken_back if mine.get(n) not in (base.get(n), head.fields.get(n))]
    settled = {**mine, **{name: base.get(name) for name in typed}}
    merged = merge_fields(base, head.fields, settled, together=TOGETHER, sequences=SEQUENCES)
    again = tuple(FieldConflict(n, base.get(n), head.fields.get(n), mine[n]) for n in typed)
    conflicts = merged.conflicts + again
    if conflicts:
        raise EditConflict(head, conflicts, base, mine, merged.values)
    return {name: merged.values.get(name) for name in head.fields}


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
    _write_lists(entry, shape, values)
    writing.announce(entry)


def columns_of(entry: VersionedEntry, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns to write: what is in other tables left out, what follows added."""
    shape = shape_of(entry)
    elsewhere = {*shape.many, *shape.rows, "city"}
    own = {name: value for name, value in values.items() if name not in elsewhere}
    return own | writer_of(entry).derive(entry, values)


def ensure_revision(entry: VersionedEntry) -> None:
    """Give an imported entry its first revision before somebody looks back on it or changes it."""
    if entry.head_number == 0 and entry.state != State.HELD:
        with transaction.atomic():
            _refresh(entry, lock=True)
            ensure_head(entry)


def ensure_head(entry: VersionedEntry) -> None:
    """Imported entries get their first revision when somebody first changes them."""
    if entry.head_number == 0 and entry.state != State.HELD:
        shape = shape_of(entry)
        append(entry, new_revision(shape, snapshot(entry), SYSTEM, created=entry.created_at))


def revision_of(entry: VersionedEntry, number: int | None) -> EntryRevision:
    """Return a revision by its number; raises `NoSuchBase`."""
    found: EntryRevision | None = entry.revisions.filter(number=number).first()
    if found is None or found.state != EntryRevision.State.LIVE:
        raise NoSuchBase(str(number))
    return found


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
