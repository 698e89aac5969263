"""How is an entry told to programs? Plain values, the same in the API and in downloads."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from districts import times
from districts.facets import Rows
from districts.geometry import reduced_or_none
from districts.models import (
    Actor,
    City,
    CouncilPaper,
    Date,
    District,
    Network,
    OutcomeNotice,
    Project,
    State,
    Status,
    Topic,
)
from districts.models.entries import if_public
from text.euros import as_number

FACTS = "CC0-1.0"
TEXTS = "CC-BY-SA-4.0"
Record = dict[str, Any]


def with_links(rows: Rows, *more: str) -> Rows:
    """Fetch along what records need, in a fixed number of queries."""
    known: dict[str, Any] = {
        "actors": Prefetch("actors", Actor.objects.live().order_by("sort_key")),
        "target_groups": "target_groups",
        "conditions": "conditions",
        "hosts": Prefetch("hosts", District.objects.order_by("name")),
        "replies": Prefetch("notices", OutcomeNotice.objects.select_related("actor")),
    }
    places = Prefetch("districts", District.objects.order_by("name"))
    links: list[Any] = [places, "topics", *(known[name] for name in more)]
    found: Rows = rows.select_related("city").prefetch_related(*links)
    return found


def named(row: Any) -> Record | None:
    """Return slug and name of something, None for nothing."""
    return None if row is None else {"slug": row.slug, "name": str(row)}


def _names(rows: Any) -> list[Record | None]:
    return [named(row) for row in rows.all()]


def _common(entry: Any, licence: str) -> Record:
    return {
        "id": entry.pk,
        "slug": entry.slug,
        "url": entry.get_absolute_url(),
        "city": named(entry.city),
        "city_wide": entry.city_wide,
        "districts": _names(entry.districts),
        "topics": _names(entry.topics),
        "updated_at": entry.updated_at.isoformat(),
        "licence": entry.licence or licence,
    }


def project(entry: Project) -> Record:
    """Return a project; without names it tells no organisation."""
    return _common(entry, TEXTS) | {
        "title": entry.title,
        "summary": entry.summary,
        "status": entry.status,
        "failed_because": [reason.value for reason in entry.reasons],
        "effort": entry.effort or None,
        "cost_base": as_number(entry.cost_base),
        "cost_year": as_number(entry.cost_year),
        "duration": entry.duration,
        "funded_by": "" if entry.nameless else entry.funded_by,
        "funded_until": entry.funded_until.isoformat() if entry.funded_until else None,
        "actors": [] if entry.nameless else _names(entry.actors),
        "target_groups": _names(entry.target_groups),
        "conditions": [
            {"kind": row.kind, "text": row.text, "sector": row.sector or None}
            for row in entry.conditions.all()
        ],
        "steps": entry.steps,
        "what_worked": entry.what_worked,
        "what_did_not_work": entry.what_did_not_work,
        "do_differently": entry.do_differently,
        "results": entry.results,
        "what_stays": entry.what_stays,
        "replies": replies(entry),
        "transferable": entry.transferable,
        "transfer_project": entry.transfer_project,
        "revision": entry.published_number,
    }


def replies(entry: Project) -> list[Record]:
    """Return what those say whom a project names that did not hold."""
    if entry.nameless or entry.status != Status.FAILED:
        return []
    return [
        {"actor": named(row.actor), "text": row.reply, "date": row.replied_at.isoformat()}
        for row in entry.notices.all()
        if row.reply and row.replied_at and not row.reply_hidden and row.actor.state == State.LIVE
    ]


def actor(entry: Actor) -> Record:
    """Return an actor; its phone number only where it may be shown, its mail address never."""
    return _common(entry, FACTS) | {
        "name": entry.name,
        "sector": entry.sector,
        "summary": entry.summary,
        "description": entry.description,
        "carrier": named(if_public(entry.carrier)),
        "address": entry.address,
        "latitude": entry.latitude,
        "longitude": entry.longitude,
        "access": entry.access,
        "phone": entry.phone if entry.phone_public else "",
        "website": entry.website,
        "open_to_cooperation": entry.open_to_cooperation,
        "checked_at": entry.checked_at.isoformat() if entry.checked_at else None,
    }


def event(entry: Date) -> Record:
    """Return a date; `next_start` is its next occurrence."""
    return _common(entry, FACTS) | {
        "title": entry.title,
        "kind": entry.kind,
        "start": entry.start.isoformat(),
        "end": entry.end.isoformat(),
        "next_start": entry.next_start.isoformat(),
        "recurrence": entry.recurrence,
        "place": entry.place,
        "text": entry.text,
        "organiser": named(if_public(entry.organiser)),
        "open_to": entry.open_to,
        "open_to_all": entry.open_to_all,
        "costs": entry.costs,
        "access": entry.access,
        "cancelled": entry.cancelled_at is not None,
        "cancelled_because": entry.cancelled_because if entry.cancelled_at else "",
        "changed_times": [_changed_time(each) for each in times.changed(entry)],
    }


def _changed_time(shown: times.Shown) -> Record:
    """Return one time of a series that is not as the others; `day` is the one its rule has."""
    return {
        "day": shown.time.day.isoformat(),
        "start": shown.time.start.isoformat(),
        "end": shown.time.end.isoformat(),
        "place": shown.place,
        "districts": [named(district) for district in shown.places],
        "text": shown.text,
        "agenda": shown.agenda,
        "cancelled": shown.cancelled,
        "cancelled_because": shown.because if shown.cancelled else "",
        "changed_because": "" if shown.cancelled else shown.because,
    }


def network(entry: Network) -> Record:
    """Return a network with the actors that belong to it."""
    return _common(entry, TEXTS) | {
        "title": entry.title,
        "summary": entry.summary,
        "text": entry.text,
        "purposes": [purpose.value for purpose in entry.purpose_list],
        "reach": entry.reach or None,
        "actors": _names(entry.actors),
        "website": entry.website,
        "revision": entry.published_number,
    }


def paper(entry: CouncilPaper) -> Record:
    """Return a council paper without its text."""
    return _common(entry, "") | {
        "title": entry.title,
        "reference": entry.reference,
        "type": entry.paper_type,
        "date": entry.date.isoformat() if entry.date else None,
        "original_url": entry.original_url,
        "files": entry.files,
    }


def district(row: District) -> Record:
    """Return a district without its outline."""
    city: City = row.city
    return {
        "id": row.pk,
        "slug": row.slug,
        "name": row.name,
        "url": row.get_absolute_url(),
        "city": named(city),
        "term": city.district_term,
        "parent": named(row.parent),
        "sentence": row.sentence,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "schematic": row.schematic,
        "neighbours": sorted(near.slug for near in row.neighbours.all()),
        "licence": FACTS,
    }


def district_with_outline(row: District) -> Record:
    """Return a district with its outline, which was fetched along; None where there is none.

    A restored table may hold shapes that came in before they were all reduced.
    """
    return district(row) | {"geometry": reduced_or_none(row.outline)}


def topic(row: Topic) -> Record:
    """Return a topic."""
    return {
        "id": row.pk,
        "slug": row.slug,
        "name": row.name,
        "url": row.get_absolute_url(),
        "parent": named(row.parent),
        "synonyms": row.synonyms.splitlines(),
    }
