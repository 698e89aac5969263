"""Writing dates.

Errors::

    writing.WriteRefused
    ├── EndsFirst           it would end before it begins
    ├── overlaps.MeetsAnother   two of its times would take place at once
    ├── moved_times.LosesTimes  nothing says which times those become that were changed alone
    └── OffPattern          its first day is none on which it repeats
    recurrence.BadRule      the rule is none this product knows
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import log
from districts.calendar import recurrence, repetition, single_times
from districts.entries import revision_values
from districts.entries.dates import SHAPE
from districts.models import Actor, City, Date, District, Topic
from districts.services import entry_edits, entry_revisions, moved_times, overlaps, writing
from districts.services.entry_writers import EntryWriter
from districts.services.signature import SYSTEM, Signature

TIMES = ("start", "end", "recurrence", "exceptions", "changes")


class DateValues(TypedDict, total=False):
    """What can be said of a date; absent means unchanged (or empty on a new one)."""

    title: str
    kind: str
    city: City | None
    districts: Iterable[District]
    topics: Iterable[Topic]
    bodies: Iterable[Actor]
    organiser: Actor | None
    start: datetime
    end: datetime
    recurrence: str
    exceptions: list[str]
    changes: dict[str, dict[str, Any]]
    place: str
    latitude: float | None
    longitude: float | None
    text: str
    agenda: str
    open_to: str
    open_to_all: bool
    costs: str
    access: list[str]
    phone: str
    link: str
    next_topics: str
    next_host: District | None
    council_meeting: bool
    checked_at: date | None
    external_id: str
    licence: str


class EndsFirst(writing.WriteRefused):
    """The date would end before it begins."""


class OffPattern(writing.WriteRefused):
    """The first day is none on which the date repeats; other calendars would show it anyway."""


def _write_more(entry: Date, values: Mapping[str, Any]) -> None:
    if values.keys() & {*TIMES, "districts"}:
        entry.hosts.set(hosts_of(entry, timezone.now()))


def _derive(entry: Date, values: Mapping[str, Any]) -> dict[str, Any]:
    derived = writing.derived_columns(entry, values)
    if values.keys() & set(TIMES):
        times = {name: values.get(name, getattr(entry, name)) for name in TIMES}
        _see_that_it_ends_after(times)  # two people may each have moved one of them
        derived |= reckoned(times)
        _see_that_none_ends_first(times["changes"])
        if values.keys() & {"start", "recurrence"}:
            _see_that_it_fits(derived["recurrence"], times["start"])
            moved_times.see_that_all_are_carried(times_of(entry), times)
        overlaps.see_that_none_meet(times_of(entry), times)
    return derived


def times_of(entry: Date) -> dict[str, Any]:
    """Return the times of a date as they are."""
    return {name: getattr(entry, name) for name in TIMES}


def _see_that_it_ends_after(times: Mapping[str, Any]) -> None:
    if times["end"] < times["start"]:
        raise EndsFirst(_("The date would end before it begins."))


def _see_that_none_ends_first(changes: object) -> None:
    for _day, change in single_times.read(changes):
        if change.start and change.end and change.end < change.start:
            raise EndsFirst(_("The date would end before it begins."))


def _see_that_it_fits(rule: str, start: datetime) -> None:
    if not repetition.fits(rule, start):
        raise OffPattern(_("The first day is none of the days on which it repeats."))


WRITER = EntryWriter(_derive, _write_more)


def create_date(
    *,
    signature: Signature = SYSTEM,
    slug: str = "",
    is_demo: bool = False,
    created_at: datetime | None = None,
    **values: Unpack[DateValues],
) -> Date:
    """Make a date; raises `EndsFirst` and `OffPattern`.

    Without districts, a city makes it city-wide; without an end it has none.
    """
    values = {**values, "end": values.get("end", values["start"])}
    times: dict[str, Any] = {"recurrence": "", "exceptions": [], "changes": {}, **values}
    _see_that_it_ends_after(times)
    _see_that_none_ends_first(times["changes"])
    columns = reckoned(times)
    _see_that_it_fits(columns["recurrence"], times["start"])
    return entry_edits.make(
        Date,
        values=values,
        signature=signature,
        slug=slug,
        is_demo=is_demo,
        created_at=created_at,
        columns=columns,
    )


def update_date(
    *,
    entry: Date,
    base: int | None = None,
    signature: Signature = SYSTEM,
    **values: Unpack[DateValues],
) -> entry_edits.Saved:
    """Change a date seen at revision `base`; raises what this module's tree names.

    A new start without a new end moves the whole date. What was changed at single times goes along.
    """
    if "start" in values and "end" not in values:
        length = recurrence.series_of(entry).length
        end = recurrence.in_the_zone(recurrence.on_the_wall(values["start"]) + length)
        values = {**values, "end": end}
    if "recurrence" in values:
        values = {**values, "recurrence": recurrence.checked_rule(values["recurrence"])}
    if values.keys() & {"start", "recurrence"}:
        old = _times_at(entry, base)
        new = old | {name: value for name, value in values.items() if name in TIMES}
        values = {**moved_times.carried(old, new), **values}  # type: ignore[typeddict-item]
    return entry_edits.edit(entry, base=base, values=values, signature=signature)


def _times_at(entry: Date, base: int | None) -> dict[str, Any]:
    """Return the times of a date as somebody saw them."""
    if base in (None, entry.head_number):
        return times_of(entry)
    fields = entry_revisions.revision_of(entry, base).fields
    return revision_values.values_of(SHAPE, {name: fields[name] for name in TIMES})


def cancel_date(
    *, entry: Date, because: str = "", cancelled: bool = True, by: User | None = None
) -> Date:
    """Say that a date does not take place, or does after all. It stays in sight and says so.

    Calendars that subscribed learn of it: the number of the version rises with the last change.
    """
    with transaction.atomic():
        moment = timezone.now() if cancelled else None
        Date.objects.filter(pk=entry.pk).update(
            cancelled_at=moment, cancelled_because=because[:300], updated_at=timezone.now()
        )
        entry.refresh_from_db()
        log.write(
            action="cancel" if cancelled else "uncancel",
            who=by,
            kind=Date.KIND,
            pk=entry.pk,
            title=entry.title,
            reason=because[:300],
        )
        writing.announce(entry)
    return entry


def roll_forward(*, now: datetime | None = None) -> int:
    """Move `next_start` of repeating dates on once an occurrence is over; return how many.

    The worker calls this now and then; lists and records show the right day in between because
    they reckon it themselves.
    """
    moment = now or timezone.now()
    rows = Date.objects.exclude(recurrence="").filter(next_start__lt=moment)
    rows = rows.upcoming(moment).only("pk", "next_start", *TIMES)
    keys = [entry.pk for entry in rows.iterator(chunk_size=500) if _moves_on(entry, moment)]
    moved = 0
    for begin in range(0, len(keys), 500):
        with transaction.atomic():
            moved += _move_on(keys[begin : begin + 500], moment)
    return moved


def _move_on(keys: list[int], moment: datetime) -> int:
    """Move some dates on as they are now: somebody may have changed them since they were found."""
    rows = Date.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    moved = [entry for entry in rows if _moves_on(entry, moment)]
    if not moved:
        return 0
    for entry in moved:
        if entry.changes:
            entry.hosts.set(hosts_of(entry, moment))
    Date.objects.bulk_update(moved, ["next_start"])
    writing.announce_many(Date.KIND, [entry.pk for entry in moved])
    return len(moved)


def _moves_on(entry: Date, moment: datetime) -> bool:
    """Give a repeating date its next start; say whether that is another one."""
    before = entry.next_start
    coming = recurrence.series_of(entry).next_after(moment) if entry.recurrence else None
    entry.next_start = coming.start if coming else before
    return entry.next_start != before


def hosts_of(entry: Date, now: datetime) -> set[int]:
    """Return the other districts (primary keys) in which single times will take place."""
    series = recurrence.series_of(entry)
    found: set[int] = set()
    for day, change in series.changes.items():
        coming = series.on(day) if change.districts else None
        if coming is not None and coming.end >= now:
            found |= {*(change.districts or ())}
    known = District.objects.filter(pk__in=found).values_list("pk", flat=True)
    return {*known} - {*entry.districts.values_list("pk", flat=True)}


def reckoned(times: dict[str, Any]) -> dict[str, Any]:
    """Return what follows from a date's times: the checked rule, `next_start` and `last_end`."""
    rule = recurrence.checked_rule(times.get("recurrence", ""))
    left_out = recurrence.moments(times.get("exceptions", ()))
    changes = dict(single_times.read(times.get("changes", {})))
    whole = recurrence.Series(times["start"], times["end"], rule, left_out, changes)
    coming = whole.next_after(timezone.now()) if rule else None
    return {
        "recurrence": rule,
        "next_start": coming.start if coming else times["start"],
        "last_end": whole.last_end(),
    }
