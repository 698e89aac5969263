"""Who else has the form of an article open? A hint, not a lock: both edits are combined.

Only accounts are noted, and only for a quarter of an hour after they opened the form.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from pagecache.noting import note
from wiki.models import Article, OpenForm

SHOWN_FOR = timedelta(minutes=15)


def opened(article: Article, user: User | None) -> list[str]:
    """Note that `user` has opened the form; return the names of others who have lately."""
    now = timezone.now()
    others = OpenForm.objects.filter(article=article, opened__gt=now - SHOWN_FOR)
    if user is not None:
        values = {"opened": now}
        note(lambda: OpenForm.objects.update_or_create(article=article, user=user, defaults=values))
        others = others.exclude(user=user)
    return list(others.order_by("opened").values_list("user__name", flat=True))


def closed(article: Article, user: User | None) -> None:
    """Forget that `user` has the form open: they have saved, in this transaction."""
    if user is not None:
        OpenForm.objects.filter(article=article, user=user).delete()


def forget() -> int:
    """Remove what nobody needs any more; returns how many rows."""
    return OpenForm.objects.filter(opened__lte=timezone.now() - SHOWN_FOR).delete()[0]
