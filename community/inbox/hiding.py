"""Hiding something from where it is read, without a report: a decision like any other.

It is a case that is opened and decided in one step: log, mail to the authors, undoing for ten
minutes and the answers to reports of the same thing are those of a decided report. After these,
whatever was hidden can be shown again, whoever hid it.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import cases, contract, decisions, trust
from community.errors import NotAllowed
from community.models import Case


def hide_at_once(
    *, kind: contract.Kind, thing: Model, number: int, url: str, by: User, reason: str
) -> Case:
    """Take a thing (or the text of one revision) from the public; returns the decided case.

    Raises `NotAllowed`, `ReasonMissing`, and `contract.CannotDecide` when it is hidden already.
    """
    if not trust.may(by, "hide", thing):
        raise NotAllowed(_("Only moderators hide something."))
    with transaction.atomic():
        now = kind.load(thing.pk)
        if now is None or not kind.visible_to(now, None):
            raise contract.CannotDecide(_("This is not public any more."))
        case = cases.open_case(
            sort=Case.Sort.REPORT,
            kind=kind.name,
            pk=now.pk,
            number=number,
            title=str(now),
            url=url,
            sender=cases.Sender(by),
            scopes=trust.scopes_of(now),
        )
        decisions.answer_report(case=case, by=by, outcome=Case.Outcome.HIDDEN, reason=reason)
        if not case.has_hidden:  # of two at one moment, the second
            raise contract.CannotDecide(_("This is not public any more."))
    return case


def is_hidden(kind: contract.Kind, thing: Model, number: int = 0) -> bool:
    """Say whether a thing, or the text of one revision, can be shown again.

    What was hidden before anybody has accepted it waits for that decision, and becomes public by
    it.
    """
    if kind.show is None or kind.is_hidden is None or not kind.is_hidden(thing, number):
        return False
    return bool(number) or not Case.objects.open().pending().about(kind.name, thing.pk, 0).exists()


def show_again(*, kind: contract.Kind, thing: Model, number: int = 0, by: User) -> None:
    """Give back to the public what was hidden; of two at one moment the second is told so.

    Raises `NotAllowed`, and `contract.CannotDecide` when it is not hidden (any more), or when
    nobody could read it even so.
    """
    if not trust.may(by, "hide", thing):
        raise NotAllowed(_("Only moderators show something again."))
    with transaction.atomic():
        now = kind.load(thing.pk)
        shows = now is not None and is_hidden(kind, now, number) and kind.show
        if not shows or not shows(now, number, by):
            raise contract.CannotDecide(_("This is not hidden any more."))
        if not number and not kind.visible_to(kind.load(thing.pk), None):
            raise contract.CannotDecide(
                _("What this belongs to is not public. Please show that again first.")
            )
