"""Making digests: one for each reader and local date, whichever worker comes first.

Only references are put together here (`community.watching.news`); the mail is written when it
leaves (`community.watching.digest_mail`), where nothing is new it does not leave.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from community import mail, mail_topics
from community.mail import WATCHED
from community.models import Digest, Happening, Watch
from community.models.watching import WatchQuerySet
from community.watching import happenings, promised
from community.watching.due import QUIET, Morning, morning_at
from community.watching.news import NewsItem, Window

#: Readers whose digests are made in one transaction.
TOGETHER = 200
#: What is told at once is told of one thing once an hour at most.
PAUSE = timedelta(hours=1)
#: A mail that no server takes is given up much earlier.
KEPT = timedelta(days=14)


def make_due() -> int:
    """Make what is due; the worker calls this every minute. Returns how many mails were noted."""
    now = timezone.now()
    morning = morning_at(now)
    return _at_once(now) + (_digests(morning) if morning else 0)


def forget() -> int:
    """Remove digests whose mails have long left; returns how many."""
    return Digest.objects.filter(made__lt=timezone.now() - KEPT).delete()[0]


def _digests(morning: Morning) -> int:
    due = Watch.objects.filter(morning.is_due)
    due = due.exclude(user__digests__day=morning.day)
    watching = due.order_by("user").values_list("user", flat=True).distinct()
    readers = sorted({*watching, *_reminded(morning)})
    if not readers:
        return 0
    window = _window(due, morning.until)
    return sum(
        _digests_of(readers[start : start + TOGETHER], morning, window)
        for start in range(0, len(readers), TOGETHER)
    )


def _reminded(morning: Morning) -> set[int]:
    """Return who is reminded of something this morning and has no digest of it yet."""
    reminded = promised.reminded(morning.day)
    told = Digest.objects.filter(user__in=reminded, day=morning.day).values_list("user", flat=True)
    return reminded.difference(told) if reminded else reminded


def _window(watches: WatchQuerySet, until: datetime) -> Window:
    """Read once what has happened for all of them, and what their searches find of it."""
    earliest = watches.order_by("told_until").values_list("told_until", flat=True).first()
    since = max(earliest or until, until - happenings.KEPT)
    window = Window(since=since, until=until)
    searches = watches.exclude(search="").values_list("parameters", flat=True)
    window.look_for(searches.order_by("parameters").distinct())
    return window


@transaction.atomic
def _digests_of(readers: list[int], morning: Morning, window: Window) -> int:
    """Make the digests of some readers; of two workers the second finds nothing due any more."""
    due = Watch.objects.select_for_update().filter(morning.is_due, user__in=readers)
    by_reader: dict[int, list[tuple[Watch, datetime]]] = defaultdict(list)
    for watch in due.order_by("pk"):
        by_reader[watch.user_id].append((watch, morning.until_for(watch.rhythm)))
    told = [watch.pk for pairs in by_reader.values() for watch, _until in pairs]
    reminded = _reminded(morning).intersection(readers)
    for reader in reminded:
        by_reader.setdefault(reader, [])
    Digest.objects.bulk_create(_digest_rows(by_reader, reminded, morning, window))
    moved = Watch.objects.filter(morning.is_due, pk__in=told)
    moved.filter(rhythm=Watch.Rhythm.WEEKLY).update(told_until=morning.weekly_until)
    moved.filter(rhythm=Watch.Rhythm.DIGEST).update(told_until=morning.until)
    return _queue(Digest.objects.filter(user__in=by_reader, day=morning.day))


def _digest_rows(
    by_reader: dict[int, list[tuple[Watch, datetime]]],
    reminded: set[int],
    morning: Morning,
    window: Window,
) -> Iterator[Digest]:
    for reader, pairs in by_reader.items():
        items = window.items(pairs)
        if items or reader in reminded:
            stored = [item.stored() for item in items]
            yield Digest(user_id=reader, day=morning.day, items=stored)


def _queue(digests: QuerySet[Digest]) -> int:
    """Note a mail for each; it holds the key of its digest and no words."""
    queued = [
        mail.queue(
            to=digest.user.email,
            subject=str(mail_topics.TOPICS[mail_topics.WATCHING].words),
            paragraphs=[],
            why="",
            topic=mail_topics.WATCHING,
            message=WATCHED,
            about=("", digest.pk),
        )
        for digest in digests.filter(user__is_active=True).select_related("user").order_by("pk")
    ]
    return sum(row is not None for row in queued)


def _at_once(now: datetime) -> int:
    until = now - QUIET
    new = Happening.objects.filter(
        object_kind=OuterRef("object_kind"),
        object_pk=OuterRef("object_pk"),
        at__gt=OuterRef("told_until"),
        at__lte=until,
        minor=False,
    ).exclude(actor=OuterRef("user"), actor__isnull=False)
    rested = Q(mailed_at=None) | Q(mailed_at__lte=now - PAUSE)
    due = Watch.objects.filter(Exists(new), rested, rhythm=Watch.Rhythm.AT_ONCE)
    keys = list(due.order_by("pk").values_list("pk", flat=True)[:TOGETHER])
    return sum(_tell_at_once(pk, due, until, now) for pk in keys)


@transaction.atomic
def _tell_at_once(pk: int, due: WatchQuerySet, until: datetime, now: datetime) -> int:
    watch = due.select_for_update(of=("self",)).filter(pk=pk).first()
    if watch is None:
        return 0  # another worker was quicker
    window = Window(since=watch.told_until, until=until)
    items: list[NewsItem] = window.items([(watch, until)])
    Watch.objects.filter(pk=pk).update(told_until=until, mailed_at=now)
    if not items:
        return 0
    digest = Digest.objects.create(user_id=watch.user_id, items=[items[0].stored()])
    return _queue(Digest.objects.filter(pk=digest.pk))
