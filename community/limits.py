"""How much may one account or one connection write in an hour, or begin in a day?

Limits against floods, far above what a person types. Connections are known by a keyed hash that
changes every day and is never stored with what was written; attempts are forgotten after 24 hours.
Switched off by RATE_LIMITS=off.

A view counts before it saves, and lets `LimitReached` pass: `answering_limits` makes it a 429 with
`Retry-After`. A service may count as well; what its transaction rolls back is not counted.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from hashlib import sha256
from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.connection import address_of
from accounts.models import SharedCount, User
from community.models import Attempt
from text import waits

WINDOW = timedelta(hours=1)
DAY = timedelta(hours=24)
KEPT = timedelta(hours=24)
# A library or a community centre is one connection for many people.
PER_CONNECTION = 60
PER_ACCOUNT = {User.Trust.NEW: 60, User.Trust.RESIDENT: 600, User.Trust.MODERATOR: 6000}
# What is rarer than writing, by action, for accounts and connections alike.
RARER = {
    "report": 20,  # each one asks a moderator for minutes
    "keep": 20,  # whole forms, of people who are signed out
    "mention": 20,  # each one mails up to five people, who did not ask for it
    "offer": 10,  # mails to people who did not ask for them
    # Mails to an address that nobody has confirmed; the key is the address and what they are for.
    "mail": 5,
    "proof_code": 5,  # codes mailed to somebody who is signed in
    "picture_file": 60,  # each one is drawn anew
    "page_password": 20,  # passwords of protected pages, tried by anybody
    "proof": 10,  # passwords and codes tried by somebody who is signed in
}
#: Who decides here has the most to lose by a guessed password.
FOR_ALL = frozenset({"proof", "proof_code"})
# What is counted for a whole day: accounts made from one connection; pictures, which somebody has
# to look at while their uploader is new.
# Asking by mail to hide a picture one is in: of one address, and of one picture.
DAILY = {"sign_up": 6, "picture": 60, "own_picture": 10, "pictured": 10}
DAILY_FOR_NEW = {"picture": 10}


class LimitReached(Exception):
    """Too much in too short a time; it goes on after `retry_after` seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"retry after {retry_after} s")
        self.retry_after = retry_after


def network_of(request: HttpRequest) -> str:
    """Return today's keyed hash of the connection a request comes from.

    Of an IPv6 address only the network counts: one household has a whole /64. Behind a trusted
    proxy it is the address that the proxy saw.
    """
    address = address_of(request)
    try:
        if ip_address(address).version == 6:
            address = str(ip_network(f"{address}/64", strict=False))
    except ValueError:
        address = "unknown"
    return hashed("network", address)


def hashed(what: str, value: str) -> str:
    """Return today's keyed hash of something that must not be stored itself."""
    day = timezone.localdate().isoformat()
    text = f"{what} {day} {value}"
    return salted_hmac("community.limits", text, algorithm="sha256").hexdigest()[:32]


def count(*, action: str, user: User | None, network: str = "") -> None:
    """Count one attempt; raise `LimitReached` when there were too many within the hour.

    An account is counted by itself, a guest by the connection; without either nothing is counted.
    Counting and noting are one step: of attempts at the same moment none slips through.
    """
    if not settings.RATE_LIMITS or (user is None and not network):
        return
    key = f"account {user.pk}" if user else network
    limit = PER_ACCOUNT.get(User.Trust(user.trust), PER_CONNECTION) if user else PER_CONNECTION
    if user is None or user.trust != User.Trust.MODERATOR or action in FOR_ALL:
        limit = min(limit, RARER.get(action, limit))
    window = DAY if action in DAILY else WINDOW
    limit = DAILY.get(action, limit)
    if user is not None and user.trust == User.Trust.NEW:
        limit = DAILY_FOR_NEW.get(action, limit)
    retry_after = None
    with transaction.atomic(savepoint=False):
        _wait_for_turn(key, action)
        now = timezone.now()
        hits = Attempt.objects.filter(key=key, action=action, when__gt=now - window)
        if hits.count() < limit:
            Attempt.objects.create(key=key, action=action, when=now)
        else:
            oldest = hits.order_by("when").values_list("when", flat=True).first() or now
            retry_after = _seconds_until_free(oldest + window, now)
    # Outside of the block, so that a transaction of the caller's can go on.
    if retry_after is not None:
        raise LimitReached(retry_after)


def wait_for_turn(*, action: str, user: User | None, network: str = "") -> None:
    """Wait until nobody else counts under the same key, inside the caller's transaction.

    For a writer who locks a row before it counts: everybody takes turns first and rows second, else
    two of one account could wait for each other.
    """
    if settings.RATE_LIMITS and (user or network):
        _wait_for_turn(f"account {user.pk}" if user else network, action)


def _wait_for_turn(key: str, action: str) -> None:
    """Hold the others of this key off until the transaction ends.

    SQLite has one writer at a time anyway: its transactions begin as writers.
    """
    if connection.vendor == "postgresql":
        digest = sha256(f"{action} {key}".encode()).digest()
        number = int.from_bytes(digest[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def forget() -> int:
    """Remove attempts older than a day, and counts that are over; returns how many."""
    SharedCount.objects.filter(expires__lt=timezone.now()).delete()
    return Attempt.objects.filter(when__lt=timezone.now() - KEPT).delete()[0]


def _seconds_until_free(free: datetime, now: datetime) -> int:
    return max(1, int((free - now).total_seconds()) + 1)


def too_many(request: HttpRequest, error: LimitReached, why: str = "") -> HttpResponse:
    """Return the page that asks to wait: 429 with `Retry-After`.

    `why` says what there was too much of, and what else somebody can do; a form that is shown
    again says it, too (`community.typed`).
    """
    context = {"again": waits.in_words(error.retry_after), "why": why}
    response = render(request, "429.html", context, status=429)
    response.why_limited = why  # type: ignore[attr-defined]
    response["Retry-After"] = str(error.retry_after)
    return response


def answering_limits(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view answer 429 when `LimitReached` comes out of it."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except LimitReached as error:
            return too_many(request, error)

    return answering
