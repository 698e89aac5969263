"""Hiding something from where it is read, without a report: a decision like any other.

It is a case that is opened and decided in one step: log, mail to the authors, undoing for ten
minutes and the answers to reports of the same thing are those of a decided report.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import cases, contract, decisions, trust
from community.errors import NotAllowed
from community.models import Case


def hide_at_once(
    *, kind: contract.Kind, thing: Any, number: int, url: str, by: User, reason: str
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
            sender=cases.From(by),
            scopes=trust.scopes_of(now),
        )
        decisions.answer_report(case=case, by=by, outcome=Case.Outcome.HIDDEN, reason=reason)
        if not case.has_hidden:  # of two at one moment, the second
            raise contract.CannotDecide(_("This is not public any more."))
    return case
