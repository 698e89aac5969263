"""Links in mails that do something: each does it once, and only while things stand as they stood.

A mail lies in a mailbox for years, is forwarded, and is opened by programs that look for viruses.
So a link is a random secret of which the database keeps a hash, and

* opening it changes nothing: the page behind it has a button;
* the button works once; the mark that it was used is set in the transaction of what it does;
* it belongs to one purpose, one thing, the state that thing was in (`state`), and one address;
* it ends by itself.

::

    secret = mail_links.make(purpose="claim", thing=("actor", 12), state=…, address=…, lasts=…)
    link = mail_links.look(secret=secret, purpose="claim", thing=("actor", 12), state=…)
    with transaction.atomic():
        mail_links.use(link=link, done="accepted")
        …

Errors::

    LinkOver                `done` and `when` say what has become of the link
    ├── Unknown             we have never made it, or for something else
    ├── TooOld
    ├── Used                done before; `done` is what was done
    └── Changed             what it is about is no longer as it was
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User
from community.models import LogEntry, MailLink

#: A thing by its kind and primary key.
Thing = tuple[str, int]
# So long after its end we can still say what a link was for.
REMEMBERED = timedelta(days=90)
#: What `done` says meanwhile, and how long a mail server may take.
UNDER_WAY = "under way"
PATIENCE = timedelta(minutes=5)
_SALT = "community.mails.links"


class LinkOver(Exception):
    """A link does nothing any more."""

    def __init__(self, link: MailLink | None = None) -> None:
        super().__init__(str(link or ""))
        self.link = link

    @property
    def done(self) -> str:
        """What it was used for, "" for nothing."""
        return self.link.done if self.link else ""

    @property
    def when(self) -> datetime | None:
        """When that was."""
        return self.link.used_at if self.link else None


class UnknownLink(LinkOver):
    """We have never made this link, or for something else."""


class TooOld(LinkOver):
    """It was never used, and its time is over."""


class Used(LinkOver):
    """It has done what it is for, or was taken back; see `done`."""


class Changed(LinkOver):
    """What it is about is no longer as it was when the mail was written."""


def make(
    *,
    purpose: str,
    thing: Thing,
    lasts: timedelta,
    address: str = "",
    state: str = "",
    asked_by: User | None = None,
    details: Mapping[str, Any] | None = None,
    secret: str = "",
) -> str:
    """Make a link, in the transaction of its mail; return the secret to write into its address."""
    secret = secret or secrets.token_urlsafe(24)
    MailLink.objects.create(
        digest=_digest(secret),
        purpose=purpose,
        object_kind=thing[0],
        object_pk=thing[1],
        state=state,
        address=hash_of(address) if address else "",
        asked_by=asked_by,
        details=dict(details or {}),
        expires=timezone.now() + lasts,
    )
    return secret


def look(*, secret: str, purpose: str, thing: Thing | None = None, state: str = "") -> MailLink:
    """Return a link that still works; changes nothing. Raises `LinkOver`.

    `state` is what the thing is like now, see `fingerprint`.
    """
    link = find(secret=secret, purpose=purpose, thing=thing)
    if link.used_at is not None and not _was_left(link):
        raise Used(link)
    if link.expires <= timezone.now():
        raise TooOld(link)
    if not constant_time_compare(link.state, state):
        raise Changed(link)
    return link


def _was_left(link: MailLink) -> bool:
    """Say whether a link is held by a process that died long since."""
    if link.done != UNDER_WAY or link.used_at is None:
        return False
    return link.used_at < timezone.now() - PATIENCE


def find(*, secret: str, purpose: str, thing: Thing | None = None) -> MailLink:
    """Return a link of ours whether or not it still works; raises `UnknownLink`."""
    rows = MailLink.objects.filter(purpose=purpose).select_related("asked_by")
    if thing is not None:
        rows = rows.filter(object_kind=thing[0], object_pk=thing[1])
    link = rows.filter(digest=_digest(secret)).first()
    if link is None:
        raise UnknownLink
    return link


def use(*, link: MailLink, done: str) -> None:
    """Mark a link as used. Inside `atomic()`, before what it does; raises `Used` for the second."""
    now = timezone.now()
    rows = MailLink.objects.filter(pk=link.pk, used_at=None, expires__gt=now)
    if not rows.update(used_at=now, done=done):
        raise _why_not(link)
    link.used_at, link.done = now, done


def begin(*, link: MailLink) -> None:
    """Hold a link while something is done that no transaction can undo; raises `Used`.

    `finish` or `give_back` follows. Where neither comes, because the process died, it works again
    by itself. Not inside a transaction: others have to see it.
    """
    now = timezone.now()
    free = Q(used_at=None) | Q(done=UNDER_WAY, used_at__lt=now - PATIENCE)
    rows = MailLink.objects.filter(free, pk=link.pk, expires__gt=now)
    if not rows.update(used_at=now, done=UNDER_WAY):
        raise _why_not(link)


def _why_not(link: MailLink) -> LinkOver:
    """Return what has become of a link since it was looked at."""
    now = MailLink.objects.filter(pk=link.pk).select_related("asked_by").first()
    if now is None:
        return UnknownLink()  # whoever asked for it was erased meanwhile
    return Used(now) if now.used_at else TooOld(now)


def finish(*, link: MailLink, done: str) -> None:
    """Mark a link that was held as used. Inside `atomic()`, with what follows from it."""
    MailLink.objects.filter(pk=link.pk).update(used_at=timezone.now(), done=done)


def give_back(*, link: MailLink) -> None:
    """Let a link work again, because what it was held for could not be done."""
    MailLink.objects.filter(pk=link.pk).update(used_at=None, done="")


def end_all(*, purpose: str, thing: Thing, done: str, **narrower: Any) -> int:
    """End the unused links of a purpose; returns how many. Inside `atomic()`."""
    rows = MailLink.objects.filter(
        purpose=purpose, object_kind=thing[0], object_pk=thing[1], used_at=None, **narrower
    )
    return rows.update(used_at=timezone.now(), done=done)


def went_to(link: MailLink, address: str) -> bool:
    """Say whether a link was mailed to this address."""
    return bool(address) and constant_time_compare(link.address, hash_of(address))


def fingerprint(*parts: Any) -> str:
    """Return a short text that is another one as soon as one of the parts (JSON) is another one."""
    return sha256(json.dumps(parts, default=str).encode()).hexdigest()[:32]


def last_logged(thing: Thing, *actions: str, user: User | None = None) -> int:
    """Return the number of the newest log entry about a thing: a state that never comes again."""
    rows = LogEntry.objects.filter(
        object_kind=thing[0], object_pk=thing[1], action__in=actions
    ).order_by("-pk")
    if user is not None:
        rows = rows.filter(details__user=user.pk)
    return rows.values_list("pk", flat=True).first() or 0


def forget() -> int:
    """Remove links that are long over; returns how many."""
    return MailLink.objects.filter(expires__lt=timezone.now() - REMEMBERED).delete()[0]


def hash_of(address: str) -> str:
    """Return the keyed hash of an address, spelled in any way."""
    text = address.strip().lower()
    return salted_hmac(_SALT, text, algorithm="sha256").hexdigest()[:32]


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
