"""Closing one's own account for good, and a copy of everything it holds.

The texts stay, because others have built upon them, but no name or address leads to their author
any more: the row of the account is kept as somebody without a name. The log keeps what was decided
under a number that leads nowhere.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import copy
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import Error, transaction
from django.utils import translation
from django.utils.translation import gettext as _

import pagecache
from accounts import services
from accounts.models import User
from accounts.signals import AccountCopy
from community import log
from community.mails import account_texts
from community.models import Case, Comment, MailLink, Responsibility, Watch
from community.people import erasure_ledger
from community.people.erasure_ledger import Erasure
from community.watching import watches
from text.mail_addresses import says_address
from versions import contract as versions

logger = logging.getLogger(__name__)


#: What apps above this one know of an account, by its name in the copy.
_also: dict[str, Callable[[User], list[dict[str, Any]]]] = {}


def copy_also(name: str, rows: Callable[[User], list[dict[str, Any]]]) -> None:
    """Let the copy of an account have rows of another app. Called once, while the apps start."""
    _also[name] = rows


class LastAdministrator(Exception):
    """The site would be left without anybody who may do everything."""


def erase_account(*, user: User, by: User | None = None) -> None:
    """Take name, address, password, tokens and responsibilities from an account, for good.

    `by` is an administrator who does it for somebody else. A last mail tells the owner. It is
    written into the ledger first, so that no older backup brings the account back. Raises
    `LastAdministrator`, `LedgerUnwritable`; then nothing has happened. Must not be called inside a
    transaction: whether the ledger's line counts is known only when it is committed.

    A commit may fail and yet have happened (the connection broke before the answer came). The line
    is taken back only when the database says that the account is still there; else it stays: it
    erases nothing but an account that is there as it was, which is what was asked for.
    """
    erasure: Erasure | None = None
    try:
        with transaction.atomic(durable=True):
            locked = _locked(user)
            if is_erased(locked):
                return
            before = copy(locked)
            forget(user=locked, action="erase_for" if by else "erase", by=by)
            account_texts.erased(before.email)
            # The last step before the commit. A process that dies between the two leaves the line:
            # the next start then does what was asked for and never answered with "no".
            erasure = erasure_ledger.remember(before)
    except BaseException:
        if erasure is not None and _is_there(before):
            _take_back(erasure)
        raise


def _is_there(before: User) -> bool:
    """Say whether an account is certainly as it was: not where the database cannot tell.

    The row's lock waits for a commit that is still under way.
    """
    found = False
    with suppress(Error), transaction.atomic():
        rows = User.objects.select_for_update().filter(pk=before.pk, email=before.email)
        found = rows.first() is not None
    return found


def _take_back(erasure: Erasure) -> None:
    """Write that nothing was erased; what went wrong before is what the caller has to hear."""
    try:
        erasure_ledger.take_back(erasure)
    except erasure_ledger.LedgerUnwritable:
        logger.exception("An erasure was not carried out, but the ledger goes on saying so")


def _locked(user: User) -> User:
    """Lock an account that may be erased; raises `LastAdministrator`.

    Administrators are locked together and in one order: of the last two, erasing themselves at
    one moment, neither waits for the other for ever, and one stays.
    """
    if User.objects.filter(pk=user.pk, is_superuser=True).exists():
        administrators = User.objects.filter(is_superuser=True, is_active=True)
        keys = {one.pk for one in administrators.select_for_update().order_by("pk")}
        if not keys - {user.pk}:
            raise LastAdministrator
    return User.objects.select_for_update().get(pk=user.pk)


def is_erased(user: User) -> bool:
    """Say whether an account is that of nobody any more."""
    return user.email.endswith(services.ERASED)


def forget(*, user: User, action: str, by: User | None = None) -> None:
    """Make an account that of nobody; `action` is what the log calls it. Inside `atomic()`."""
    person = AccountCopy.of(user)
    log.write(action=action, who=by, user=user.pk)
    MailLink.objects.filter(asked_by=user).delete()
    Responsibility.objects.filter(user=user).delete()
    Comment.objects.filter(author=user).update(wants_answers=False)
    watches.forget_person(user=user)
    # A stored name has one language: the site's, not that of whoever leaves.
    with translation.override(settings.LANGUAGE_CODE):
        services.forget_person(user=user, name=_("erased account"))
    end_sessions(user, person.email, *person.confirmed, *person.unproven)
    pagecache.bump()


def end_sessions(user: User, *addresses: str) -> None:
    """Sign the account out everywhere, and forget who was about to sign in with its addresses.

    There are few sessions, and accounts are rarely erased.
    """
    for session in Session.objects.iterator():
        held = session.get_decoded()
        is_theirs = held.get(SESSION_KEY) == str(user.pk)
        if is_theirs or any(says_address(held, address) for address in addresses):
            session.delete()


def copy_of(user: User) -> dict[str, Any]:
    """Return everything the site knows of an account and its owner may take along, as JSON."""
    return {
        "account": {
            "name": user.name,
            "mail": user.email,
            "about": user.about,
            "since": user.date_joined.isoformat(),
            "trust": user.trust,
            "blocked": user.blocked_at.isoformat() if user.blocked_at else None,
        },
        "responsibilities": list(
            user.responsibilities.values("role", "scope_kind", "scope_pk", "since", "until")
        ),
        "contributions": [row for kind in versions.kinds() for row in _written(kind, user)],
        "cases": list(
            Case.objects.filter(author=user).values(
                "sort", "title", "url", "words", "created", "state", "decision", "decided_at"
            )
        ),
        "watches": list(
            Watch.objects.filter(user=user).values(
                "object_kind", "object_pk", "parameters", "rhythm", "since"
            )
        ),
        "comments": list(
            Comment.objects.filter(author=user).values(
                "subject", "words", "passage", "audience", "created", "state"
            )
        ),
        **{name: rows(user) for name, rows in _also.items()},
    }


def _written(kind: versions.Kind, user: User) -> Iterator[dict[str, Any]]:
    rows: Any = kind.revisions._default_manager  # a manager of a model we do not know
    field = kind.revisions.thing_field
    for revision in rows.filter(author=user).select_related(field).order_by("created").iterator():
        thing = getattr(revision, field)
        yield {
            "kind": kind.name,
            "title": kind.title(thing),
            "url": kind.url(thing),
            "number": revision.number,
            "created": revision.created.isoformat(),
            "summary": revision.summary,
            "state": revision.state,
            "text": kind.text(revision),
        }
