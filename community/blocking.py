"""Stopping somebody who does harm: block the account, refuse what waits, undo what is live.

Nothing is deleted: the account stays with its name beside what it wrote, and a block can be lifted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

import pagecache
from accounts.models import User
from community import account_letters, contract, decisions, log, trust
from community.errors import NotAllowed
from community.models import Case

#: How long an account rests that is not blocked for good: long enough for others to look at it.
PAUSE = timedelta(hours=24)


def block(*, user: User, by: User, reason: str, for_good: bool = True) -> None:
    """Let an account write nothing more, or nothing for a day; its owner reads the reason.

    A pause can be made a block for good; otherwise nothing happens to who is blocked.
    """
    _ensure_may(by, "block", user)
    now = timezone.now()
    with transaction.atomic():
        rows = User.objects.filter(pk=user.pk)
        open_rows = rows.filter(Q(blocked_at=None) | Q(blocked_until__isnull=False))
        until = None if for_good else now + PAUSE
        chosen = open_rows if for_good else rows.filter(blocked_at=None)
        if chosen.update(blocked_at=now, blocked_until=until):
            ends = until.isoformat() if until else None
            log.write(action="block", who=by, reason=reason, user=user.pk, until=ends)
            account_letters.blocked(user, reason, until)
            pagecache.bump()
    user.refresh_from_db()


def end_pauses() -> int:
    """Let those write again whose day is over; returns how many. The worker calls it."""
    over = User.objects.filter(blocked_until__lte=timezone.now())
    ended = 0
    for user in over:
        with transaction.atomic():
            rows = User.objects.filter(pk=user.pk, blocked_until=user.blocked_until)
            if rows.update(blocked_at=None, blocked_until=None):
                log.write(action="unblock", who=None, user=user.pk)
                pagecache.bump()
                ended += 1
    return ended


def unblock(*, user: User, by: User, reason: str) -> None:
    """Let an account write again; nothing when it may."""
    _ensure_may(by, "block", user)
    with transaction.atomic():
        blocked = User.objects.filter(pk=user.pk, blocked_at__isnull=False)
        if blocked.update(blocked_at=None, blocked_until=None):
            log.write(action="unblock", who=by, reason=reason, user=user.pk)
            pagecache.bump()
    user.refresh_from_db()


@dataclass
class Reverted:
    """What became of everything that an account wrote.

    `things` were put back, `refused` were waiting; `left` are addresses that need a look, because
    others have built upon what stands there.
    """

    things: int = 0
    refused: int = 0
    left: list[str] = field(default_factory=list)


def revert_all(*, user: User, by: User, reason: str) -> Reverted:
    """Undo every contribution of one account, of every kind.

    Not one transaction: an account may have written hundreds of texts, and each is put back by its
    own service. Calling it again continues where it ended.
    """
    _ensure_may(by, "revert_all", user)
    done = Reverted()
    waiting = Case.objects.open().pending().filter(author=user).prefetch_related("scopes")
    tally = decisions.decide_many(chosen=waiting, decision="refuse", by=by, reason=reason)
    done.refused = len(tally.done)
    done.left += [case.url for case, _words in tally.problems]
    for kind in contract.kinds():
        if kind.revert_all:
            things, left = kind.revert_all(user, by, reason)
            done.things += things
            done.left += left
    with transaction.atomic():
        log.write(
            action="revert_all",
            who=by,
            reason=reason,
            user=user.pk,
            things=done.things,
            refused=done.refused,
            left=len(done.left),
        )
        pagecache.bump()
    return done


def _ensure_may(by: User, action: str, user: User) -> None:
    if not trust.may(by, action, user):
        raise NotAllowed(_("You may not do this to this account."))
