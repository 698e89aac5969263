"""Undoing everything that one account did to the directory."""

from __future__ import annotations

from collections.abc import Collection
from operator import attrgetter
from typing import Any

from django.db import transaction

from accounts.models import User
from community import log
from districts.models import EntryRevision, State, VersionedEntry
from districts.services import deciding, edit_conflicts, writing
from districts.services.signature import Signature
from versions import without

RevisionState = EntryRevision.State


def revert_versioned(
    *,
    model: type[Any],
    author: User,
    by: User,
    reason: str,
    only: Collection[int] | None = None,
) -> tuple[int, list[Any]]:
    """Put back what an account did to all entries of one kind that keeps its history.

    Where it wrote last, the entry becomes what it was before; what nobody else has ever written is
    hidden. With `only`, to the entries of these keys. Returns how many were put back, and the
    entries where others have built upon it.
    """
    done, left = 0, []
    for entry in touched_by(model, author, only):
        came = _put_back(entry, author, by, reason)
        done += came in ("back", "gone")
        if came == "left":
            left.append(entry)
    return done, left


def touched_by(model: type[Any], author: User, only: Collection[int] | None = None) -> Any:
    """Return the public entries of a kind that an account has changed."""
    rows = model.objects.filter(
        state=State.LIVE, revisions__author=author, revisions__state=RevisionState.LIVE
    )
    return (rows if only is None else rows.filter(pk__in=only)).distinct()


def without_author(entry: VersionedEntry, author: User) -> tuple[str, EntryRevision | None]:
    """Say what an entry would become without what an account did; see `versions.without`."""
    return without.without_author(entry, author, attrgetter("fields"))


def _put_back(entry: VersionedEntry, author: User, by: User, reason: str) -> str:
    """Carry it out; returns what came of it, in the words of `without_author`."""
    becomes, good = without_author(entry, author)
    if becomes == "gone":
        deciding.hide(entry=entry, number=0, by=by, reason=reason)
    elif good is not None:
        signature = Signature(by, summary=reason)
        try:
            deciding.put_back(entry=entry, number=good.number, signature=signature, unseen=True)
        except (edit_conflicts.EditConflict, writing.WriteRefused):
            return "left"
    return becomes


def written_by(model: type[Any], author: User, only: Collection[int] | None = None) -> Any:
    """Return the public entries of a kind without history that an account wrote."""
    rows = model.objects.filter(state=State.LIVE, created_by=author)
    return rows if only is None else rows.filter(pk__in=only)


@transaction.atomic
def hide_written(
    *,
    model: type[Any],
    author: User,
    by: User,
    reason: str,
    only: Collection[int] | None = None,
) -> tuple[int, list[Any]]:
    """Hide what an account wrote of a kind without history; the counterpart of the above."""
    entries = list(written_by(model, author, only))
    for entry in entries:
        writing.set_state(entry, State.HIDDEN)
        log.write(
            action="hide", who=by, kind=entry.KIND, pk=entry.pk, title=str(entry), reason=reason
        )
    if entries:
        writing.announce_many(model.KIND, [entry.pk for entry in entries], hidden=True)
    return len(entries), []
