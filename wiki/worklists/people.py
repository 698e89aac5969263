"""What somebody has taken care of, in the copy of their account, and when it is erased."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from accounts.signals import AccountCopy
from wiki import shown
from wiki.models import Task


def forget_person(*, before: AccountCopy, erased: bool, **_rest: Any) -> None:
    """Let others take care of it; inside the transaction in which the account is erased."""
    if erased and Task.objects.filter(user=before.pk).delete()[0]:
        shown.tasks_changed()


def rows_of(user: User) -> list[dict[str, Any]]:
    """Return what an account takes care of, for the copy that it takes along."""
    said = ("worklist", "article", "district", "language", "title_words", "since", "until")
    return list(Task.objects.filter(user=user).order_by("pk").values(*said))
