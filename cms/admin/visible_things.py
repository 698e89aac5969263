"""Which things may the person who asks the admin know of?

The answer is `visible_to(user)` for everything that has hidden rows, and all rows for the rest.
Widgets and blocks are not told who reads them, so who asks is kept for as long as a request lasts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from wagtail.models import AbstractPage, CollectionMember
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from accounts.models import User
from accounts.person import Person
from cms.querysets import RIGHTS, visible_to
from community.people.account_chooser import open_accounts
from text.whole_numbers import LARGEST_KEY

_asking: ContextVar[User | None] = ContextVar("cms_admin_asking", default=None)


@contextmanager
def asked_by(user: Person) -> Iterator[None]:
    """Remember who asks meanwhile. Nobody is held to anything outside of the admin."""
    token = _asking.set(user if isinstance(user, User) else None)
    try:
        yield
    finally:
        _asking.reset(token)


def asking() -> User | None:
    """Return who asks, unless they may see everything."""
    user = _asking.get()
    return None if user is None or user.is_superuser else user


def visible_rows(model: type[Model], user: User) -> QuerySet[Any]:
    """Return the rows of any model that somebody may know of in the admin."""
    if issubclass(model, AbstractPage):
        return visible_to(user)
    manager: Any = model._default_manager
    # Of files the collection says more than the model knows (`cms.admin.policies`).
    if hasattr(manager, "visible_to") and not issubclass(model, CollectionMember):
        rows: QuerySet[Any] = manager.visible_to(user)
        return rows
    policy = policy_registry.get_by_type(model)
    wanted = {"view", "change", "delete", "choose"}
    found: QuerySet[Any] = policy.instances_user_has_any_permission_for(user, wanted)
    return found


def changeable(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return those of some rows that the person asking may change in one way or another.

    Nothing of the others has to be locked or read, however many there are.
    """
    user = asking()
    if user is None:
        return rows
    if issubclass(rows.model, AbstractPage):
        mine = PagePermissionPolicy().instances_user_has_any_permission_for(user, RIGHTS)
    else:
        policy = policy_registry.get_by_type(rows.model)
        mine = policy.instances_user_has_any_permission_for(user, {"change", "delete", "publish"})
    found: QuerySet[Any] = rows.filter(pk__in=mine.values("pk"))
    return found


def unknown(model: type[Model], keys: Iterable[Any]) -> set[Any]:
    """Return those of some keys that the person asking may not know of. One query at most.

    What does not exist is unknown, too; what is no key at all names nothing and is left out.
    """
    user = asking()
    if user is None:
        return set()
    wanted = {key for key in (key_of(model, said) for said in keys) if key is not None}
    if not wanted:
        return set()
    if issubclass(model, User):
        rows: QuerySet[Any] = open_accounts()
    elif _hides_rows(model):
        rows = visible_rows(model, user)
    else:
        return set()
    return wanted - set(rows.filter(pk__in=wanted).values_list("pk", flat=True))


def key_of(model: type[Model], said: object) -> Any:
    """Return a key as the database spells it, from whatever a form says; None for no key."""
    try:
        key = model._meta.pk.to_python(said)
    except (ValidationError, ValueError, TypeError, OverflowError):
        return None
    return None if isinstance(key, int) and not 0 < key <= LARGEST_KEY else key


def _hides_rows(model: type[Model]) -> bool:
    return issubclass(model, AbstractPage | CollectionMember) or hasattr(
        model._default_manager, "visible_to"
    )
