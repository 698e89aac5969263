"""Adding a revision so that no other one is lost: the only way revisions come to be.

`append` swaps the numbers of the thing in one conditional UPDATE and inserts the revision; the
caller holds the transaction. Two writers can never both build on the same head: the second finds
no row to update and gets `SwapLost`, reads again, merges and tries again.
"""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from versions.models import AbstractRevision, Versioned

State = AbstractRevision.State
R = TypeVar("R", bound=AbstractRevision)


class SwapLost(Exception):
    """Somebody else was quicker: the thing no longer stands where the writer has seen it."""


class Follower(Protocol):
    """Is told of each revision that becomes public, in the transaction of it.

    `promoted` says that it had waited beside the head.
    """

    def __call__(
        self, thing: Versioned, revision: AbstractRevision, *, promoted: bool
    ) -> object: ...


_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Let something be told of what becomes public, from `AppConfig.ready()`.

    What comes by `append_many` is told to nobody: it is older than its coming.
    """
    _followers.append(follower)


def _tell(thing: Versioned, revision: AbstractRevision, *, promoted: bool) -> None:
    for follower in _followers:
        follower(thing, revision, promoted=promoted)


def append(thing: Versioned, revision: R, **changes: Any) -> R:
    """Add `revision` to `thing` if it still stands at the numbers this object has.

    Sets the revision's number; a live one becomes head and published, a held one only takes a
    number. `changes` are further fields of the thing that change along with it (its title, say).
    Must run inside `atomic()`. Raises `SwapLost`; the thing's own numbers then are as before.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("append() needs a transaction")
    number = thing.last_number + 1
    numbers = {"last_number": number}
    if revision.state == State.LIVE:
        numbers |= {"head_number": number, "published_number": number}
    seen = {"last_number": thing.last_number, "head_number": thing.head_number}
    _swap(thing, seen, {**numbers, **changes})
    revision.number = number
    setattr(revision, revision.thing_field, thing)
    revision.save(force_insert=True)
    if revision.state == State.LIVE:
        _tell(thing, revision, promoted=False)
    return revision


def promote(thing: Versioned, revision: AbstractRevision, **changes: Any) -> None:
    """Make a held revision the head, when nothing came between: it then was written upon the head.

    Must run inside `atomic()`. Raises `SwapLost` when the head has moved on meanwhile.
    """
    numbers = {"head_number": revision.number, "published_number": revision.number}
    _swap(thing, {"head_number": thing.head_number}, {**numbers, **changes})
    revision.state = State.LIVE
    revision.published_at = timezone.now()
    revision.save(update_fields=["state", "published_at"])
    _tell(thing, revision, promoted=True)


def demote(thing: Versioned, revision: AbstractRevision, before: int, **changes: Any) -> None:
    """Take a promoted revision back: `before` (0: none) is the head again, the other one waits.

    Must run inside `atomic()`. Raises `SwapLost` when the head has moved on meanwhile.
    """
    numbers = {"head_number": before, "published_number": before}
    _swap(thing, {"head_number": revision.number}, {**numbers, **changes})
    revision.state = State.HELD
    revision.published_at = None
    revision.save(update_fields=["state", "published_at"])


def _swap(thing: Versioned, seen: dict[str, int], values: dict[str, Any]) -> None:
    model: type[Model] = type(thing)
    if not model._default_manager.filter(pk=thing.pk, **seen).update(**values):
        raise SwapLost(thing)
    for name, value in values.items():
        setattr(thing, name, value)


def append_many(thing: Versioned, revisions: Sequence[R], **changes: Any) -> None:
    """Add accepted revisions that have their numbers already, in order: for imports.

    The last one becomes head and published. A thing that is not stored yet is stored with them.
    Must run inside `atomic()`. Raises `SwapLost`.
    """
    last = revisions[-1].number
    values = {"last_number": last, "head_number": last, "published_number": last, **changes}
    if thing._state.adding:
        # Nobody can have written upon it before.
        for name, value in values.items():
            setattr(thing, name, value)
        thing.save(force_insert=True)
    else:
        seen = {"last_number": thing.last_number, "head_number": thing.head_number}
        _swap(thing, seen, values)
    model: Any = type(revisions[0])
    for revision in revisions:
        setattr(revision, revision.thing_field, thing)
    # Bodies are large: a batch stays far below what a database takes in one statement.
    model._default_manager.bulk_create(revisions, batch_size=25)
