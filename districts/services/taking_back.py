"""Blanking what was taken back, in every place that holds a copy; see `entries.personal_values`.

All functions run inside the transaction that changes the entry.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone, translation

from community.models import Case, KeptText
from districts.entries import personal_values
from districts.entries.personal_values import TakenBackHead
from districts.entries.revision_values import Fields, content_of, shape_of
from districts.models import Actor, EntryRevision, State, VersionedEntry
from districts.services import writing

HELD = EntryRevision.State.HELD
#: Longer than a decision can be taken back.
AFTER_DECISION = timedelta(hours=1)


def follow(entry: VersionedEntry, *, before: Fields, now: Fields) -> None:
    """Blank in all other revisions what a change of the entry has taken back."""
    shape = shape_of(entry)
    gone = personal_values.taken_back(shape, before, now)
    if gone:
        rows = entry.revisions.exclude(number=entry.head_number)
        _blank(rows, TakenBackHead(shape, now, before))
        _forget_typed(entry, gone)


def _blank(rows: Iterable[EntryRevision], head: TakenBackHead) -> None:
    found = {row.number: row for row in rows}
    was = {number: row.fields for number, row in found.items()} | {0: {}}
    for row in found.values():
        parent = was.get(row.parents[0] if row.parents else 0, head.before)
        left = head.left(row.fields, parent if row.state == HELD else None)
        _keep(row, left)


def _keep(row: EntryRevision, left: Fields) -> None:
    """Write what is left of a revision; digest and size are those of what is left."""
    gone = [name for name, value in row.fields.items() if left.get(name) != value]
    if gone:
        content = content_of(left)
        row.size_change += content["size"] - row.size
        row.sha256, row.size, row.fields = content["sha256"], content["size"], left
        row.taken_back = sorted({*row.taken_back, *gone})
        row.save(update_fields=["fields", "taken_back", "sha256", "size", "size_change"])


def _forget_typed(entry: VersionedEntry, names: Iterable[str]) -> None:
    """Take the fields out of forms that are kept for people who went to sign in."""
    for kept in KeptText.objects.filter(path__in=_form_addresses(entry)):
        # The way of today, and that of forms which are checked for their opener.
        for part in ("typed", "form"):
            form = QueryDict(kept.fields.get(part, ""), mutable=True)
            typed = [name for name in names if form.pop(name, None)]
            if typed:
                kept.fields = {**kept.fields, part: form.urlencode()}
                kept.save(update_fields=["fields"])


def _form_addresses(entry: VersionedEntry) -> set[str]:
    """Return where this entry is changed, in all languages: entries of other kinds share slugs."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.add(f"{entry.get_absolute_url()}bearbeiten/")
    return found


def forget_contribution(entry: VersionedEntry, number: int) -> None:
    """Blank what a contribution proposed that its author has taken back before it was public."""
    shape = shape_of(entry)
    row = entry.revisions.get(number=number)
    now = {} if entry.head_number == 0 else entry.revisions.get(number=entry.head_number).fields
    _keep(row, TakenBackHead(shape, now, {}).left(row.fields, None))
    if entry.head_number == 0:
        _blank_columns(entry, row.fields)


def forget_entry(entry: VersionedEntry) -> None:
    """Blank all personal values of an entry: its people do not want to be listed."""
    shape = shape_of(entry)
    for row in entry.revisions.all():
        _keep(row, TakenBackHead(shape, {}, {}).left(row.fields, None))
    _blank_columns(entry, {"sector": getattr(entry, "sector", "")})


def _blank_columns(entry: VersionedEntry, state: Fields) -> None:
    shape = shape_of(entry)
    columns = {
        name: personal_values.blank(shape, name) for name in personal_values.names(shape, state)
    }
    if isinstance(entry, Actor):
        columns |= {"earlier_mail": "", "mail_changed_at": None}
    type(entry)._default_manager.filter(pk=entry.pk).update(**columns)
    entry.refresh_from_db()
    writing.announce(entry)


def forget_objected() -> int:
    """Blank what is personal of actors that were hidden because they objected; a job of the worker.

    An entry that is shown again keeps its description, and gets its ways of contact from its people
    if they want that. Returns how many actors.
    """
    before = timezone.now() - AFTER_DECISION
    upheld = Q(state=Case.State.ACCEPTED, outcome=Case.Outcome.HIDDEN, decided_at__lt=before)
    confirmed = Q(confirmed_at__lt=before)
    cases = Case.objects.filter(
        upheld | confirmed, sort=Case.Sort.OBJECTION, object_kind=Actor.KIND
    )
    objected = Actor.objects.filter(state=State.HIDDEN, pk__in=cases.values("object_pk"))
    done = 0
    for actor in objected:
        names = (*personal_values.names(shape_of(actor), {"sector": actor.sector}), "earlier_mail")
        if any(getattr(actor, name) for name in names):
            with transaction.atomic():
                forget_entry(actor)
            done += 1
    return done
