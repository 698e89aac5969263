"""Hiding what cases are about, and giving it back: only what a decision hid does its undoing show.

What is reported may be hidden already: by another decision, or because its own address has taken it
out. So each decision notes whether it was the one that hid (`Case.has_hidden`).
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import contract, trust
from community.errors import NotAllowed
from community.models import Case, LogEntry

#: What the log calls showing something again, on its page or in its history.
SHOWN = frozenset({"show", "restore"})


def hide(*, together: list[Case], by: User, reason: str) -> None:
    """Hide what these cases are about, decided as one. Inside `atomic()`.

    Raises `NotAllowed` and `contract.CannotDecide`.
    """
    case = together[0]
    if not trust.may(by, "hide", case):
        raise NotAllowed(_("Only moderators hide something."))
    kind, thing = contract.kind_and_thing(case)
    case.has_hidden = bool(kind.hide(thing, case.number, by, reason))
    pks = [one.pk for one in together]
    Case.objects.filter(pk__in=pks).update(has_hidden=case.has_hidden)


def show_again(*, together: list[Case], by: User) -> None:
    """Give back what a decision hid. Inside `atomic()`; raises `contract.CannotDecide`.

    Where somebody has decided the same since, it stays hidden, and it is theirs to give back.
    """
    case = together[0]
    kind, thing = contract.kind_and_thing(case)
    # Read again under a lock: whoever hid it may be leaving it to this decision just now.
    if not Case.objects.select_for_update().get(pk=case.pk).has_hidden:
        return
    if _hidden_since(case).update(has_hidden=True):
        return
    # Shown and hidden once more: that was another decision, whoever made it.
    if kind.show is None or _was_shown_since(case) or not kind.show(thing, case.number, by):
        raise contract.CannotDecide(contract.NO_WAY_BACK)


def is_taken_out(case: Case) -> bool:
    """Say whether an objection has taken out what it is about, and nobody has shown it since.

    Then there is nothing that could stay as it is: it would mean both, hidden and as it was.
    """
    if case.confirmed_at is None:
        return False
    return contract.seen(case.object_kind, case.object_pk, None) is None


def let_stay(*, case: Case, by: User) -> None:
    """Give back to the public what an objection has taken out, or refuse to say that it stays.

    What its own address has taken out is not ours to give back: `contract.CannotDecide`. What
    people object to who are in it stays out of sight while another one of them waits for an answer,
    and where somebody has decided to hide it: then it is theirs to give back. Inside the
    transaction that has closed the case: it may have been confirmed a moment ago.
    """
    case.refresh_from_db(fields=["confirmed_at"])
    if not is_taken_out(case):
        return
    if not contract.can_destroy(case):
        raise contract.CannotDecide(
            _(
                "The entry’s own address has taken it out. Leave it hidden, or show it again on "
                "its page first."
            )
        )
    if not trust.may(by, "hide", case):
        raise NotAllowed(_("Only moderators show something again."))
    kind, thing = contract.kind_and_thing(case)
    if _others_who_object(case).exists() or _decided_to_hide(case).update(has_hidden=True):
        return
    if kind.is_hidden and not kind.is_hidden(thing, case.number):
        return  # it was not public before either: it waits, or was refused
    if kind.show is None or not kind.show(thing, case.number, by):
        raise contract.CannotDecide(contract.NO_WAY_BACK)


def take_out_again(*, case: Case, by: User) -> None:
    """Take `let_stay` back: what somebody objects to who is in it waits out of sight."""
    if case.confirmed_at is None or not contract.can_destroy(case) or is_taken_out(case):
        return
    kind, thing = contract.kind_and_thing(case)
    kind.hide(thing, case.number, by, "")


def destroy(*, case: Case, by: User) -> None:
    """Destroy for good what people object to who are in it. Inside `atomic()`.

    Raises `NotAllowed` and `contract.CannotDecide`.
    """
    if not trust.may(by, "hide", case):
        raise NotAllowed(_("Only moderators destroy something."))
    kind, thing = contract.kind_and_thing(case)
    if kind.destroy is None or not contract.can_destroy(case):
        raise contract.CannotDecide(_("This cannot be decided that way."))
    kind.destroy(thing, case.number, by)


def _others_who_object(case: Case) -> QuerySet[Case]:
    return Case.objects.objections(case.object_kind, case.object_pk).exclude(pk=case.pk)


def _decided_to_hide(case: Case) -> QuerySet[Case]:
    """Return the decisions that stand to hide the same, from before or since."""
    rows = Case.objects.about(case.object_kind, case.object_pk, case.number)
    shown = LogEntry.objects.about(case.object_kind, case.object_pk)
    last = shown.filter(action__in=SHOWN, number=case.number).order_by("-when").first()
    hidden = rows.filter(outcome=Case.Outcome.HIDDEN)
    return hidden.filter(decided_at__gt=last.when) if last else hidden


def _hidden_since(case: Case) -> QuerySet[Case]:
    """Return the later decisions that stand to hide the same."""
    rows = Case.objects.about(case.object_kind, case.object_pk, case.number)
    return rows.filter(outcome=Case.Outcome.HIDDEN, decided_at__gt=case.decided_at)


def _was_shown_since(case: Case) -> bool:
    rows = LogEntry.objects.about(case.object_kind, case.object_pk)
    since = rows.filter(action__in=SHOWN, when__gt=case.decided_at)
    return since.filter(number=case.number).exists()
