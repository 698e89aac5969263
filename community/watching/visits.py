"""When somebody last looked at their overview: what has happened since is new to them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from community.models import Visit
from pagecache.noting import note

#: Looking again within it is the same visit.
SAME = timedelta(hours=1)
#: It lasts as long as somebody looks, which is noted once a minute.
NOTED = timedelta(minutes=1)
#: What is shown to somebody who comes for the first time.
LATELY = timedelta(days=14)


def begin(user: User) -> datetime:
    """Note a visit, and return since when things are new to this person. One query, or two."""
    now = timezone.now()
    visit = Visit.objects.filter(user=user).first()
    if visit is None:
        note(lambda: Visit.objects.bulk_create([Visit(user=user, at=now)], ignore_conflicts=True))
        return now - LATELY
    before = visit.at if visit.at < now - SAME else visit.before
    if visit.at < now - NOTED:
        note(lambda: Visit.objects.filter(pk=visit.pk).update(before=before, at=now))
    return before or now - LATELY
