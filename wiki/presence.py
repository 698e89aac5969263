"""Who else has the form of an article open? A hint, not a lock: both edits are combined.

Only accounts are noted, and only for a quarter of an hour after they opened the form.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from pagecache.noting import note
from search.outbox import after_answer
from wiki.models import Article, OpenForm

SHOWN_FOR = timedelta(minutes=15)


def opened(article: Article, user: User | None) -> list[str]:
    """Note that `user` has opened the form; return the names of others who have lately."""
    now = timezone.now()
    others = OpenForm.objects.filter(article=article, opened__gt=now - SHOWN_FOR)
    if user is not None:
        own: dict[str, Any] = {"article": article, "user": user}
        _later(lambda: OpenForm.objects.update_or_create(defaults={"opened": now}, **own))
        others = others.exclude(user=user)
    return list(others.order_by("opened").values_list("user__name", flat=True))


def closed(article: Article, user: User | None) -> None:
    """Forget that `user` has the form open: they have saved."""
    if user is not None:
        _later(lambda: OpenForm.objects.filter(article=article, user=user).delete())


def _later(write: Callable[[], object]) -> None:
    """Do it when the answer is on its way, else now."""
    if not after_answer(object(), write):
        note(write)


def forget() -> int:
    """Remove what nobody needs any more; returns how many rows."""
    return OpenForm.objects.filter(opened__lte=timezone.now() - SHOWN_FOR).delete()[0]
