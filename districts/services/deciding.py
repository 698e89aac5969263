"""Deciding what waits: a new entry, or a change beside one. `community` closes the cases.

All functions run inside the transaction that closes the case and raise
`community.contract.CannotDecide` where they cannot.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import cases, log, trust
from community.contract import CannotDecide
from community.models import Case
from districts import personal
from districts.models import EntryRevision, Project, State, Status
from districts.revisions import Fields, shape_of, values_of
from districts.services import outcomes, taking_back, versioned, writing
from districts.services.caring import give_back, take_charge
from districts.services.hiding import hide_entry
from versions.append import SwapLost, promote

RevisionState = EntryRevision.State


def accept(*, entry: Any, number: int, by: User) -> None:
    """Make a held contribution public, joined with what came to be meanwhile."""
    revision = _waiting(entry, number)
    _let_only_some_judge(entry, revision, by)
    try:
        if entry.head_number == 0:
            promote(entry, revision)
            writing.set_state(entry, State.LIVE)
            take_charge(entry, revision.author, revision=number)
            _tell_named(entry, number, by)
            writing.announce(entry)
        else:
            _join(entry, revision)
    except SwapLost as error:
        raise CannotDecide(_("Somebody has just changed this. Please try again.")) from error
    except versioned.EditConflict as error:
        url = f"{entry.get_absolute_url()}ausstehend/{number}/"
        message = _("Others have changed the same since. Please put the two together by hand.")
        raise CannotDecide(message, url=url) from error
    except writing.WriteRefused as error:
        raise CannotDecide(str(error)) from error
    _close(entry, number, Case.State.ACCEPTED, by)


def _let_only_some_judge(entry: Any, revision: EntryRevision, by: User) -> None:
    """Leave it to carers and moderators to publish that a project did not hold."""
    fails = revision.fields.get("status") == Status.FAILED
    news = entry.head_number == 0 or getattr(entry, "status", "") != Status.FAILED
    if fails and news and not trust.may(by, "care", entry):
        raise CannotDecide(_("Only moderators decide whether a project did not hold."))


def _tell_named(entry: Any, number: int, by: User) -> None:
    """Mail those whom a new project names as part of what did not hold; its writer told them."""
    if isinstance(entry, Project):
        named = outcomes.named_by(entry, {})
        case = Case.objects.pending().about(entry.KIND, entry.pk, number).last()
        outcomes.note_told(project=entry, actors=named, by=by, case=case)


def _join(entry: Any, revision: EntryRevision) -> None:
    """Write a held change upon the head as a revision of its own author."""
    shape = shape_of(entry)
    head = versioned.revision_of(entry, entry.head_number)
    base = entry.revisions.get(number=revision.parents[0])
    fields = versioned.joined(head, base.fields, revision.fields, taken_back=base.taken_back)
    signature = versioned.Signature(
        revision.author, revision.author_name, summary=revision.summary, minor=revision.minor
    )
    live = versioned.new_revision(
        shape, fields, signature, parents=sorted({head.number, revision.number}), before=head.size
    )
    versioned.publish(entry, live, head)
    revision.state = RevisionState.ACCEPTED
    revision.save(update_fields=["state"])


def refuse(*, entry: Any, number: int, by: User, reason: str) -> None:
    """Decide against a contribution; a new entry then is nowhere."""
    _set_aside(entry, number, RevisionState.REFUSED)
    _close(entry, number, Case.State.REFUSED, by, reason)


def withdraw(*, entry: Any, number: int) -> None:
    """Let the author take a contribution back."""
    _set_aside(entry, number, RevisionState.REPLACED)
    taking_back.forget_contribution(entry, number)
    # A guest takes their name back with it; that of an account never stood there.
    entry.revisions.filter(number=number).update(author_name="")


def reopen(*, entry: Any, number: int, by: User) -> bool:
    """Take a decision back, as long as nothing was built upon it; says whether it could.

    What somebody has hidden or shown since stays as they left it.
    """
    revision = entry.revisions.filter(number=number).first()
    if revision is None:
        return False
    if revision.state in (RevisionState.REFUSED, RevisionState.REPLACED):
        possible = entry.head_number != 0 or _wait_again(entry)
    elif revision.state == RevisionState.LIVE and entry.last_number == number == 1:
        possible = _unpublish_first(entry, revision)
    else:
        possible = _undo_join(entry, revision)
    if possible:
        revision.state = RevisionState.HELD
        revision.save(update_fields=["state"])
    return possible


def _wait_again(entry: Any) -> bool:
    if not writing.set_state(entry, State.HELD, only_from={State.HIDDEN}):
        return False
    writing.announce(entry)
    return True


def _unpublish_first(entry: Any, revision: EntryRevision) -> bool:
    if not writing.set_state(entry, State.HELD, only_from={State.LIVE}):
        return False
    manager: Any = type(entry)._default_manager
    manager.filter(pk=entry.pk).update(head_number=0, published_number=0)
    give_back(entry, revision.author, revision=revision.number)
    entry.refresh_from_db()
    if isinstance(entry, Project):
        outcomes.tell_nobody(project=entry)
    writing.announce_many(shape_of(entry).kind, [entry.pk], hidden=True)
    return True


def _undo_join(entry: Any, revision: EntryRevision) -> bool:
    """Put an entry back to what it was before a change was accepted; keeps the history."""
    head = entry.revisions.filter(number=entry.head_number).first()
    if revision.state != RevisionState.ACCEPTED or head is None:
        return False
    before = [number for number in head.parents if number != revision.number]
    if revision.number not in head.parents or not before:
        return False
    earlier = versioned.revision_of(entry, before[0])
    if earlier.text_hidden:
        return False
    _publish_again(entry, earlier, head, versioned.SYSTEM)
    return True


def hide(*, entry: Any, number: int, by: User, reason: str, hidden: bool = True) -> bool:
    """Take a revision's text, or the whole entry, from the public, or give it back.

    Says whether that was news (see `hide_entry`). What is public is put back first to the last
    state that was not hidden; an entry without one is hidden as a whole.
    """
    with transaction.atomic():
        if number:
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


def _replace_hidden(entry: Any, number: int, by: User) -> None:
    rows = entry.revisions.filter(state=RevisionState.LIVE, text_hidden=False, number__lt=number)
    good = rows.order_by("-number").first()
    if good is None:
        hide_entry(entry=entry)
        return
    signature = versioned.Signature(by, summary=str(_("The text before this was hidden")))
    _publish_again(entry, good, entry.revisions.get(number=number), signature)


def _publish_again(
    entry: Any, good: EntryRevision, head: EntryRevision, signature: versioned.Signature
) -> None:
    """Make an entry what it was in one revision, whatever the head has changed since."""
    shape = shape_of(entry)
    back = versioned.new_revision(
        shape, good.fields, signature, parents=[head.number], before=head.size
    )
    versioned.publish(entry, back, head)


def put_back(
    *, entry: Any, number: int, signature: versioned.Signature, unseen: bool = False
) -> versioned.Saved:
    """Make an entry what it was in one revision, as a new revision.

    What was taken back since does not return: a phone number that came instead goes. The address
    that messages go to, which no comparison shows, stays, unless `unseen` lets it go as well.
    """
    shape = shape_of(entry)
    revision = entry.revisions.get(number=number)
    stays = frozenset() if unseen else personal.UNSEEN.intersection(revision.taken_back)
    fields = {name: value for name, value in revision.fields.items() if name not in stays}
    values = values_of(shape, _open_fields(entry, fields, signature))
    return versioned.edit(entry, base=None, values=values, signature=signature)


def take_back(*, entry: Any, number: int, signature: versioned.Signature) -> versioned.Saved:
    """Take back what one revision changed and keep what came later; raises `EditConflict`."""
    shape = shape_of(entry)
    revision = entry.revisions.get(number=number)
    parent = entry.revisions.get(number=revision.parents[0])
    head = versioned.revision_of(entry, entry.head_number)
    fields = versioned.joined(head, revision.fields, parent.fields)
    values = values_of(shape, _open_fields(entry, fields, signature))
    return versioned.edit(entry, base=head.number, values=values, signature=signature)


def _open_fields(entry: Any, fields: Fields, signature: versioned.Signature) -> Fields:
    """Leave out what is not this person's to change: going back does not touch it."""
    closed = versioned.writer_of(entry).closed(entry, signature.author)
    return {name: value for name, value in fields.items() if name not in closed}


def _waiting(entry: Any, number: int) -> EntryRevision:
    revision: EntryRevision | None = entry.revisions.filter(
        number=number, state=RevisionState.HELD
    ).first()
    if revision is None:
        raise CannotDecide(_("This no longer waits for a decision."))
    return revision


def _set_aside(entry: Any, number: int, state: str) -> None:
    revision = _waiting(entry, number)
    revision.state = state
    revision.save(update_fields=["state"])
    if entry.head_number == 0:
        writing.set_state(entry, State.HIDDEN)
        writing.announce(entry)


def _close(entry: Any, number: int, state: str, by: User, reason: str = "") -> None:
    """Close the case where nobody has yet: an app's own page may decide, too."""
    cases.close_contribution(
        kind=shape_of(entry).kind, pk=entry.pk, number=number, state=state, by=by, reason=reason
    )
