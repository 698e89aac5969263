"""What somebody has written, for everybody to see: of every kind that consists of revisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from community.contract import label_of
from versions import contract
from versions.models import AbstractRevision

SHOWN = 50


@dataclass(frozen=True, slots=True)
class WrittenThing:
    """One public revision by somebody."""

    when: datetime
    label: Any
    title: str
    url: str
    summary: str
    is_new: bool


def written_by(user: User, size: int = SHOWN) -> list[WrittenThing]:
    """Return the latest public revisions of an account, newest first; one query for each kind.

    What is held, hidden or was deleted is left out, and so is what was hidden of its author.
    """
    found = [line for kind in contract.kinds() for line in _of_kind(kind, user, size)]
    return sorted(found, key=lambda line: line.when, reverse=True)[:size]


def _of_kind(kind: contract.Kind, user: User, size: int) -> Iterator[WrittenThing]:
    rows: Any = kind.revisions._default_manager  # a manager of a model we do not know
    field = kind.revisions.thing_field
    things: Any = kind.model._default_manager
    live = rows.filter(
        **{f"{field}__in": things.live()},
        author=user,
        state=AbstractRevision.State.LIVE,
        author_hidden=False,
        text_hidden=False,
    )
    live = getattr(live, "with_place", lambda: live.select_related(field))()
    listed = getattr(live, "listed", lambda: live)()
    for revision in listed.order_by("-created")[:size]:
        thing = getattr(revision, field)
        yield WrittenThing(
            when=revision.created,
            label=label_of(kind.name),
            title=kind.title(thing),
            url=kind.url(thing),
            summary="" if revision.summary_hidden else revision.summary,
            is_new=not revision.parents,
        )
