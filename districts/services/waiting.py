"""What becomes of held revisions of entries: what follows beside the steps of every kind."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import trust
from community.contract import CannotDecide
from community.contributing import TEXT_HIDDEN, Contributions
from community.models import Case
from districts.entries.revision_values import Fields, shape_of
from districts.models import EntryRevision, Project, State, Status, VersionedEntry
from districts.services import edit_conflicts, entry_revisions, outcomes, publishing, writing
from districts.services.caring import give_back, take_charge
from districts.services.signature import SYSTEM, Signature
from versions.append import SwapLost, demote, promote


class EntryContributions(Contributions[VersionedEntry, EntryRevision]):
    """What becomes of held revisions of entries."""

    def kind_of(self, thing: VersionedEntry) -> str:
        """Return the kind of an entry."""
        return str(thing.KIND)

    def lock(self, thing: VersionedEntry) -> None:
        """Wait for the row of an entry."""
        type(thing)._default_manager.select_for_update().get(pk=thing.pk)

    def read(self, thing: VersionedEntry) -> VersionedEntry:
        """Read an entry as it is now: the one in hand, which its caller goes on with."""
        thing.refresh_from_db()
        return thing

    def revisions(self, thing: VersionedEntry) -> QuerySet[EntryRevision]:
        """Return the revisions of an entry."""
        return thing.revisions.select_related("author")

    def not_waiting(self) -> CannotDecide:
        """Return `CannotDecide`."""
        return CannotDecide(_("This no longer waits for a decision."))

    def text_is_hidden(self) -> CannotDecide:
        """Return `CannotDecide`."""
        return CannotDecide(TEXT_HIDDEN)

    def check(self, thing: VersionedEntry, held: EntryRevision, by: User) -> None:
        """Leave it to carers and moderators to publish that a project did not hold."""
        fails = held.fields.get("status") == Status.FAILED
        news = thing.head_number == 0 or getattr(thing, "status", "") != Status.FAILED
        if fails and news and not trust.may(by, "care", thing):
            raise CannotDecide(_("Only moderators decide whether a project did not hold."))

    def is_upon_head(self, thing: VersionedEntry, held: EntryRevision) -> bool:
        """Say whether it can be the head as it is: what was taken back since must not return."""
        if thing.head_number == 0:
            return True
        if not super().is_upon_head(thing, held):
            return False
        return bool(self._combined(thing, held) == held.fields)

    def promote(self, thing: VersionedEntry, held: EntryRevision, by: User) -> EntryRevision:
        """Let a held revision be the head; a new entry then is public."""
        if thing.head_number == 0:
            promote(thing, held)
            writing.set_state(thing, State.LIVE)
            take_charge(thing, held.author, revision=held.number)
            _tell_named(thing, held.number, by)
            writing.announce(thing)
        else:
            head = entry_revisions.revision_of(thing, thing.head_number)
            publishing.publish(thing, held, head, put=promote)
        return held

    def combine(self, thing: VersionedEntry, held: EntryRevision, by: User) -> EntryRevision:
        """Write a held change upon the head as a revision of its own author."""
        head = entry_revisions.revision_of(thing, thing.head_number)
        signature = Signature(held.author, held.author_name, summary=held.summary, minor=held.minor)
        live = entry_revisions.new_revision(
            shape_of(thing),
            self._combined(thing, held),
            signature,
            parents=sorted({head.number, held.number}),
            before=head.size,
        )
        publishing.publish(thing, live, head)
        return live

    def _combined(self, thing: VersionedEntry, held: EntryRevision) -> Fields:
        head = entry_revisions.revision_of(thing, thing.head_number)
        base = thing.revisions.get(number=held.parents[0])
        return edit_conflicts.combined(head, base.fields, held.fields, taken_back=base.taken_back)

    def set_aside(self, thing: VersionedEntry, held: EntryRevision) -> None:
        """Let a new entry be nowhere."""
        if thing.head_number == 0:
            writing.set_state(thing, State.HIDDEN)
            writing.announce(thing)

    def wait_again(self, thing: VersionedEntry, held: EntryRevision) -> bool:
        """Let a new entry wait again; what somebody has shown since stays as they left it."""
        if thing.head_number != 0:
            return True
        if not writing.set_state(thing, State.HELD, only_from={State.HIDDEN}):
            return False
        writing.announce(thing)
        return True

    def demote(self, thing: VersionedEntry, revision: EntryRevision) -> bool:
        """Let what was public before be so again, or the entry wait as a whole."""
        if not revision.parents:
            return bool(thing.last_number == revision.number) and _unpublish(thing, revision)
        before = thing.revisions.filter(number=revision.parents[0]).first()
        if before is None or before.text_hidden:
            return False
        put = partial(_put_below, before=before.number, revision=revision)
        try:
            publishing.publish(thing, before, revision, put=put)
        except SwapLost:
            return False
        return True

    def take_apart(self, thing: VersionedEntry, held: EntryRevision) -> bool:
        """Put an entry back to what it was before a change was combined; keeps the history."""
        head = thing.revisions.filter(number=thing.head_number).first()
        before = [number for number in head.parents if number != held.number] if head else []
        if head is None or held.number not in head.parents or not before:
            return False
        earlier = entry_revisions.revision_of(thing, before[0])
        if earlier.text_hidden:
            return False
        try:
            publish_again(thing, earlier, head, SYSTEM)
        except SwapLost:
            return False
        return True


WAITING = EntryContributions()


def _put_below(
    thing: VersionedEntry,
    _before: EntryRevision,
    *,
    before: int,
    revision: EntryRevision,
    **columns: Any,
) -> None:
    demote(thing, revision, before, **columns)


def _unpublish(entry: VersionedEntry, revision: EntryRevision) -> bool:
    if not writing.set_state(entry, State.HELD, only_from={State.LIVE}):
        return False
    demote(entry, revision, 0)
    give_back(entry, revision.author, revision=revision.number)
    if isinstance(entry, Project):
        outcomes.tell_nobody(project=entry)
    writing.announce_many(entry.KIND, [entry.pk], hidden=True)
    return True


def _tell_named(entry: VersionedEntry, number: int, by: User) -> None:
    """Mail those whom a new project names as part of what did not hold; its writer told them."""
    if isinstance(entry, Project):
        named = outcomes.named_by(entry, {})
        case = Case.objects.pending().about(entry.KIND, entry.pk, number).last()
        outcomes.note_told(project=entry, actors=named, by=by, case=case)


def publish_again(
    entry: VersionedEntry,
    good: EntryRevision,
    head: EntryRevision,
    signature: Signature,
) -> None:
    """Make an entry what it was in one revision, whatever the head has changed since.

    Inside `atomic()`. Raises `SwapLost` where the head, or what waits, is not as it was read.
    """
    shape = shape_of(entry)
    back = entry_revisions.new_revision(
        shape, good.fields, signature, parents=[head.number], before=head.size
    )
    publishing.publish(entry, back, head)
