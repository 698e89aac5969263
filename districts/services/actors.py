"""Writing actors."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from districts.models import Actor, City, District, State, Topic
from districts.services import versioned, writing

MANY = ("districts", "topics")


class ActorValues(TypedDict, total=False):
    """What can be said of an actor; absent means unchanged (or empty on a new one)."""

    name: str
    sector: str
    carrier: Actor | None
    city: City | None
    districts: Iterable[District]
    topics: Iterable[Topic]
    summary: str
    description: str
    address: str
    latitude: float | None
    longitude: float | None
    access: list[str]
    phone: str
    phone_public: bool
    mail: str
    website: str
    open_to_cooperation: bool
    council_body: bool
    checked_at: date | None
    external_id: str
    licence: str


def _write_lists(actor: Actor, values: Mapping[str, Any]) -> None:
    writing.set_many(actor, values, MANY)


WRITER = versioned.Writer(writing.derived_columns, _write_lists)


def create_actor(
    *,
    signature: versioned.Signature = versioned.SYSTEM,
    slug: str = "",
    is_demo: bool = False,
    created_at: datetime | None = None,
    **values: Unpack[ActorValues],
) -> Actor:
    """Make an actor. Without districts, a city makes it city-wide."""
    own, many = writing.split(values, MANY)
    with transaction.atomic():
        now = created_at or timezone.now()
        own |= writing.placed(own.pop("city", None), many.get("districts", ()))
        actor = Actor(
            slug=writing.free_slug(Actor, own["name"], slug),
            sort_key=writing.sort_key(own["name"]),
            is_demo=is_demo,
            created_at=now,
            updated_at=now,
            **own,
        )
        versioned.create(actor, values=values, writer=WRITER, signature=signature)
    return actor


def update_actor(
    *,
    actor: Actor,
    base: int | None = None,
    signature: versioned.Signature = versioned.SYSTEM,
    **values: Unpack[ActorValues],
) -> versioned.Saved:
    """Change an actor seen at revision `base`; raises `NoSuchBase` and `EditConflict`."""
    return versioned.edit(actor, base=base, values=values, writer=WRITER, signature=signature)


def hide_actor(*, actor: Actor, hidden: bool = True) -> Actor:
    """Take an actor out of sight, or back; search forgets it at once."""
    with transaction.atomic():
        writing.set_state(actor, State.HIDDEN if hidden else State.LIVE)
        writing.announce_many("actor", [actor.pk], hidden=hidden)
        # Their names stand in the records of projects and dates, too.
        writing.announce_many("project", list(actor.projects.values_list("pk", flat=True)))
        writing.announce_many("event", list(actor.dates.values_list("pk", flat=True)))
    return actor
