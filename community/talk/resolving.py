"""A thread is resolved when what it asks is answered or done; it stays, below those that are open.

Whoever began it may say so, whoever reviews at the place of the thing, and at editorial pages
whoever edits them. A save may say so, too: its summary says "erledigt Frage 3", and the thread is
resolved in the transaction in which the revision becomes public, by whoever wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import pagecache
from accounts.models import User
from accounts.person import Person
from community import log, trust
from community.errors import NotAllowed
from community.models import Comment
from community.talk import places
from versions.contract import kind_of
from versions.models import AbstractRevision, Versioned

KIND = "comment"
#: What a summary says to resolve threads, in every language of the site: "erledigt Frage 3 und 5".
SAYS = re.compile(
    r"\b(?:erledigt|beantwortet|resolves|answers) (?:die )?(?:fragen?|questions?) "
    r"(\d{1,6}(?!\d)(?:(?:, | und | and |, und |, and )\d{1,6}(?!\d))*)",
    re.IGNORECASE,
)
#: More than anybody settles by one edit.
MOST = 20


#: Primary keys of a thread's first comment and of the account of its author.
BegunBy = tuple[int, int | None]


def may_resolve(user: Person, comment: Comment, thing: object) -> bool:
    """Say whether somebody may resolve a thread, or open it again."""
    begun = [(comment.pk, comment.author_id)]
    return bool(which_resolves(user, comment.place_kind, thing, begun))


def which_resolves(
    user: Person, kind: str, thing: object, begun: Iterable[BegunBy]
) -> frozenset[int]:
    """Return which of the threads about a thing somebody may resolve, by their first comments.

    What somebody may do there is asked once for all of them.
    """
    if not isinstance(user, User) or not trust.may(user, "comment", thing):
        return frozenset()
    if trust.may(user, "review", thing) or places.place(kind).settles(user, thing):
        return frozenset(first for first, _author in begun)
    return frozenset(first for first, author in begun if author == user.pk)


def resolve_thread(*, comment: Comment, by: User, resolved: bool = True) -> bool:
    """Resolve a thread, or open it again; says whether that was news. Raises `NotAllowed`."""
    where = places.place(comment.place_kind)
    thing = where.subject.load(comment.place_pk)
    if thing is None or comment.parent_id or not may_resolve(by, comment, thing):
        raise NotAllowed(_("Only who began this talk and those who decide here may do this."))
    with transaction.atomic():
        # Asked of the row alone: PostgreSQL does not ask once more what is joined when it has
        # waited for somebody else, and both would have settled it.
        rows = Comment.objects.filter(pk=comment.pk, parent=None, state=Comment.State.LIVE)
        rows = rows.filter(resolved_at__isnull=resolved)
        values = {"resolved_at": timezone.now(), "resolved_by": by} if resolved else NOT_RESOLVED
        if not rows.update(**values):
            return False
        action = "resolve" if resolved else "unresolve"
        log.write(action=action, who=by, kind=KIND, pk=comment.pk, title=str(comment))
        told(comment.place_kind, comment.place_pk)
    return True


NOT_RESOLVED = {"resolved_at": None, "resolved_by": None, "resolved_in": 0}


def of_revision(thing: Versioned, revision: AbstractRevision, *, promoted: bool) -> None:
    """Resolve what the summary of a revision says that has become public. Inside `atomic()`."""
    numbers = numbers_in(revision.summary)
    kind = kind_of(thing).name if numbers else ""
    if not kind or not places.is_place(kind):
        return
    rows = Comment.objects.at(kind, thing.pk).filter(
        parent=None, state=Comment.State.LIVE, audience=Comment.Audience.ALL
    )
    rows = rows.filter(number__in=numbers, resolved_at=None)
    author = None if revision.author_hidden else revision.author
    if rows.update(resolved_at=timezone.now(), resolved_by=author, resolved_in=revision.number):
        told(kind, thing.pk)


def forget_author(*, kind: str, pk: int, number: int) -> None:
    """Tell no more by whom a revision was that resolved threads. Inside `atomic()`."""
    rows = Comment.objects.at(kind, pk).filter(resolved_in=number)
    if rows.update(resolved_by=None):
        told(kind, pk)


def numbers_in(summary: str) -> list[int]:
    """Return the numbers of the threads that a summary says are resolved."""
    found = [int(n) for said in SAYS.findall(summary) for n in re.findall(r"\d+", said)]
    return list(dict.fromkeys(found))[:MOST]


def with_resolved(summary: str, numbers: list[int], most: int) -> str:
    """Return a summary that says as well which threads are resolved, in `most` letters at most."""
    numbers = [number for number in numbers if number not in numbers_in(summary)][:MOST]
    if not numbers:
        return summary
    # The words are those of `SAYS`: stored once, in the language of the site.
    words = f"erledigt Frage {', '.join(map(str, numbers))}"
    kept = summary.strip()[: max(0, most - len(words) - 3)].strip()
    return f"{kept} ({words})" if kept else words


def told(kind: str, pk: int) -> None:
    """Let pages follow that show the talk. Inside `atomic()`."""
    places.place(kind).changed(pk)
    pagecache.bump([places.shown_key(kind, pk)])
