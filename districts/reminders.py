"""What the worker does for the directory: dates move on, entries are asked about once a year."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community import mail
from community.models import Case, Mail
from districts.models import Actor, State
from districts.services import checking, roll_forward, writing
from districts.services.caring import carers_of

YEAR = timedelta(days=365)
#: As many letters in one round; the next round is an hour later.
AT_ONCE = 50
#: An objection is to be heard within a day; nobody may sleep for all of it.
OBJECTION = timedelta(hours=20)


def move_dates_on() -> int:
    """Move repeating dates to their next occurrence."""
    return roll_forward()


def ask_whether_right() -> int:
    """Ask the people of entries nobody has looked at for a year; returns how many entries."""
    today = timezone.localdate()
    old = Q(checked_at__lt=today - YEAR) | Q(
        checked_at__isnull=True, created_at__lt=timezone.now() - YEAR
    )
    unasked = Q(asked_at__isnull=True) | Q(asked_at__lt=today - YEAR)
    rows = Actor.objects.live().listed().filter(old, unasked, is_demo=False)
    asked = 0
    for actor in rows.order_by(F("checked_at").asc(nulls_first=True), "pk")[:AT_ONCE]:
        with transaction.atomic():
            Actor.objects.filter(pk=actor.pk).update(asked_at=today)
            for address in _addresses(actor):
                _ask(actor, address)
        asked += 1
    return asked


def _addresses(actor: Actor) -> list[str]:
    return [person.email for person in carers_of(actor)] or ([actor.mail] if actor.mail else [])


def _ask(actor: Actor, address: str) -> None:
    mail.queue(
        to=address,
        subject=_("Is your entry still right?"),
        paragraphs=[
            _("Your entry on our site has not been looked at for a year."),
            _("Please open this link: one press is enough, an account is not needed.")
            + f"\n{checking.answer_link(actor)}",
        ],
        why=_("This mail comes once a year because your address is noted with the entry."),
        topic=Mail.Topic.CHANGES,
    )


def hide_objected() -> int:
    """Hide entries whose people object, before a day is over; a moderator can show them again."""
    due = Case.objects.open().filter(
        sort=Case.Sort.OBJECTION,
        object_kind=Actor.KIND,
        created__lte=timezone.now() - OBJECTION,
    )
    pks = list(due.values_list("object_pk", flat=True))
    rows = list(Actor.objects.live().filter(pk__in=pks))
    with transaction.atomic():
        for actor in rows:
            writing.set_state(actor, State.HIDDEN)
        if rows:
            writing.announce_many(Actor.KIND, [actor.pk for actor in rows], hidden=True)
    return len(rows)
