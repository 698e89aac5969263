"""Whether an entry is still right: asked once a year by mail, answered with one press.

The link in the mail answers without an account: it went to the address noted with the entry.

Errors::

    writing.WriteRefused
    └── BadAnswer           the link is not ours, or too old
"""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from community import log, mail
from districts.models import Actor, State
from districts.services import writing

#: Whoever opens the mail after the summer holidays still finds a link that works.
LINK_SECONDS = 90 * 24 * 3600
_SALT = "districts.still-right"


class BadAnswer(writing.WriteRefused):
    """The link is not ours, or too old."""


def confirm_entry(*, entry: Any, by: User | None) -> None:
    """Note that an entry of any kind is still right today ("stimmt noch")."""
    with transaction.atomic():
        type(entry)._default_manager.filter(pk=entry.pk).update(checked_at=timezone.localdate())
        log.write(action="confirm", who=by, kind=entry.KIND, pk=entry.pk, title=str(entry))
        writing.announce(entry)


def answer_link(actor: Actor) -> str:
    """Return the address, for a mail, at which an actor's people answer without an account."""
    token = signing.dumps(actor.pk, salt=_SALT)
    return mail.absolute(reverse("districts:answer", args=[actor.slug, token]))


def check_answer(*, actor: Actor, token: str) -> None:
    """Raise `BadAnswer` unless the link was made for this actor and is not too old."""
    try:
        pk = signing.loads(token, salt=_SALT, max_age=LINK_SECONDS)
    except signing.BadSignature as error:
        raise BadAnswer(actor.slug) from error
    if pk != actor.pk:
        raise BadAnswer(actor.slug)


def take_out(*, actor: Actor, by: User | None) -> None:
    """Hide an entry at once, because its own people asked for it through their own address."""
    with transaction.atomic():
        writing.set_state(actor, State.HIDDEN)
        writing.announce_many(Actor.KIND, [actor.pk], hidden=True)
        log.write(action="hide", who=by, kind=Actor.KIND, pk=actor.pk, title=actor.name)
