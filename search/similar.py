"""What do other districts know about a thing? As search found it, kept, and read in one query.

The worker asks search, so that nobody waits for it who opens a page. Only which things are alike is
kept. How they are called, where they are and what they have in common is read when it is shown, so
that nothing hidden and no earlier title is shown from here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from itertools import islice

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

import pagecache
from search import hits as shown
from search import likeness
from search.models import Entry, SimilarEntry
from search.request import Similar
from search.sources import sources
from text import thing_keys

SHOWN = 5
#: Some may be hidden later, and a page may leave out some kinds.
KEPT = 15
# A few seconds of work for the worker; asking for one thing takes up to half a second.
AT_ONCE = 10
OUTDATED = timedelta(days=7)


def similar_to(kind: str, pk: int, *, without: Collection[str] = ()) -> Similar:
    """Return what was found for a thing when the worker last asked, `without` things of kinds."""
    columns = ("entry__title", "entry__facets", "other__public", "other__hidden")
    rows = (
        SimilarEntry.objects.filter(entry__kind=kind, entry__object_id=pk)
        .select_related("entry", "other")
        .only("place", *columns, *(f"other__{column}" for column in shown.SHOWN))
        .order_by("place")
    )
    others = [row.other for row in rows]
    seen = (other for other in others if other.visible and other.kind not in without)
    entries = {(other.kind, other.object_id): other for other in islice(seen, SHOWN)}
    own = rows[0].entry if rows else Entry()
    hits = likeness.with_reasons(entries, own.title, likeness.belonging(own, "topic"))
    keys = (thing_keys.key(other.kind, other.object_id) for other in others)
    return Similar(hits, (_key(kind, pk), *keys))


def refresh() -> int:
    """Ask search anew for things that are new, changed or not asked for in a week.

    A job of the worker. Returns how many were asked for.
    """
    outdated = timezone.now() - OUTDATED
    kinds = [source.kind for source in sources() if source.traits.names_similar]
    due = Q(similar_at=None) | Q(similar_at__lt=outdated) | Q(similar_version__lt=F("version"))
    waiting = Entry.objects.visible().filter(due, kind__in=kinds, stale=False)
    first = waiting.order_by(F("similar_at").asc(nulls_first=True), "pk")
    chosen = [*first.select_related("words")[:AT_ONCE]]
    for entry in chosen:
        keep(entry, [other.pk for other in likeness.alike(entry, KEPT)])
    return len(chosen)


def keep(entry: Entry, others: Sequence[int]) -> None:
    """Keep what was found; pages that show it become stale only if that has changed."""
    with transaction.atomic():
        kept = SimilarEntry.objects.filter(entry=entry)
        if others != [*kept.order_by("place").values_list("other", flat=True)]:
            kept.delete()
            SimilarEntry.objects.bulk_create(
                SimilarEntry(entry=entry, other_id=other, place=place)
                for place, other in enumerate(others)
            )
            pagecache.bump([_key(entry.kind, entry.object_id)], only_said=True)
        Entry.objects.filter(pk=entry.pk).update(
            similar_at=timezone.now(), similar_version=entry.version
        )


def _key(kind: str, pk: int) -> str:
    return f"similar to {thing_keys.key(kind, pk)}"
