"""What is different at single times of a series? Pure: what is stored in, changes out.

A change is kept by the day on which the rule has the time (`2027-07-14`), so that it stays with it
when the series begins at another hour. What a change does not name is as in the series.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

#: What a single time may have of its own, in the order of the form.
OWN = ("start", "end", "place", "districts", "text", "agenda")
#: A value of a change, as forms and services have it.
Own = datetime | str | bool | Sequence[int] | None
Stored = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class TimeChange:
    """What is different at one time; None: as in the series. `districts` are primary keys."""

    start: datetime | None = None
    end: datetime | None = None
    place: str | None = None
    districts: tuple[int, ...] | None = None
    text: str | None = None
    agenda: str | None = None
    because: str = ""  # why it is not as the others
    cancelled: bool = False
    cancelled_because: str = ""

    @property
    def moves(self) -> bool:
        """Whether it takes place at another time than the rule says."""
        return self.start is not None and self.end is not None


NONE = TimeChange()
_NAMES = {field.name for field in fields(TimeChange)}


def read(stored: object) -> Iterator[tuple[date, TimeChange]]:
    """Yield the stored changes by their day; what is none is left out."""
    for day, values in stored.items() if isinstance(stored, Mapping) else ():
        try:
            yield date.fromisoformat(day), _change(values)
        except (AttributeError, TypeError, ValueError):
            continue


def _change(values: Mapping[str, Any]) -> TimeChange:
    known = {name: value for name, value in values.items() if name in _NAMES}
    for name in ("start", "end"):
        if known.get(name):
            known[name] = datetime.fromisoformat(known[name])
    if known.get("districts") is not None:
        known["districts"] = tuple(known["districts"])
    return TimeChange(**known)


def changed(stored: Stored, day: date, **values: Own) -> dict[str, dict[str, Any]]:
    """Return what is stored with a time changed; a value of None is as in the series again.

    Why a time was not as the others goes with what was different.
    """
    found = {key: dict(of) for key, of in stored.items()}
    if not values:
        return found
    before = found.pop(day.isoformat(), {})
    own = before | {name: _plain(value) for name, value in values.items()}
    own = {name: value for name, value in own.items() if value is not None}
    own = own if own.keys() - {"because"} else {}
    return {**found, day.isoformat(): own} if own else found


def _plain(value: Own) -> Own:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    return value
