"""What has happened: noted where something becomes public, in the transaction of it.

References only (`community.models.Happening`). What is told of being written long ago, by an import
or the demo, is no news; nor is what `versions.append.append_many` brings.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from community.models import Comment, Happening
from community.watching import watches
from versions.contract import kind_of
from versions.models import AbstractRevision, Versioned

#: Whoever has not looked for so long reads the history.
KEPT = timedelta(days=90)
#: What was written earlier than this, and becomes public in one step, is being imported.
NEWS = timedelta(days=1)


def of_revision(thing: Versioned, revision: AbstractRevision, *, promoted: bool) -> None:
    """Note a revision that has become public; who wrote it follows the thing from now on.

    `promoted` says that it had waited. Inside `atomic()`; see `versions.append.follow`.
    """
    if not promoted and revision.created < timezone.now() - NEWS:
        return
    kind = kind_of(thing).name
    Happening.objects.create(
        object_kind=kind,
        object_pk=thing.pk,
        number=revision.number,
        actor_id=revision.author_id,
        minor=revision.minor,
    )
    if not revision.minor:
        watches.follow_own(kind, thing, revision)


def of_comment(comment: Comment) -> None:
    """Note a comment that has become public. Inside `atomic()`."""
    Happening.objects.create(
        object_kind=comment.place_kind,
        object_pk=comment.place_pk,
        comment=comment.pk,
        actor_id=comment.author_id,
    )


def of_publishing(kind: str, pk: int, *, number: int, actor: int) -> None:
    """Note that a thing without revisions of ours was published; `number` rises each time."""
    Happening.objects.create(object_kind=kind, object_pk=pk, number=number, actor_id=actor)


def forget() -> int:
    """Remove what is older than 90 days; returns how many."""
    return Happening.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
