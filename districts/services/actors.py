"""Writing actors."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.utils.translation import gettext_lazy as _

from community import trust
from districts.models import Actor, City, District, Topic
from districts.services import entry_edits, writing
from districts.services.addresses import changed_address
from districts.services.caring import carers_of
from districts.services.entry_writers import EntryWriter
from districts.services.signature import SYSTEM, Signature


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


def closed_fields(actor: Actor, user: trust.Person) -> frozenset[str]:
    """Return what this person neither reads nor changes: ways to reach an actor that are private.

    A noted mail address is shown to nobody but those who take care of the actor, and leads whoever
    gets its mails into their circle; a number that is not public is theirs to give away.
    """
    if trust.may(user, "care", actor):
        return frozenset()
    mail = {"mail"} if actor.mail or carers_of(actor) else set()
    return frozenset(mail | ({"phone", "phone_public"} if _is_private(actor) else set()))


def _is_private(actor: Actor) -> bool:
    return bool(actor.phone) and not actor.phone_public


def _check(actor: Actor, values: Mapping[str, Any], signature: Signature) -> None:
    """Let only those who take care of an actor change its private ways of contact."""
    if actor.pk is None or signature.is_system:
        return
    closed = closed_fields(actor, signature.author)
    if any(name in values and values[name] != getattr(actor, name) for name in closed):
        raise writing.NotAllowed(
            _("Only those who take care of this entry change its phone number and mail address.")
        )


def _follow(actor: Actor, values: Mapping[str, Any], trusted: bool) -> dict[str, Any]:
    return changed_address(actor, values, trusted=trusted)


WRITER = EntryWriter(check=_check, closed=closed_fields, follow=_follow)


def create_actor(
    *,
    signature: Signature = SYSTEM,
    slug: str = "",
    is_demo: bool = False,
    created_at: datetime | None = None,
    **values: Unpack[ActorValues],
) -> Actor:
    """Make an actor. Without districts, a city makes it city-wide."""
    return entry_edits.make(
        Actor,
        values=values,
        signature=signature,
        slug=slug,
        is_demo=is_demo,
        created_at=created_at,
    )


def update_actor(
    *,
    actor: Actor,
    base: int | None = None,
    signature: Signature = SYSTEM,
    **values: Unpack[ActorValues],
) -> entry_edits.Saved:
    """Change an actor seen at revision `base`; raises `NoSuchBase` and `EditConflict`."""
    return entry_edits.edit(actor, base=base, values=values, signature=signature)
