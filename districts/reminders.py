"""What the worker does for the directory: dates move on, entries are asked about once a year."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from community import mail
from community.mail_topics import MailTopic
from districts.models import Actor
from districts.services import checking, roll_forward

YEAR = timedelta(days=365)
#: As many letters in one round; the next round is an hour later.
AT_ONCE = 50
CHANGES = MailTopic(
    "changes", gettext_lazy("the question once a year whether your entry is still right")
)


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
    rows = checking.answerable().filter(old, unasked, is_demo=False)
    asked = 0
    for actor in rows.order_by(F("checked_at").asc(nulls_first=True), "pk")[:AT_ONCE]:
        with transaction.atomic():
            Actor.objects.filter(pk=actor.pk).update(asked_at=today)
            for address, carer in checking.people_to_ask(actor):
                _ask(actor, address, carer)
        asked += 1
    return asked


def _ask(actor: Actor, address: str, carer: User | None) -> None:
    mail.queue(
        to=address,
        subject=_("Is your entry still right?"),
        paragraphs=[
            _("Your entry on our site has not been looked at for a year."),
            _("Please open this link: one press is enough, an account is not needed.")
            + f"\n{checking.answer_link(actor, address, carer)}",
        ],
        why=_("This mail comes once a year because your address is noted with the entry."),
        topic=CHANGES.key,
    )
