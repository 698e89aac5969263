"""What the inbox asks of entries about everything that one account did: see `contract.Kind`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from accounts.models import User
from community.contract import Only, Planned, Written, planned
from districts.models import State
from districts.modules import Usage
from districts.services import reverting

Functions = dict[str, Callable[..., Any]]


def versioned(model: type[Any]) -> Functions:
    """Return the functions of a kind that keeps its history."""
    undo = partial(_undo, reverting.revert_versioned, model)
    return {"revert_all": undo, "plan": partial(_plan, model)}


def simple(model: type[Any]) -> Functions:
    """Return the functions of a kind without history."""
    undo = partial(_undo, reverting.hide_written, model)
    plan, written = partial(_plan_to_hide, model), partial(_written, model)
    return {"revert_all": undo, "plan": plan, "written": written}


def _undo(
    service: Callable[..., tuple[int, list[Any]]],
    model: type[Any],
    author: User,
    user: User,
    reason: str,
    only: Only = None,
) -> tuple[int, list[str]]:
    done, left = service(model=model, author=author, by=user, reason=reason, only=only)
    return done, [f"{entry.get_absolute_url()}verlauf/" for entry in left]


def _plan(model: type[Any], author: User, only: Only = None) -> Iterable[Planned]:
    becomes = partial(reverting.without_author, author=author)
    return planned(reverting.touched_by(model, author, only), becomes, model.get_absolute_url)


def _plan_to_hide(model: type[Any], author: User, only: Only = None) -> Iterable[Planned]:
    for entry in reverting.written_by(model, author, only):
        yield Planned(entry.pk, str(entry), entry.get_absolute_url(), "gone")


def _written(model: type[Any], author: User, end: int) -> Iterable[Written]:
    rows = model.objects.filter(created_by=author).exclude(state=State.HELD)
    for entry in rows.order_by("-created_at")[:end]:
        yield Written(
            pk=entry.pk,
            when=entry.created_at,
            title=str(entry),
            # What a town has switched off is read nowhere.
            url=entry.get_absolute_url() if entry.usage != Usage.OFF else "",
            is_public=entry.is_public,
        )
