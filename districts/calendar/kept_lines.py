"""Which lines of a calendar were made already, and are as they should be?

To make those of a date costs as much as a small page, and programs ask for all dates of a city
every few hours. So they are made once for each change of a date: search counts these in the
transaction of the change, also where a district or topic that it names is renamed. The worker makes
them ahead, so that nobody waits for those of a whole city.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Case, F, FilteredRelation, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone, translation

from districts.calendar import ical
from districts.models import CalendarLines, Date, District
from districts.querysets import links
from pagecache.noting import note
from search import contract
from text.languages import current_language
from text.site_address import site_address

#: How long what is over stays in a subscribed calendar.
KEPT = timedelta(days=90)
#: To be raised when `ical` says anything otherwise: what was made before is then made again.
FORMAT = 1
#: So many are made in one round of the worker: half a second of its time.
AT_ONCE = 200


def lines_of(rows: QuerySet[Any], districts: Collection[District] = ()) -> list[str]:
    """Return the lines of dates that everybody may see, in the order of `rows`.

    Of a date that is only a guest in the chosen `districts` they hold the times that are there.
    """
    found = list(_with_kept(rows, districts).values_list("pk", "kept", "whole", "version"))
    missing = [pk for pk, kept, _whole, _version in found if kept is None]
    made = _made(missing, districts) if missing else {}
    whole = {pk: version for pk, _kept, whole, version in found if whole and pk in made}
    _keep(made, whole)
    return [made.get(pk, "") if kept is None else kept for pk, kept, _whole, _version in found]


def make_ahead() -> int:
    """Make the lines that a subscribed calendar would miss; return how many.

    What was made of a date as it is no longer is forgotten, whoever may see it now.
    """
    changed = CalendarLines.objects.annotate(now=Coalesce(_version("date_id"), -1))
    changed.exclude(version=F("now")).delete()
    with translation.override(settings.LANGUAGE_CODE):
        rows = Date.objects.live().upcoming(timezone.now() - KEPT)
        missing = _with_kept(rows, ()).filter(kept=None, version__isnull=False)
        return len(
            lines_of(rows.filter(pk__in=list(missing.values_list("pk", flat=True)[:AT_ONCE])))
        )


def _with_kept(rows: QuerySet[Any], districts: Collection[District]) -> QuerySet[Any]:
    """Say of each date its `version`, whether it is told as a `whole`, and what is `kept` of it."""
    holds = Q(calendar_lines__language=current_language(), calendar_lines__made_by=_maker())
    found: QuerySet[Any] = rows.annotate(
        version=_version("pk"),
        lines=FilteredRelation("calendar_lines", condition=holds),
        whole=Case(When(_is_whole(districts), then=True), default=False),
        kept=Case(When(Q(whole=True, lines__version=F("version")), then=F("lines__text"))),
    )
    return found


def _is_whole(districts: Collection[District]) -> Q:
    """Condition: a reader of these districts looks for each time, see `times.ShownTime.is_in`."""
    chosen = [district.pk for district in districts]
    if not chosen:
        return Q(pk__isnull=False)
    return Q(city_wide=True) | Q(pk__in=links(Date, "districts", pk__in=chosen))


def _made(pks: Iterable[int], districts: Iterable[District]) -> dict[int, str]:
    rows = Date.objects.live().filter(pk__in=list(pks)).with_places().with_hosts()
    chosen = frozenset(district.pk for district in districts)
    return {entry.pk: ical.lines(entry, chosen=chosen) for entry in rows.prefetch_related("topics")}


def _keep(made: Mapping[int, str], versions: Mapping[int, int | None]) -> None:
    """Keep what was made since these versions were read; a later change makes it void."""
    rows = [
        CalendarLines(
            date_id=pk,
            language=current_language(),
            version=version,
            made_by=_maker(),
            text=made[pk],
        )
        for pk, version in versions.items()
        if version is not None
    ]
    if rows:
        note(
            lambda: CalendarLines.objects.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["date", "language"],
                update_fields=["version", "made_by", "text"],
            )
        )


def _version(pk: str) -> Subquery:
    return contract.version_of(Date.KIND, pk)


def _maker() -> str:
    """Name all that lines depend on beside the date; the year for `ical.AHEAD`."""
    words = f"{FORMAT}|{site_address()}|{timezone.localdate().year}"
    return hashlib.blake2b(words.encode(), digest_size=16).hexdigest()
