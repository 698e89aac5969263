"""What does somebody read whose account is blocked? That, until when, why, and whom to ask.

The same sentences stand in the mail about it, on every form, and in what the API answers.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.person import Person
from community.models import LogEntry
from text.translatable import Words

#: Blocks that are looked through for the one that holds.
MOST = 10
CONTACT = "/kontakt/"
ASK = gettext_lazy("You disagree? Write to us and we look at it again:")


def sentences(until: datetime | None, reason: str) -> list[str]:
    """Return what a block means, when it ends and why it came."""
    said = [_("A moderator has blocked your account. You can read everything, but not write.")]
    if until:
        moment = date_format(timezone.localtime(until), "DATETIME_FORMAT")
        said.append(_("The block ends by itself on %(day)s.") % {"day": moment})
    if reason:
        said.append(_("Reason: %(reason)s") % {"reason": reason})
    return said


def blocks_of(user: User) -> QuerySet[LogEntry]:
    """Return what the log says of an account's blocks, the last one first."""
    return LogEntry.objects.filter(action="block", details__user=user.pk)


def noted(moment: datetime) -> str:
    """Return how the log writes the moment of a block, by which it is known again."""
    return moment.astimezone(UTC).isoformat()


def said_to(user: Person) -> list[str]:
    """Return the sentences for a blocked account, [] for all others; one query."""
    if not isinstance(user, User) or not user.blocked_at:
        return []
    # After a block for good was taken back, the pause before it is what holds.
    since = (None, noted(user.blocked_at))
    reason = next(
        (row.reason for row in blocks_of(user)[:MOST] if row.details.get("at") in since), ""
    )
    return sentences(user.blocked_until, reason)


def why_not(user: Person, otherwise: Words) -> str:
    """Return why somebody may not write, for a message of one line; `otherwise` if not blocked."""
    said = said_to(user)
    return " ".join([*said, f"{ASK} {CONTACT}"]) if said else str(otherwise)
