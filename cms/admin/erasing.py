"""Deleting accounts in the admin: they are erased as if their owners had done it.

Wagtail would delete the rows. Then no ledger would remember them, and nothing of what is said of
the person elsewhere would be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.users.views.bulk_actions.delete import DeleteBulkAction

from accounts.models import User
from cms.admin.refusals import AdminRefusal
from community.people import erasing, erasure_ledger
from community.people.erasure_ledger import LedgerUnwritable


def erase_when_committed(users: Iterable[User], *, by: User) -> None:
    """Erase accounts after the admin's own transaction: each erasure is one for itself.

    Raises `AdminRefusal` while the ledger cannot be written.
    """
    try:
        erasure_ledger.try_writing()
    except LedgerUnwritable as error:
        raise AdminRefusal(
            _("No account can be erased now: the file in ERASURE_LEDGER is not writable.")
        ) from error
    for user in users:
        transaction.on_commit(partial(erasing.erase_account, user=user, by=by))


class EraseAction(DeleteBulkAction):
    """Many at once."""

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "by": self.request.user}

    @classmethod
    def execute_action(cls, objects: Iterable[User], *, by: User, **_more: Any) -> tuple[int, int]:
        users = list(objects)
        erase_when_committed(users, by=by)
        return len(users), 0


# After Wagtail's own registration of the same name, whose place it takes.
hooks.register("register_bulk_action", EraseAction, order=1000)
