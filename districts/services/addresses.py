"""Which mail address speaks for an actor, so that a link mailed there may decide about its entry?

The one that is noted with the entry, unless it is too new: whoever wants to take over an entry, or
to have it taken out, must not be able to enter an address of their own first.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from districts.models import Actor

#: So long after a change the address from before it speaks for the entry. Long enough for somebody
#: to notice that mails do not come any more.
SETTLING = timedelta(days=30)


def speaking_address(actor: Actor) -> str:
    """Return the address that speaks for an actor; "" when there is none (yet)."""
    since = actor.mail_changed_at
    if since is None or since <= timezone.now() - SETTLING:
        return actor.mail
    return actor.earlier_mail


def changed_address(actor: Actor, values: Mapping[str, Any], *, trusted: bool) -> dict[str, Any]:
    """Return the columns that follow from a change of an actor's address.

    `trusted` is a first address entered by its carers, moderators or a script: it counts at once.
    An address that is taken back is not kept.
    """
    new = values.get("mail", actor.mail)
    if new == actor.mail:
        return {}
    if not new:
        return {"earlier_mail": "", "mail_changed_at": timezone.now()}
    before = speaking_address(actor)
    if new == before or (trusted and not before):
        return {"earlier_mail": "", "mail_changed_at": None}
    return {"earlier_mail": before, "mail_changed_at": timezone.now()}


def forget_earlier() -> int:
    """Remove addresses that no longer speak for anybody; returns of how many actors."""
    over = Q(mail_changed_at__lte=timezone.now() - SETTLING)
    return Actor.objects.filter(over).update(earlier_mail="", mail_changed_at=None)
