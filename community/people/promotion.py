"""When does somebody new become a resident, whose contributions go live at once?

After three accepted contributions written on two days, or when a moderator says so.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

import pagecache
from accounts.models import User
from community import log, trust
from community.mails import account_texts
from community.models import Case

CONTRIBUTIONS = 3
DAYS = 2


def consider(*, author: User, case: Case) -> bool:
    """Promote the author of a case that was just accepted, if it is time. Inside `atomic()`.

    Returns whether it was. The account's row is locked, so that two decisions at one moment count
    each other.
    """
    locked = User.objects.select_for_update().get(pk=author.pk)
    if locked.trust != User.Trust.NEW:
        return False
    accepted = Case.objects.pending().filter(author=locked, state=Case.State.ACCEPTED)
    days = [timezone.localdate(created) for created in accepted.values_list("created", flat=True)]
    if len(days) < CONTRIBUTIONS or len(set(days)) < DAYS:
        return False
    _set_trust(locked, User.Trust.RESIDENT)
    log.write(action="promote", who=None, user=locked.pk, case=case.pk)
    account_texts.promoted(locked, case)
    return True


def take_back(*, author: User, case: Case, by: User) -> None:
    """Undo the promotion that came of a case, if it did. Inside `atomic()`.

    Whoever was made a moderator since stays one: that was another decision.
    """
    if log.last_details("promote", user=author.pk).get("case") != case.pk:
        return
    if User.objects.select_for_update().get(pk=author.pk).trust != User.Trust.RESIDENT:
        return
    _set_trust(author, User.Trust.NEW)
    log.write(action="demote", who=by, user=author.pk, case=case.pk)


@transaction.atomic
def promote(*, user: User, by: User, reason: str = "") -> None:
    """Let a moderator make somebody a resident; nothing when they are one. Raises `NotAllowed`."""
    trust.ensure_may(by, "promote", user)
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.trust != User.Trust.NEW:
        return
    _set_trust(locked, User.Trust.RESIDENT)
    log.write(action="promote", who=by, reason=reason, user=locked.pk)
    account_texts.promoted(locked)


@transaction.atomic
def set_moderator(*, user: User, by: User, moderates: bool) -> None:
    """Let an administrator make somebody a moderator, or a resident again. Raises `NotAllowed`."""
    trust.ensure_may(by, "entrust", user)
    locked = User.objects.select_for_update().get(pk=user.pk)
    if (locked.trust == User.Trust.MODERATOR) == moderates:
        return
    _set_trust(locked, User.Trust.MODERATOR if moderates else User.Trust.RESIDENT)
    action = "entrust" if moderates else "end_moderation"
    log.write(action=action, who=by, user=locked.pk)
    if moderates:
        account_texts.moderates(locked)
    else:
        account_texts.moderates_no_more(locked)


def _set_trust(user: User, level: str) -> None:
    User.objects.filter(pk=user.pk).update(trust=level)
    pagecache.bump()
    user.trust = level
