"""What lists of the directory answer, for the description of the API (`districts.lists.records`).

Described beside the records and not made into them, since tables and GeoJSON are made of the same.
The suite asks every list and holds the answers against this.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Generic, TypeVar

from ninja import Schema
from pydantic import ConfigDict

T = TypeVar("T")


class Exact(Schema):
    """A record that has these fields and no others."""

    model_config = ConfigDict(extra="forbid")


class Named(Exact):
    """Something by the slug that asks for it and the name that people read."""

    slug: str
    name: str


class ListedOut(Exact, Generic[T]):
    """One page of a list; `total` counts all of it."""

    total: int
    page: int
    size: int
    results: list[T]


class EntryOut(Exact):
    """What all entries have."""

    id: int
    slug: str
    url: str
    city: Named | None
    city_wide: bool
    districts: list[Named]
    topics: list[Named]
    updated_at: datetime
    licence: str


class ConditionOut(Exact):
    kind: str
    text: str
    sector: str | None


class Reply(Exact):
    actor: Named
    text: str
    date: datetime


class ProjectOut(EntryOut):
    title: str
    summary: str
    status: str
    failed_because: list[str]
    effort: str | None
    cost_base: float | None
    cost_year: float | None
    began: int | None
    duration: str
    funded_by: str
    funded_until: date | None
    actors: list[Named]
    target_groups: list[Named]
    conditions: list[ConditionOut]
    steps: list[str]
    what_worked: str
    what_did_not_work: str
    do_differently: str
    results: str
    what_stays: str
    replies: list[Reply]
    transferable: bool
    transfer_project: bool
    revision: int | None


class ActorOut(EntryOut):
    name: str
    sector: str
    summary: str
    description: str
    carrier: Named | None
    address: str
    latitude: float | None
    longitude: float | None
    access: list[str]
    phone: str
    website: str
    open_to_cooperation: bool
    checked_at: date | None


class ChangedTime(Exact):
    day: date
    start: datetime
    end: datetime
    place: str
    districts: list[Named]
    text: str
    agenda: str
    cancelled: bool
    cancelled_because: str
    changed_because: str


class EventOut(EntryOut):
    title: str
    kind: str
    start: datetime
    end: datetime
    next_start: datetime
    recurrence: str
    place: str
    text: str
    organiser: Named | None
    open_to: str
    open_to_all: bool
    costs: str
    access: list[str]
    cancelled: bool
    cancelled_because: str
    changed_times: list[ChangedTime]


class NetworkOut(EntryOut):
    title: str
    summary: str
    text: str
    purposes: list[str]
    reach: str | None
    actors: list[Named]
    website: str
    revision: int | None


class PaperFile(Schema):
    name: str
    url: str


class PaperOut(EntryOut):
    title: str
    reference: str
    type: str
    date: date | None
    original_url: str
    files: list[PaperFile]


class DistrictOut(Exact):
    id: int
    slug: str
    name: str
    url: str
    city: Named
    term: str
    parent: Named | None
    sentence: str
    latitude: float | None
    longitude: float | None
    schematic: bool
    neighbours: list[str]
    licence: str


class TopicOut(Exact):
    id: int
    slug: str
    name: str
    url: str
    parent: Named | None
    synonyms: list[str]


#: The same list as a file: a table, and a map whose features have the fields of the list.
IN_FILES: dict[str, Any] = {
    "text/csv": {"schema": {"type": "string"}},
    "application/geo+json": {
        "schema": {
            "type": "object",
            "required": ["type", "features"],
            "properties": {
                "type": {"type": "string", "enum": ["FeatureCollection"]},
                "features": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["type", "id", "geometry", "properties"],
                        "properties": {
                            "type": {"type": "string", "enum": ["Feature"]},
                            "id": {"type": "integer"},
                            "geometry": {"anyOf": [{"type": "object"}, {"type": "null"}]},
                            "properties": {"type": "object"},
                        },
                        "additionalProperties": False,
                    },
                },
            },
            "additionalProperties": False,
        }
    },
}
