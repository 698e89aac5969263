"""What must not be kept: guests' addresses, attempts, kept texts, sent mails, old happenings."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from community import limits, mail
from community.mails import links
from community.models import Case, Comment, Mail
from community.typed import drafts
from community.watching import collecting, happenings

# Longer than a decision can be taken back and its mail takes to leave.
AFTER_DECISION = timedelta(hours=1)
# A mail that asks somebody to agree is read within days; a talk rarely goes on for a year.
UNCONFIRMED = timedelta(days=14)
OLD_TALK = timedelta(days=365)


def forget_all() -> dict[str, int]:
    """Remove everything that is due; the worker calls this every hour. Returns how many of each."""
    return {
        "addresses": forget_addresses() + forget_commenters(),
        "attempts": limits.forget(),
        "texts": drafts.forget(),
        "mails": mail.forget(),
        "links": links.forget(),
        "happenings": happenings.forget() + collecting.forget(),
    }


def forget_addresses() -> int:
    """Remove guests' addresses from decided cases once the answer has left."""
    unsent = Mail.objects.filter(case=OuterRef("pk"), sent=None)
    decided = Case.objects.filter(decided_at__lt=timezone.now() - AFTER_DECISION).exclude(mail="")
    return decided.exclude(Exists(unsent)).update(mail="")


def forget_commenters() -> int:
    """Remove addresses of guests who never agreed to mails, or whose talk is a year old.

    So are those beside a refused comment: its writer hears nothing more, once that stands.
    """
    kept = Comment.objects.exclude(mail="")
    now = timezone.now()
    silent = kept.filter(mail_confirmed=False, created__lt=now - UNCONFIRMED)
    old = kept.filter(created__lt=now - OLD_TALK)
    lately = Case.objects.pending().filter(decided_at__gte=now - AFTER_DECISION)
    refused = kept.filter(state=Comment.State.REFUSED).exclude(
        pk__in=lately.filter(object_kind="comment").values("object_pk")
    )
    forgotten = [rows.update(mail="", wants_answers=False) for rows in (silent | old, refused)]
    return sum(forgotten)
