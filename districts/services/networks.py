"""Writing networks."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypedDict, Unpack

from districts.models import Actor, City, District, Network, Topic
from districts.services import entry_edits
from districts.services.signature import SYSTEM, Signature


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


def create_network(
    *,
    signature: Signature = SYSTEM,
    slug: str = "",
    is_demo: bool = False,
    created_at: datetime | None = None,
    **values: Unpack[NetworkValues],
) -> Network:
    """Make a network. Without districts, a city makes it city-wide."""
    return entry_edits.make(
        Network,
        values=values,
        signature=signature,
        slug=slug,
        is_demo=is_demo,
        created_at=created_at,
    )


def update_network(
    *,
    network: Network,
    base: int | None = None,
    signature: Signature = SYSTEM,
    **values: Unpack[NetworkValues],
) -> entry_edits.Saved:
    """Change a network seen at revision `base`; raises `NoSuchBase` and `EditConflict`."""
    return entry_edits.edit(network, base=base, values=values, signature=signature)
