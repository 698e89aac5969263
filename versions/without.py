"""What would become of a thing without what one account did to it? The rule, for every kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from accounts.models import User
from versions.models import AbstractRevision

LIVE = AbstractRevision.State.LIVE


class WithRevisions(Protocol):
    """A thing and its revisions; `Versioned` has no revisions of its own."""

    @property
    def head_number(self) -> int: ...

    @property
    def revisions(self) -> Any: ...


def without_author(
    thing: WithRevisions, author: User, content: Callable[[Any], object]
) -> tuple[str, Any | None]:
    """Say what a thing would become without what an account did, and by which revision.

    "back" to the last state by others; "gone" where nobody else has ever written; "left" where
    others have built upon it; "done" where it is so already, or all that they did is hidden.
    `content` returns what of a revision tells whether two are the same.
    """
    head = thing.revisions.get(number=thing.head_number)
    seen = thing.revisions.filter(state=LIVE, text_hidden=False).order_by("-number")
    others = seen.exclude(author=author)
    if head.author_id == author.pk:
        good = others.first()
        if good is None:
            return "gone", None
        return ("done", None) if content(good) == content(head) else ("back", good)
    last = seen.filter(author=author, number__lte=head.number).first()
    if last is None:
        return "done", None
    before = others.filter(number__lt=last.number).first()
    is_done = before is not None and content(before) == content(head)
    return ("done" if is_done else "left"), None
