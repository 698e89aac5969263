"""Who asks: every role there is, and how an account of that role is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from accounts.models import User
from accounts.services import create_user
from cms.services import AUTHORS, EDITORS, set_edited_districts
from community import roles
from community.people import responsibilities

if TYPE_CHECKING:
    from tests.permissions.world import World


def _steward(place: str) -> Callable[[World, User], None]:
    def appoint(world: World, user: User) -> None:
        district = getattr(world, place)
        responsibilities.grant(user=user, role=roles.STEWARD, kind="district", pk=district.pk)

    return appoint


def _topic_steward(world: World, user: User) -> None:
    responsibilities.grant(user=user, role=roles.STEWARD, kind="topic", pk=world.topic.pk)


def _former_steward(world: World, user: User) -> None:
    _steward("here")(world, user)
    user.responsibilities.update(until="2020-01-01")


def _carer(world: World, user: User) -> None:
    responsibilities.grant(user=user, role=roles.CARER, kind="actor", pk=world.bakery.pk)


def _district_editor(place: str) -> Callable[[World, User], None]:
    def appoint(world: World, user: User) -> None:
        set_edited_districts(user=user, districts=[getattr(world, place)])

    return appoint


def _nothing(world: World, user: User) -> None:
    pass


#: Everything hidden is "here", in one district; nothing of it is "elsewhere", in another one.
#: A guest has no account.
APPOINT: dict[str, Callable[[World, User], None] | None] = {
    "guest": None,
    "new": _nothing,
    "resident": _nothing,
    "steward here": _steward("here"),
    "steward of the topic": _topic_steward,
    "steward elsewhere": _steward("elsewhere"),
    "former steward": _former_steward,
    "carer": _carer,
    "author": _nothing,
    "district editor here": _district_editor("here"),
    "district editor elsewhere": _district_editor("elsewhere"),
    "editor": _nothing,
    "moderator": _nothing,
    "admin": _nothing,
}
ROLES = tuple(APPOINT)
TRUST = {"new": User.Trust.NEW, "moderator": User.Trust.MODERATOR}
GROUPS = {"author": (AUTHORS,), "editor": (EDITORS,)}

#: Those who may see what is hidden, and those who may decide about what waits here.
ADMIN = frozenset({"admin"})
MODERATORS = frozenset({"moderator", "admin"})
REVIEWERS = MODERATORS | {"steward here", "steward of the topic", "district editor here"}
#: Those who may change every page, and those who may change the page of the district here.
PAGE_EDITORS = frozenset({"editor", "admin"})
DISTRICT_WRITERS = PAGE_EDITORS | {"district editor here"}


def account(world: World, role: str) -> User | None:
    """Make an account of a role; None for guests."""
    appoint = APPOINT[role]
    if appoint is None:
        return None
    slug = role.replace(" ", "-")
    user = create_user(
        email=f"{slug}@example.org",
        name=f"Rolle {ROLES.index(role)}",  # names like "editor" are nobody's to take
        trust=TRUST.get(role, User.Trust.RESIDENT),
        groups=GROUPS.get(role, ()),
        is_admin=role == "admin",
    )
    appoint(world, user)
    if world.picture is not None:
        type(world.picture).objects.filter(pk=world.picture.pk).update(uploaded_by_user=user)
    if world.own_page is not None:
        type(world.own_page).objects.filter(pk=world.own_page.pk).update(owner=user)
    return User.objects.get(pk=user.pk)
