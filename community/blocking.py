"""Stopping somebody who does harm: block the account, refuse what waits, undo what is live.

Nothing is deleted: the account stays with its name beside what it wrote, and a block can be lifted.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import pagecache
from accounts.models import User
from community import account_letters, contract, decisions, log, trust
from community.errors import NotAllowed
from community.models import Case


def block(*, user: User, by: User, reason: str) -> None:
    """Let an account write nothing more; its owner reads the reason. Nothing when it is blocked."""
    _ensure_may(by, "block", user)
    with transaction.atomic():
        changed = User.objects.filter(pk=user.pk, blocked_at=None).update(blocked_at=timezone.now())
        if changed:
            log.write(action="block", who=by, reason=reason, user=user.pk)
            account_letters.blocked(user, reason)
    user.refresh_from_db()


def unblock(*, user: User, by: User, reason: str) -> None:
    """Let an account write again; nothing when it may."""
    _ensure_may(by, "block", user)
    with transaction.atomic():
        changed = User.objects.filter(pk=user.pk, blocked_at__isnull=False).update(blocked_at=None)
        if changed:
            log.write(action="unblock", who=by, reason=reason, user=user.pk)
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
