"""What would become of things without what one account did to them? The rule, for every kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import OuterRef, QuerySet

from accounts.models import User
from versions.models import AbstractRevision

LIVE = AbstractRevision.State.LIVE
#: Things that are looked at together: up to two revisions of each are in memory, with their texts.
AT_ONCE = 50


class WithRevisions(Protocol):
    """A thing and its revisions; `Versioned` has no revisions of its own."""

    @property
    def pk(self) -> Any: ...

    @property
    def revisions(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Without:
    """What a thing would become: "back", by `revision`, "gone", "left" or "done"."""

    thing: Any
    becomes: str
    revision: Any | None = None


def without_author(
    things: Sequence[WithRevisions], author: User, content: Callable[[Any], object]
) -> Iterator[Without]:
    """Say what things of one kind would become without what an account did to them.

    "back" to the last state by others; "gone" where nobody else has ever written; "left" where
    others have built upon it; "done" where it is so already, or all that they did is hidden.
    `content` returns what of a revision tells whether two are the same. Two queries for each
    `AT_ONCE` things.
    """
    for start in range(0, len(things), AT_ONCE):
        some = things[start : start + AT_ONCE]
        found = {row["pk"]: row for row in _keys(some, author)}
        keys = {row[name] for row in found.values() for name in ("head", "good", "before")}
        revisions = some[0].revisions.model.objects.in_bulk(keys - {None})
        for thing in some:
            row = found[thing.pk]
            head, good, before = (revisions.get(row[name]) for name in ("head", "good", "before"))
            is_own = head.author_id == author.pk
            other = good if is_own else before
            if other is not None and content(other) == content(head):
                yield Without(thing, "done")
            elif is_own:
                yield Without(thing, "back" if good else "gone", good)
            else:
                yield Without(thing, "left" if row["last"] else "done")


def _keys(things: Sequence[WithRevisions], author: User) -> QuerySet[Any, dict[str, Any]]:
    """Return of each thing its `pk` and the keys of revisions, None where there is none.

    `head`; `good`, the last one of others; `before`, the last one of others before the author's
    last one, whose number is `last`.
    """
    model = things[0].revisions.model
    all_of_it = model.objects.filter(**{model.thing_field: OuterRef("pk")})
    head = all_of_it.filter(number=OuterRef("head_number"))
    seen = all_of_it.filter(state=LIVE, text_hidden=False).order_by("-number")
    own = seen.filter(author=author, number__lte=OuterRef("head_number"))
    others = seen.exclude(author=author)
    rows = model._meta.get_field(model.thing_field).related_model._base_manager
    found = rows.filter(pk__in=[one.pk for one in things]).annotate(
        head=head.values("pk"), good=others.values("pk")[:1], last=own.values("number")[:1]
    )
    before = others.filter(number__lt=OuterRef("last"))
    found = found.annotate(before=before.values("pk")[:1])
    keys: QuerySet[Any, dict[str, Any]] = found.values("pk", "head", "good", "last", "before")
    return keys
