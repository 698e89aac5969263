"""Closing one's own account for good, and a copy of everything it holds.

The texts stay, because others have built upon them, but no name or address leads to their author
any more: the row of the account is kept as somebody without a name. The log keeps what was decided
under a number that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

import pagecache
from accounts import services
from accounts.models import User
from community import account_letters, log
from community.models import Case, Comment, MailLink, Responsibility
from versions import contract as versions


class LastAdministrator(Exception):
    """The site would be left without anybody who may do everything."""


@transaction.atomic
def erase_account(*, user: User) -> None:
    """Take name, address, password, tokens and responsibilities from an account, for good.

    A last mail tells its owner. Raises `LastAdministrator`.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    if not locked.is_active:
        return
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=locked.pk)
    if locked.is_superuser and not others.exists():
        raise LastAdministrator
    address = locked.email
    log.write(action="erase", who=None, user=locked.pk)
    MailLink.objects.filter(asked_by=locked).delete()
    Responsibility.objects.filter(user=locked).delete()
    Comment.objects.filter(author=locked).update(wants_answers=False)
    # A stored name has one language: the site's, not that of whoever leaves.
    with translation.override(settings.LANGUAGE_CODE):
        services.forget_person(user=locked, name=_("erased account"))
    _end_sessions(locked, address)
    account_letters.erased(address)
    pagecache.bump()


def _end_sessions(user: User, address: str) -> None:
    """Sign the account out everywhere, and forget who was about to sign in with its address.

    There are few sessions, and accounts are rarely erased.
    """
    for session in Session.objects.iterator():
        held = session.get_decoded()
        if held.get("_auth_user_id") == str(user.pk) or address.casefold() in str(held).casefold():
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
        "comments": list(Comment.objects.filter(author=user).values("words", "created", "state")),
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
