"""What has waited too long, and how long things usually wait.

After 48 hours moderators and the stewards concerned are told by mail, after 7 days the editors too;
each case counts once in each round. The mails give numbers only; their words are those of
`community.mails.mail_texts.reminder`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.backends import ModelBackend
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from community import contract, roles, trust
from community.mails import mail_texts
from community.models import Case, Responsibility
from text.days import with_weekday

TO_MODERATORS = timedelta(hours=48)
TO_EDITORS = timedelta(days=7)
# Whoever may open the admin's editor is an editor, whatever the groups are called.
EDITOR = "wagtailadmin.access_admin"
MANY = 50
# Without experience of its own, a site promises what the first reminder enforces.
AT_MOST = TO_MODERATORS


def remind() -> int:
    """Tell people what waits; the worker calls this every hour. Returns how many mails."""
    return _round(1, TO_MODERATORS, with_editors=False) + _round(2, TO_EDITORS, with_editors=True)


@transaction.atomic
def _round(number: int, after: timedelta, *, with_editors: bool) -> int:
    """Mark what is due as told and write the mails, both or neither."""
    due = Case.objects.open().filter(contract.in_use())
    due = due.filter(reminded__lt=number, created__lte=timezone.now() - after)
    cases = list(due.select_for_update().prefetch_related("scopes"))
    if not cases:
        return 0
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(reminded=number)
    told = _told(cases, with_editors=with_editors)
    for user, count in told.items():
        mail_texts.reminder(user, count, after.days)
    return len(told)


def _told(cases: list[Case], *, with_editors: bool) -> Counter[User]:
    """Return who is told of how many: moderators of all, stewards of what is in their places."""
    told: Counter[User] = Counter()
    everything = set(moderators())
    if with_editors:
        everything |= set(editors())
    for user in everything:
        told[user] = len(cases)
    rows = Responsibility.objects.filter(role=roles.STEWARD).select_related("user")
    for user in {row.user for row in rows} - everything:
        places = trust.stewardships(user) if user.is_active else frozenset()
        own = sum(bool(places & case.trust_scopes()) for case in cases)
        if own:
            told[user] = own
    return told


def moderators() -> QuerySet[User]:
    """Return the people who moderate the whole site."""
    return _writing(User.objects.filter(trust=User.Trust.MODERATOR))


def editors() -> Iterable[User]:
    """Return the people who edit the site's pages, administrators included."""
    return _writing(ModelBackend().with_perm(EDITOR))


def _writing(users: QuerySet[User]) -> QuerySet[User]:
    return users.filter(is_active=True, blocked_at=None)


def usually_within() -> timedelta:
    """Return within which time most contributions were looked at lately: four of five.

    Counts the last 50 decisions; with fewer than 5 it is 48 hours, and it never is more than that,
    because then somebody is reminded.
    """
    decided = Case.objects.exclude(decided_at=None).exclude(state=Case.State.WITHDRAWN)
    pairs = decided.order_by("-decided_at").values_list("created", "decided_at")[:MANY]
    waits = sorted(end - start for start, end in pairs if end is not None)
    if len(waits) < 5:
        return AT_MOST
    return min(waits[len(waits) * 4 // 5], AT_MOST)


def usually_by(written: datetime | None = None) -> str:
    """Return, in words, the day by which somebody usually looks at what was written then (now)."""
    moment = (written or timezone.now()) + usually_within()
    return with_weekday(timezone.localtime(moment), "MONTH_DAY_FORMAT")
