"""Freeing what somebody has taken on, for others: by whoever reviews at its place.

Until now it was free after 14 days, or when the account was blocked. It is logged, and the mail of
the next morning tells whoever had taken it on (`wiki.worklists.reminding`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.person import Person
from community import log, trust
from wiki import shown
from wiki.errors import NotAllowed
from wiki.models import Task
from wiki.subject import KIND
from wiki.worklists import wanted
from wiki.worklists.reminding import FREED


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a task belongs: with its article, or where a wanted one is to be."""

    task: Task

    def trust_scopes(self) -> set[tuple[str, int]]:
        if self.task.article is not None:
            return self.task.article.trust_scopes()
        return {("district", self.task.district_id)} if self.task.district_id else set()


def freed_by(user: Person, tasks: Iterable[Task]) -> set[int]:
    """Return the keys of the tasks of others that somebody may free.

    One query for an account, one more for a steward, none for guests and moderators.
    """
    others = [task for task in tasks if isinstance(user, User) and task.user_id != user.pk]
    if not others:
        return set()
    if trust.may(user, "moderate", trust.EVERYWHERE):
        return {task.pk for task in others}
    places = trust.stewardships(user)
    if not places:
        return set()
    prefetch_related_objects(others, "article__topics")
    return {task.pk for task in others if places & _Place(task).trust_scopes()}


def free_task(*, pk: int, worklist: str, by: User) -> bool:
    """Let others take care of a row that somebody had taken on; says whether that was news.

    `pk` is that of the task which `by` has seen: what somebody else has taken on since stays
    theirs. Raises `NotAllowed`.
    """
    with transaction.atomic():
        rows = Task.objects.select_for_update(of=("self",)).select_related("article")
        task = rows.filter(pk=pk, worklist=worklist).first()
        if task is None:
            return False
        if not trust.may(by, "review", _Place(task)):
            raise NotAllowed(_("This is not yours to decide."))
        about = (KIND, task.article_id) if task.article_id else ("", None)
        log.write(
            action=FREED,
            who=by,
            kind=about[0],
            pk=about[1],
            title=task.article.title if task.article else wanted.title_of(task),
            user=task.user_id,
            **_named(task),
        )
        task.delete()
        shown.tasks_changed()
    return True


def _named(task: Task) -> dict[str, Any]:
    """Return what names a wanted article, to find again whether it is still wanted."""
    if task.article_id:
        return {}
    names = {"language": task.language, "title_words": task.title_words}
    return {**names, "district": task.district_id}
