"""Changing or cancelling one time of a series; each is a version of the whole date, as any change.

Errors::

    writing.WriteRefused
    ├── NoSuchTime          the date does not take place then
    ├── overlaps.MeetsAnother   another time of the series takes place then
    ├── NothingDiffers      a reason was given, and nothing is different
    └── dates.EndsFirst     it would end before it begins
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from districts.calendar import recurrence, single_times
from districts.models import Date, District
from districts.services import entry_edits, entry_revisions, overlaps, writing
from districts.services.dates import times_of, update_date
from districts.services.moved_times import FURTHEST
from districts.services.signature import SYSTEM, Signature

#: The longest reason; it stands beside the date.
MOST = 300


class TimeValues(TypedDict, total=False):
    """What one time may have of its own; what is as in the series belongs to the series."""

    start: datetime
    end: datetime
    place: str
    districts: Iterable[District]
    text: str
    agenda: str
    because: str


class NoSuchTime(writing.WriteRefused):
    """The date does not take place then."""


class NothingDiffers(writing.WriteRefused):
    """A reason was given, and nothing is different."""

    field = "because"


def change_time(
    *,
    entry: Date,
    day: date,
    base: int | None = None,
    signature: Signature = SYSTEM,
    **values: Unpack[TimeValues],
) -> entry_edits.Saved:
    """Change one time, seen at revision `base`; raises as `update_date` does, and `NoSuchTime`.

    What comes to be as in the series follows it again.
    """
    found = time_on(entry, day)
    plain: dict[str, Any] = dict(values)
    plain |= {"because": plain["because"][:MOST]} if "because" in plain else {}
    if "districts" in plain:
        plain["districts"] = sorted(row.pk for row in plain["districts"])
    if plain.keys() & {"start", "end"}:
        plain = {"start": found.start, "end": found.end} | plain
    return _write(entry, day, base, signature, _without_the_same(entry, day, plain))


def cancel_time(
    *,
    entry: Date,
    day: date,
    because: str = "",
    cancelled: bool = True,
    signature: Signature = SYSTEM,
) -> entry_edits.Saved:
    """Say that one time does not take place, or does after all. It stays in sight and says so.

    What was different about it stays known, with its own reason.
    """
    time_on(entry, day)
    values = {
        "cancelled": True if cancelled else None,
        "cancelled_because": because[:MOST] or None if cancelled else None,
    }
    return _write(entry, day, None, signature, values)


def time_on(entry: Date, day: date) -> recurrence.Occurrence:
    """Return the time that the rule has on a day, as it was changed; raises `NoSuchTime`."""
    is_far = day > timezone.localdate() + FURTHEST
    found = None if is_far else recurrence.series_of(entry).on(day)
    if found is None:
        raise NoSuchTime(_("The date does not take place on this day."))
    return found


def _write(
    entry: Date,
    day: date,
    base: int | None,
    signature: Signature,
    values: dict[str, Any],
) -> entry_edits.Saved:
    """Change what is stored upon the state it was read in, so that no other change is lost."""
    entry_revisions.ensure_revision(entry)
    seen = entry_revisions.revision_of(entry, base if base is not None else entry.head_number)
    changes = single_times.changed(seen.fields["changes"], day, **values)
    if values.get("because") and day.isoformat() not in changes:
        raise NothingDiffers(_("Only where something is different this once."))
    # Also of what is held, before anybody looks at it.
    overlaps.see_that_none_meet(times_of(entry), times_of(entry) | {"changes": changes})
    return update_date(entry=entry, base=seen.number, signature=signature, changes=changes)


def _without_the_same(entry: Date, day: date, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values with None for what is as in the series."""
    own = recurrence.series_of(entry, changed=False).on(day)
    series: dict[str, Any] = {name: getattr(entry, name) for name in ("place", "text", "agenda")}
    series["districts"] = sorted(entry.districts.values_list("pk", flat=True))
    same = {name for name, value in values.items() if name in series and value == series[name]}
    if own and (values.get("start"), values.get("end")) == (own.start, own.end):
        same |= {"start", "end"}
    same |= {name for name in ("because",) if not values.get(name)}
    return {name: None if name in same else value for name, value in values.items()}
