"""Deciding what waits, and going back to what was.

The order of steps is that of every kind (`community.contributing`), what follows of an entry stands
in `districts.services.waiting`. Functions raise `community.contract.CannotDecide` where they
cannot.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import log
from community.contract import CannotDecide
from districts.entries import personal_values
from districts.entries.revision_values import Fields, shape_of, values_of
from districts.models import Entry, EntryRevision, VersionedEntry
from districts.services import (
    edit_conflicts,
    entry_edits,
    entry_revisions,
    entry_writers,
    taking_back,
    writing,
)
from districts.services.hiding import hide_entry
from districts.services.signature import Signature
from districts.services.waiting import WAITING, publish_again

RevisionState = EntryRevision.State


def accept(*, entry: VersionedEntry, number: int, by: User) -> None:
    """Make a held contribution public, combined with what came to be meanwhile."""
    try:
        WAITING.accept(entry, number, by)
    except edit_conflicts.EditConflict as error:
        url = f"{entry.get_absolute_url()}ausstehend/{number}/"
        message = _("Others have changed the same since. Please put the two together by hand.")
        raise CannotDecide(message, url=url) from error
    except writing.WriteRefused as error:
        raise CannotDecide(str(error)) from error


def refuse(*, entry: VersionedEntry, number: int, by: User, reason: str) -> None:
    """Decide against a contribution; a new entry then is nowhere."""
    WAITING.refuse(entry, number, by, reason)


def withdraw(*, entry: VersionedEntry, number: int) -> None:
    """Let the author take a contribution back."""
    with transaction.atomic():
        WAITING.withdraw(entry, number)
        taking_back.forget_contribution(entry, number)


def reopen(*, entry: VersionedEntry, number: int, by: User) -> bool:
    """Take a decision back, as long as nothing was built upon it; says whether it could."""
    return WAITING.reopen(entry, number)


def hide(*, entry: Entry, number: int, by: User, reason: str, hidden: bool = True) -> bool:
    """Take a revision's text, or the whole entry, from the public, or give it back.

    Says whether that was news (see `hide_entry`). What is public is put back first to the last
    state that was not hidden; an entry without one is hidden as a whole.
    """
    with transaction.atomic():
        if number:
            assert isinstance(entry, VersionedEntry), "only they have revisions"
            rows = entry.revisions.filter(number=number, text_hidden=not hidden)
            news = bool(rows.update(text_hidden=hidden))
            entry.refresh_from_db()  # what is public may have changed since it was looked at
            if hidden and number == entry.published_number:
                _replace_hidden(entry, number, by)
            writing.announce(entry)
        else:
            news = hide_entry(entry=entry, hidden=hidden)
        if news or hidden:
            log.write(
                action="hide" if hidden else "show",
                who=by,
                kind=entry.KIND,
                pk=entry.pk,
                number=number,
                title=str(entry),
                reason=reason,
            )
    return news


def _replace_hidden(entry: VersionedEntry, number: int, by: User) -> None:
    rows = entry.revisions.filter(state=RevisionState.LIVE, text_hidden=False, number__lt=number)
    good = rows.order_by("-number").first()
    if good is None:
        hide_entry(entry=entry)
        return
    signature = Signature(by, summary=str(_("The text before this was hidden")))
    publish_again(entry, good, entry.revisions.get(number=number), signature)


def put_back(
    *, entry: VersionedEntry, number: int, signature: Signature, unseen: bool = False
) -> entry_edits.Saved:
    """Make an entry what it was in one revision, as a new revision.

    What was taken back since does not return: a phone number that came instead goes. The address
    that messages go to, which no comparison shows, stays, unless `unseen` lets it go as well.
    """
    shape = shape_of(entry)
    revision = entry.revisions.get(number=number)
    stays = frozenset() if unseen else personal_values.UNSEEN.intersection(revision.taken_back)
    fields = {name: value for name, value in revision.fields.items() if name not in stays}
    values = values_of(shape, _open_fields(entry, fields, signature))
    return entry_edits.edit(entry, base=None, values=values, signature=signature)


def take_back(*, entry: VersionedEntry, number: int, signature: Signature) -> entry_edits.Saved:
    """Take back what one revision changed and keep what came later; raises `EditConflict`."""
    shape = shape_of(entry)
    revision = entry.revisions.get(number=number)
    parent = entry.revisions.get(number=revision.parents[0])
    head = entry_revisions.revision_of(entry, entry.head_number)
    fields = edit_conflicts.combined(head, revision.fields, parent.fields)
    values = values_of(shape, _open_fields(entry, fields, signature))
    return entry_edits.edit(entry, base=head.number, values=values, signature=signature)


def _open_fields(entry: VersionedEntry, fields: Fields, signature: Signature) -> Fields:
    """Leave out what is not this person's to change: going back does not touch it."""
    closed = entry_writers.writer_of(entry).closed(entry, signature.author)
    return {name: value for name, value in fields.items() if name not in closed}
