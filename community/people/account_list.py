"""The accounts as moderators look through them; mail addresses only for who needs them.

A mail address is personal and no help in judging what somebody wrote: only those who may change
accounts in the administration see it here, and find accounts by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.services import ERASED
from community.models import Case, Comment
from text.slugs import slugify
from text.translatable import Words
from versions import contract as versions
from versions.models import AbstractRevision

LONGEST = 100
STATES: dict[str, tuple[Words, Q]] = {
    "new": (_("new"), Q(trust=User.Trust.NEW, is_confirmed=True, blocked_at=None)),
    "resident": (_("trusted"), Q(trust=User.Trust.RESIDENT, blocked_at=None)),
    "moderator": (_("moderates"), Q(trust=User.Trust.MODERATOR, blocked_at=None)),
    "blocked": (_("blocked"), Q(blocked_at__isnull=False)),
    "unconfirmed": (_("address not confirmed"), Q(is_confirmed=False)),
}


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account. `last` is when it last wrote something, `mail` is "" for who need not know."""

    user: User
    states: tuple[Words, ...]
    waiting: int
    last: datetime | None
    mail: str


def may_see_mail(user: User) -> bool:
    """Say whether somebody may know the addresses of accounts."""
    return user.has_perm("accounts.change_user")


def found(by: User, words: str = "", state: str = "") -> QuerySet[User]:
    """Return the accounts a moderator looks for, the newest first; erased ones are nobody's."""
    rows = User.objects.exclude(email__endswith=ERASED)
    for word in words[:LONGEST].split():
        where = _named(word)
        if may_see_mail(by):
            where |= Q(email__icontains=word)
        rows = rows.filter(where)
    if state in STATES:
        rows = rows.filter(STATES[state][1])
    return rows.order_by("-date_joined", "-pk")


def _named(word: str) -> Q:
    """Return who bears a word in their name, also typed in other letters: "özlem", "oezlem".

    SQLite knows small and capital letters of ASCII alone. The slug has the name in these; names in
    other scripts have no slug of their own, and are asked for as they are written.
    """
    where = Q(slug__icontains=word)
    for spelling in {word, word.lower(), word.upper(), word.capitalize()}:
        where |= Q(name__icontains=spelling)
    slug = slugify(word, fallback="")
    return where | Q(slug__icontains=slug) if slug else where


def rows_of(users: Iterable[User], by: User) -> list[AccountRow]:
    """Return accounts as rows; a fixed number of queries for all of them."""
    users = list(users)
    pks = [user.pk for user in users]
    waiting = Case.objects.open().filter(author__in=pks).order_by()
    counts = dict(waiting.values_list("author").annotate(number=Count("pk")))
    last, shows_mail = _last_written(pks), may_see_mail(by)
    return [
        AccountRow(
            user=user,
            states=states_of(user),
            waiting=counts.get(user.pk, 0),
            last=last.get(user.pk),
            mail=user.email if shows_mail else "",
        )
        for user in users
    ]


def states_of(user: User) -> tuple[Words, ...]:
    """Return what is to be known of an account at a glance."""
    states = [STATES[user.trust][0]]
    if user.blocked_at:
        states.append(STATES["blocked"][0])
    if not user.is_confirmed:
        states.append(STATES["unconfirmed"][0])
    return tuple(states)


def last_written(user: User) -> datetime | None:
    """Return when an account last wrote something."""
    return _last_written([user.pk]).get(user.pk)


def _last_written(pks: list[int]) -> dict[int, datetime]:
    """Return when accounts last wrote something, public or not; one query for each kind."""
    live = Q(state=AbstractRevision.State.LIVE)
    tables: list[tuple[Any, Q]] = [(Case.objects, Q()), (Comment.objects, Q())]
    tables += [(kind.revisions._default_manager, live) for kind in versions.kinds()]
    last: dict[int, datetime] = {}
    for rows, which in tables:
        by_author = rows.filter(which, author__in=pks).order_by().values_list("author")
        for pk, when in by_author.annotate(last=Max("created")):
            last[pk] = max(when, last.get(pk, when))
    return last


def choices(chosen: str) -> list[dict[str, Any]]:
    """Return the states there are to choose."""
    return [
        {"value": name, "label": label, "selected": name == chosen}
        for name, (label, _which) in STATES.items()
    ]
