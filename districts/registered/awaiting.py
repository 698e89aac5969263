"""What of the directory stands in "This waits for you": entries that somebody cares for."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import awaiting
from accounts.awaiting import WaitingSource
from accounts.models import User
from districts.services import caring, checking

SOURCE = "still-right"


def register() -> None:
    """Make the source of this app known."""
    awaiting.register(WaitingSource(SOURCE, rows=_unanswered, line=_of_entry))


def _unanswered(user: User) -> QuerySet[Any, Any]:
    """Return the actors somebody was asked about and has not answered for, as long as they may."""
    lately = timezone.localdate() - checking.LASTS
    rows = checking.answerable().filter(asked_at__gte=lately, pk__in=caring.cared_for_by(user))
    rows = rows.filter(Q(checked_at=None) | Q(checked_at__lt=F("asked_at")))
    return awaiting.columns(rows, SOURCE, since=F("asked_at"), words=F("name"), path=F("slug"))


def _of_entry(_number: int, words: str, path: str) -> tuple[str, str]:
    title = _("Is your entry “%(title)s” still right?") % {"title": words}
    return title, reverse("districts:actor", args=[path])
