"""How do changes reach the index? Records are made, documents are written, then acknowledged.

Claim, write, acknowledge: each step commits on its own. A process that dies in between leaves a
lease that runs out, and the next one does the work again; a document written twice is the same
document. Nothing is acknowledged that the index has not confirmed.
"""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

import pagecache
from search import outbox, projection
from search.engines.base import Unavailable
from search.engines.elasticsearch import client, index
from search.engines.elasticsearch.documents import source
from search.lock import Busy, only_one
from search.models import Entry, EntryText, TermChange
from text import thing_keys

logger = logging.getLogger(__name__)

#: Records of so many things are made in one transaction: long enough to be quick, short enough for
#: a writer on SQLite to wait for.
STALE_BATCH = 200
PUSH_BATCH = 500
#: Longer than any bulk request may take (`client.WORK_SECONDS`).
LEASE = timedelta(seconds=90)
#: While the server is away it is asked again after half a second, one, two … at most five: as soon
#: as it is back it is noticed, and meanwhile neither log nor worker are kept busy.
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 5.0
#: A failed write is tried again after 1, 2, 4 … seconds, at most after five minutes.
MAX_BACKOFF_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did. `failed` were refused by the index; `away`: it did not answer."""

    projected: int = 0
    written: int = 0
    failed: int = 0
    away: bool = False

    @property
    def idle(self) -> bool:
        """Whether there was nothing left to do, or nothing that could be done."""
        return not (self.projected or self.written or self.failed)


class _Patience:
    """How long a server that was away is left alone."""

    def __init__(self) -> None:
        self.pause, self.until = 0.0, 0.0

    def over(self) -> bool:
        """Whether the server may be asked."""
        return time.monotonic() >= self.until

    def answered(self) -> None:
        if self.pause:
            logger.warning("The search server answers again.")
        self.pause, self.until = 0.0, 0.0

    def was_away(self, error: Exception) -> None:
        if not self.pause:
            logger.warning("The search server does not answer; what changes waits: %s", error)
        self.pause = min(self.pause * 2 or FIRST_PAUSE, LONGEST_PAUSE)
        self.until = time.monotonic() + self.pause


patience = _Patience()


def trouble() -> str:
    """Say, in a word, what keeps changes from the index; "" when nothing does."""
    return "Unavailable" if patience.pause else ""


def sync_once() -> Round:
    """Bring everything that is due into the projections and the index, a batch of each."""
    look_again()
    projected = project_stale()
    if not client.configured() or not Entry.objects.unsynced().due(timezone.now()).exists():
        return Round(projected=projected)
    if not patience.over():
        return Round(projected=projected, away=True)
    try:
        written, failed = push()
    except Unavailable as error:
        patience.was_away(error)
        return Round(projected=projected, away=True)
    patience.answered()
    return Round(projected, written, failed)


def sync_all() -> Round:
    """Go on until nothing is due or the server is away; return the sums.

    Asks the server at once, however short ago it was away: somebody has called for it.
    """
    patience.until = 0.0
    projected = written = failed = 0
    while True:
        done = sync_once()
        projected, written, failed = (
            projected + done.projected,
            written + done.written,
            failed + done.failed,
        )
        if done.idle or done.away:
            return Round(projected, written, failed, done.away)


def look_again() -> None:
    """Mark what time alone has made old: passed dates, and renamed facet values once more."""
    now = timezone.now()
    passed = Entry.objects.filter(refresh_at__lte=now)
    # Twice a second nothing has passed: then no write either, which would be a lock on SQLite.
    if passed.exists():
        with transaction.atomic():
            passed.lock().update(version=F("version") + 1, stale=True, refresh_at=None)
    for change in TermChange.objects.filter(due__lte=now):
        with transaction.atomic():
            outbox.mark_term(change.facet, change.value)
            change.delete()


def project_stale() -> int:
    """Make the records of a batch of stale entries, hidden ones first; return how many."""
    done = 0
    by_kind: dict[str, list[int]] = defaultdict(list)
    rows = Entry.objects.filter(stale=True).due(timezone.now()).order_by("-hidden", "pk")
    for kind, object_id in rows.values_list("kind", "object_id")[:STALE_BATCH]:
        by_kind[kind].append(object_id)
    for kind, pks in by_kind.items():
        done += _project(kind, pks)
    return done


def _project(kind: str, pks: Sequence[int]) -> int:
    """Project things of one kind; when one of them fails, the others still go through."""
    try:
        _project_together(kind, pks)
    except Exception as error:
        # Whatever a source raises must not stop the queue: find the culprit, let it wait.
        if len(pks) > 1:
            return sum(_project(kind, [pk]) for pk in pks)
        logger.exception("No record of %s:%s", kind, pks[0])
        _put_off(Entry.objects.of(kind, pks), str(error))
        return 0
    return len(pks)


def project_now(kind: str, pk: int) -> None:
    """Make the record of one stale thing; the answer to whoever changed it has been sent.

    A page of results may have been made and kept since the change.
    """
    with transaction.atomic():
        if Entry.objects.of(kind, [pk]).filter(stale=True).exists():
            _project(kind, [pk])
            pagecache.bump([thing_keys.key(kind, pk)])


def _project_together(kind: str, pks: Sequence[int]) -> None:
    """Raise the versions first, then read, then write: see `outbox.changed`."""
    with transaction.atomic():
        projection.raise_version(kind, list(pks))
        records = projection.read(kind, pks)
        changed = [
            thing_keys.key(kind, entry.object_id)
            for entry in Entry.objects.of(kind, pks)
            if projection.write(entry, records.get(entry.object_id))
        ]
        # Pages name what is like their own by what search knows of it.
        pagecache.bump(changed, only_said=True)


def push() -> tuple[int, int]:
    """Write a batch of unsynced entries to the index; return how many were written and failed.

    Raises `Unavailable`; the claimed entries are free again then.
    """
    targets = _targets()
    claimed = _claim()
    if not claimed:
        return 0, 0
    try:
        outcomes = index.write(documents(claimed), targets)
    except Unavailable:
        Entry.objects.filter(pk__in=[entry.pk for entry in claimed]).update(lease=None)
        raise
    done = {outcome.key for outcome in outcomes if outcome.done}
    written = [entry for entry in claimed if entry.key in done]
    refused = [entry for entry in claimed if entry.key not in done]
    acknowledge(written)
    _put_off(refused, _reasons(outcomes))
    return len(written), len(refused)


def _claim() -> list[Entry]:
    """Take a batch for this process alone; what was narrowed goes first."""
    now = timezone.now()
    with transaction.atomic():
        rows = Entry.objects.unsynced().due(now).order_by("-hidden", "public", "pk")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        claimed = list(rows[:PUSH_BATCH])
        Entry.objects.filter(pk__in=[entry.pk for entry in claimed]).update(lease=now + LEASE)
    return claimed


def documents(entries: Sequence[Entry]) -> list[index.Write]:
    """Return the documents of these entries, in one query."""
    texts = EntryText.objects.in_bulk([entry.pk for entry in entries])
    return [
        index.Write(entry.key, entry.version, source(entry, texts.get(entry.pk)))
        for entry in entries
    ]


def acknowledge(entries: Iterable[Entry]) -> None:
    """Note what the index has confirmed. A change that came meanwhile has a higher version."""
    by_version: dict[int, list[int]] = defaultdict(list)
    for entry in entries:
        by_version[entry.version].append(entry.pk)
    with transaction.atomic():
        Entry.objects.filter(pk__in=[pk for pks in by_version.values() for pk in pks]).lock()
        for version, pks in by_version.items():
            Entry.objects.filter(pk__in=pks, synced_version__lt=version).update(
                synced_version=version
            )
            Entry.objects.filter(pk__in=pks).update(lease=None, next_try=None, attempts=0)


def _targets() -> tuple[str, ...]:
    """The index behind the alias, made if there is none, and the one that is being built.

    Asked before the claim, so that a server that is away costs no writes in the database.
    """
    current, building = index.places()
    if not current or building:
        current, building = _tidied(current, building)
    return (client.alias(), index.building_alias()) if building else ()


def _tidied(current: str, building: str) -> tuple[str, str]:
    """Make the first index; remove one whose rebuild has died. Nothing while a rebuild runs."""
    try:
        with only_one():
            current, building = index.places()
            if not current:
                index.swap(index.create(), "")
                # An empty index: everything has to go there.
                Entry.objects.update(synced_version=0)
            elif building == current:
                index.finish_building(current)
            elif building:
                logger.warning("Removing %s, which an interrupted rebuild has left.", building)
                index.remove(building)
            return current, ""
    except Busy:
        if not current:
            raise Unavailable("the first index is being made") from None
        return current, building


def _put_off(entries: Iterable[Entry], reason: str) -> None:
    """Let these entries wait, twice as long after each failure."""
    now = timezone.now()
    for entry in entries:
        seconds = min(2**entry.attempts, MAX_BACKOFF_SECONDS)
        Entry.objects.filter(pk=entry.pk).update(
            lease=None, next_try=now + timedelta(seconds=seconds), attempts=entry.attempts + 1
        )
        logger.warning("%s waits %s s: %s", entry.key, seconds, reason)


def _reasons(outcomes: Iterable[index.BulkOutcome]) -> str:
    return "; ".join({outcome.error for outcome in outcomes if not outcome.done})
