"""Writing networks."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from districts.models import Actor, City, District, Network, Topic
from districts.services import versioned, writing

MANY = ("districts", "topics", "actors")


class NetworkValues(TypedDict, total=False):
    """What can be said of a network; absent means unchanged (or empty on a new one)."""

    title: str
    summary: str
    text: str
    purposes: str
    reach: str
    website: str
    city: City | None
    districts: Iterable[District]
    topics: Iterable[Topic]
    actors: Iterable[Actor]
    checked_at: date | None
    licence: str


def _write_lists(network: Network, values: Mapping[str, Any]) -> None:
    writing.set_many(network, values, MANY)


WRITER = versioned.Writer(writing.derived_columns, _write_lists)


def create_network(
    *,
    signature: versioned.Signature = versioned.SYSTEM,
    slug: str = "",
    is_demo: bool = False,
    created_at: datetime | None = None,
    **values: Unpack[NetworkValues],
) -> Network:
    """Make a network. Without districts, a city makes it city-wide."""
    own, many = writing.split(values, MANY)
    with transaction.atomic():
        now = created_at or timezone.now()
        own |= writing.placed(own.pop("city", None), many.get("districts", ()))
        network = Network(
            slug=writing.free_slug(Network, own["title"], slug),
            sort_key=writing.sort_key(own["title"]),
            is_demo=is_demo,
            created_at=now,
            updated_at=now,
            **own,
        )
        versioned.create(network, values=values, writer=WRITER, signature=signature)
    return network


def update_network(
    *,
    network: Network,
    base: int | None = None,
    signature: versioned.Signature = versioned.SYSTEM,
    **values: Unpack[NetworkValues],
) -> versioned.Saved:
    """Change a network seen at revision `base`; raises `NoSuchBase` and `EditConflict`."""
    return versioned.edit(network, base=base, values=values, writer=WRITER, signature=signature)
