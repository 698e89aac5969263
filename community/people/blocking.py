"""Stopping somebody who does harm: block the account, for a day or for good, and lift the block.

Nothing is deleted: the account stays with its name beside what it wrote. What it wrote is undone in
`community.inbox.reverting`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

import pagecache
from accounts.models import User
from community import decisions, log, trust
from community.mails import account_texts
from community.models import LogEntry
from community.people.blocked import blocks_of, noted

#: How long an account rests that is not blocked for good: long enough for others to look at it.
PAUSE = timedelta(hours=24)


def block(*, user: User, by: User, reason: str, for_good: bool = True) -> bool:
    """Let an account write nothing more, or nothing for a day; its owner reads the reason.

    A pause can be made a block for good; otherwise nothing happens to who is blocked. Returns
    whether it was blocked now: somebody else may have been quicker.
    """
    trust.ensure_may(by, "block", user)
    now = timezone.now()
    with transaction.atomic():
        rows = User.objects.filter(pk=user.pk)
        before = rows.exclude(blocked_at=None).values_list("blocked_at", "blocked_until").first()
        open_rows = rows.filter(Q(blocked_at=None) | Q(blocked_until__isnull=False))
        until = None if for_good else now + PAUSE
        chosen = open_rows if for_good else rows.filter(blocked_at=None)
        is_done = bool(chosen.update(blocked_at=now, blocked_until=until))
        if is_done:
            recalled = account_texts.blocked(user, reason, until)
            log.write(
                action="block",
                who=by,
                reason=reason,
                user=user.pk,
                until=until.isoformat() if until else None,
                at=noted(now),
                before=[moment.isoformat() for moment in before or () if moment],
                recalled=recalled,
            )
            pagecache.bump()
    user.refresh_from_db()
    return is_done


def undoable(user: User, by: User) -> LogEntry | None:
    """Return the block that somebody may still take back: their own, of the last ten minutes."""
    if not user.blocked_at or not trust.may(by, "block", user):
        return None
    since = timezone.now() - decisions.UNDO - decisions.GRACE
    last = blocks_of(user).first()
    if last is None or last.who != by.pk or last.when < since:
        return None
    return last if last.details.get("at") == noted(user.blocked_at) else None


def undo(*, user: User, by: User) -> bool:
    """Let a block not have been made; a pause before it goes on. Returns whether that was possible.

    Its mail never leaves. That of the pause does, if it had waited.
    """
    trust.ensure_may(by, "block", user)
    with transaction.atomic():
        last = undoable(user, by)
        if last is None:
            return False
        at, until = [datetime.fromisoformat(text) for text in last.details["before"]] or (
            None,
            None,
        )
        rows = User.objects.filter(pk=user.pk, blocked_at=user.blocked_at)
        is_done = bool(rows.update(blocked_at=at, blocked_until=until))
        if is_done:
            log.write(action="undo", who=by, user=user.pk)
            account_texts.unblocked(user)
            if at and last.details["recalled"]:
                earlier = blocks_of(user)[1]
                account_texts.blocked(user, earlier.reason, until)
            pagecache.bump()
    user.refresh_from_db()
    return is_done


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


def unblock(*, user: User, by: User, reason: str) -> bool:
    """Let an account write again; returns whether it was blocked until now."""
    trust.ensure_may(by, "block", user)
    with transaction.atomic():
        blocked = User.objects.filter(pk=user.pk, blocked_at__isnull=False)
        is_done = bool(blocked.update(blocked_at=None, blocked_until=None))
        if is_done:
            log.write(action="unblock", who=by, reason=reason, user=user.pk)
            account_texts.unblocked(user)
            pagecache.bump()
    user.refresh_from_db()
    return is_done


@transaction.atomic
def note(*, user: User, by: User, reason: str) -> None:
    """Keep a note on an account for those who moderate; nobody is told."""
    trust.ensure_may(by, "block", user)
    log.write(action="note", who=by, reason=reason, user=user.pk)
