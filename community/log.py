"""What was done, by whom, and why: rows that are only ever added."""

from typing import Any

from accounts.models import User
from community.models import LogEntry


def write(
    *,
    action: str,
    who: User | None,
    kind: str = "",
    pk: int | None = None,
    number: int = 0,
    title: str = "",
    reason: str = "",
    **details: Any,
) -> LogEntry:
    """Add one action to the log, inside the transaction of the action.

    `kind` and `pk` name the thing it was done to, `number` the revision; `details` must be JSON. An
    account is named by `user=` its key, never in `title`: rows stay, names are taken back.
    """
    return LogEntry.objects.create(
        action=action,
        who=who.pk if who else None,
        object_kind=kind,
        object_pk=pk,
        number=number,
        title=title[:250],
        reason=reason,
        details=details,
    )


def last_details(action: str, *, user: int, thing: tuple[str, int] | None = None) -> dict[str, Any]:
    """Return the details of the newest entry of an action on an account; {} without one.

    With `thing`, its kind and primary key: of the newest that concerns this thing, too.
    """
    rows = LogEntry.objects.about(*thing) if thing else LogEntry.objects.all()
    entry = rows.filter(action=action, details__user=user).first()
    return dict(entry.details) if entry else {}
