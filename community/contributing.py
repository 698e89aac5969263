"""What becomes of a contribution that waits: it is accepted, refused, taken back, or waits again.

Written once for everything that consists of revisions. A held revision is a branch beside the head:
if the head is still the one it was written upon, it becomes the head itself; if others have written
since, the two are combined in a new revision of the same author. The case in the inbox is closed in
the same transaction.

An app derives a class from `Contributions` and says in it what is its own: how a revision becomes
public, how two are combined, what follows. It raises its own errors; a lost swap never leaves here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import cases
from community.models import Case
from versions.append import SwapLost, append
from versions.models import AbstractRevision, Versioned

State = AbstractRevision.State
T = TypeVar("T", bound=Versioned)
R = TypeVar("R", bound=AbstractRevision)
Plan = TypeVar("Plan")
Answer = TypeVar("Answer")
#: So many tries go without a lock, then one waits for its turn. Without that one, PostgreSQL
#: refused 688 of 800 edits of one article at once.
TRIES = 2
TEXT_HIDDEN = _(
    "The text of this contribution is hidden. Please show it again first, or do not accept it."
)


def retried(
    prepare: Callable[[], Plan], commit: Callable[[Plan], Answer], lock: Callable[[], Any]
) -> Answer:
    """Write again whenever somebody else was quicker; the last try holds the lock and cannot lose.

    `prepare()` reads what is built upon and does what takes long, outside of the transaction;
    `commit(plan)` writes, and raises `SwapLost` where what was read is no longer so; `lock()` waits
    for the row of the thing, inside the last transaction.
    """
    for _try in range(TRIES):
        plan = prepare()
        with suppress(SwapLost), transaction.atomic():
            return commit(plan)
    with transaction.atomic():
        lock()
        return commit(prepare())


def hold(
    thing: Versioned,
    revision: AbstractRevision,
    *,
    kind: str,
    title: str,
    url: Callable[[int], str],
    scopes: Collection[tuple[str, int]],
    because: str,
    sender: cases.Sender,
) -> Case:
    """Put a revision beside the head until somebody has looked at it. Raises `SwapLost`.

    `url(number)` is where it waits.
    """
    revision.state = State.HELD
    append(thing, revision)
    return cases.open_case(
        sort=Case.Sort.PENDING,
        kind=kind,
        pk=thing.pk,
        number=revision.number,
        title=title,
        url=url(revision.number),
        sender=sender,
        scopes=scopes,
        held_because=because,
        words=revision.summary,
    )


class Contributions(Generic[T, R]):
    """What becomes of the held revisions of one app's things."""

    # --- what is the same for all

    def accept(self, thing: T, number: int, by: User) -> R:
        """Make a contribution public; return the revision that the public sees now."""

        def publish(here: T) -> R:
            held = self.waiting(here, number)
            if held.text_hidden:
                raise self.text_is_hidden()
            self.check(here, held, by)
            if self.is_upon_head(here, held):
                public = self.promote(here, held, by)
            else:
                public = self.combine(here, held, by)
                self.move(held, State.ACCEPTED)
            self.close(here, held, Case.State.ACCEPTED, by)
            return public

        return retried(lambda: self.read(thing), publish, lambda: self.lock(thing))

    def refuse(self, thing: T, number: int, by: User, reason: str) -> None:
        """Decide against a contribution; its author and moderators can still read it."""
        with transaction.atomic():
            held = self.waiting(thing, number)
            self.move(held, State.REFUSED)
            self.set_aside(thing, held)
            self.close(thing, held, Case.State.REFUSED, by, reason)

    def withdraw(self, thing: T, number: int) -> None:
        """Let its author take a contribution back; who may is for the caller."""
        with transaction.atomic():
            held = self.waiting(thing, number)
            # A guest takes their name back with it; that of an account never stood there.
            self.move(held, State.REPLACED, author_name="")
            self.set_aside(thing, held)
            self.close(thing, held, Case.State.WITHDRAWN, held.author)

    def reopen(self, thing: T, number: int) -> bool:
        """Take a decision back, as long as nothing was built upon it; say whether that could be.

        The case is the caller's business.
        """
        with transaction.atomic():
            held = self.revisions(thing).filter(number=number).first()
            if held is None or not self._is_undone(thing, held):
                return False
            if held.state != State.HELD:  # `demote` has written it already
                self.move(held, State.HELD)
        return True

    def _is_undone(self, thing: T, held: R) -> bool:
        if held.state in (State.REFUSED, State.REPLACED):
            return self.wait_again(thing, held)
        if held.state == State.LIVE and thing.head_number == held.number:
            return self.demote(thing, held)
        return self.take_apart(thing, held) if held.state == State.ACCEPTED else False

    def waiting(self, thing: T, number: int) -> R:
        """Return a held revision; raises the app's error where none of this number waits."""
        held: R | None = self.revisions(thing).filter(state=State.HELD, number=number).first()
        if held is None:
            raise self.not_waiting()
        setattr(held, held.thing_field, thing)
        return held

    def is_upon_head(self, thing: T, held: R) -> bool:
        """Say whether nobody has written since a revision was sent."""
        return bool((held.parents or [0])[0] == thing.head_number)

    def close(self, thing: T, held: R, state: str, by: User | None, reason: str = "") -> None:
        """Close the case where nobody has yet: an app's own page may decide, too."""
        cases.close_contribution(
            kind=self.kind_of(thing),
            pk=thing.pk,
            number=held.number,
            state=state,
            by=by,
            reason=reason,
        )

    def move(self, revision: R, state: str, **more: Any) -> None:
        """Note what has become of a revision."""
        for name, value in {"state": state, **more}.items():
            setattr(revision, name, value)
        revision.save(update_fields=["state", *more])

    # --- what an app says

    def kind_of(self, thing: T) -> str:
        """Return by what the inbox knows the kind."""
        raise NotImplementedError

    def read(self, thing: T) -> T:
        """Read a thing as it is now."""
        raise NotImplementedError

    def lock(self, thing: T) -> None:
        """Wait for the row of a thing; inside a transaction."""
        raise NotImplementedError

    def revisions(self, thing: T) -> Any:
        """Return the revisions of a thing, authors selected."""
        raise NotImplementedError

    def not_waiting(self) -> Exception:
        """Return the app's error for a number of which nothing waits."""
        raise NotImplementedError

    def text_is_hidden(self) -> Exception:
        """Return the app's error for one whose text a moderator has hidden, with `TEXT_HIDDEN`."""
        raise NotImplementedError

    def check(self, thing: T, held: R, by: User) -> None:
        """Raise the app's error where this person may not make it public."""

    def promote(self, thing: T, held: R, by: User) -> R:
        """Let a held revision be the head, with all that follows. Raises `SwapLost`."""
        raise NotImplementedError

    def combine(self, thing: T, held: R, by: User) -> R:
        """Write a held change upon the head, in its author's name. Raises `SwapLost`."""
        raise NotImplementedError

    def set_aside(self, thing: T, held: R) -> None:
        """See to what follows when a revision waits no more and was not accepted."""

    def wait_again(self, thing: T, held: R) -> bool:
        """See to what follows when one that was set aside waits again; say whether it can."""
        return True

    def demote(self, thing: T, revision: R) -> bool:
        """Let the state before a promoted revision be the head again; say whether it can."""
        return False

    def take_apart(self, thing: T, held: R) -> bool:
        """Undo what `combine` made of a revision; say whether it can."""
        return False
