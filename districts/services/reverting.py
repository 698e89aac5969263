"""Undoing everything that one account did to the directory."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from community import log
from districts.models import EntryRevision, State
from districts.services import deciding, versioned, writing

RevisionState = EntryRevision.State


def revert_versioned(
    *, model: type[Any], author: User, by: User, reason: str
) -> tuple[int, list[Any]]:
    """Put back what an account did to all entries of one kind that keeps its history.

    Where it wrote last, the entry becomes what it was before; what nobody else has ever written is
    hidden. Returns how many were put back, and the entries where others have built upon it.
    """
    rows = model.objects.filter(
        state=State.LIVE, revisions__author=author, revisions__state=RevisionState.LIVE
    )
    done, left = 0, []
    for entry in rows.distinct():
        if _put_back(entry, author, by, reason):
            done += 1
        else:
            left.append(entry)
    return done, left


def _put_back(entry: Any, author: User, by: User, reason: str) -> bool:
    live = entry.revisions.filter(state=RevisionState.LIVE)
    if live.get(number=entry.head_number).author_id != author.pk:
        return False
    good = live.filter(text_hidden=False).exclude(author=author).order_by("-number").first()
    if good is None:
        deciding.hide(entry=entry, number=0, by=by, reason=reason)
        return True
    signature = versioned.Signature(by, summary=reason)
    try:
        deciding.put_back(entry=entry, number=good.number, signature=signature, unseen=True)
    except (versioned.EditConflict, writing.WriteRefused):
        return False
    return True


@transaction.atomic
def hide_written(*, model: type[Any], author: User, by: User, reason: str) -> tuple[int, list[Any]]:
    """Hide what an account wrote of a kind without history; the counterpart of the above."""
    entries = list(model.objects.filter(state=State.LIVE, created_by=author))
    for entry in entries:
        writing.set_state(entry, State.HIDDEN)
        log.write(
            action="hide", who=by, kind=entry.KIND, pk=entry.pk, title=str(entry), reason=reason
        )
    if entries and model.KIND in writing.FINDABLE:
        writing.announce_many(model.KIND, [entry.pk for entry in entries], hidden=True)
    return len(entries), []
