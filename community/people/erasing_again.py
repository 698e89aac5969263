"""Erasing again what an older backup has brought back: the ledger is the one who remembers.

Apps above this one do the same with what they have destroyed for good (`also`).

Done after every `migrate`, at the start of every web process, and by the worker every minute, since
a database may also be put back while everything runs. Without anything to do it costs the reading
of a small file and one query. Many processes may do it at once: each row is locked and looked at
again. Nothing here keeps a process from starting: the database may be away, not migrated yet, or
read-only.
"""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, connections, transaction

from accounts.models import User
from accounts.services import ERASED
from community.people import erasing, erasure_ledger
from community.people.erasure_ledger import Contents, Erasure

logger = logging.getLogger(__name__)
BATCH = 500
# A database that does not answer must not keep a web process from saying that it lives.
PATIENCE = 5.0
_others: list[Callable[[Contents], int]] = []


def also(again: Callable[[Contents], int]) -> None:
    """Let an app destroy again what the ledger names; it returns how many things came back.

    Called once, while the apps start. It raises `DatabaseError`, `OSError`.
    """
    _others.append(again)


def replay() -> int:
    """Erase every account of the ledger that is there as it was, and all else; returns how many.

    Raises `DatabaseError`, `OSError`.
    """
    contents = erasure_ledger.read()
    if contents.broken:
        lines = ", ".join(map(str, contents.broken[:10]))
        logger.error("ERASURE_LEDGER: these lines cannot be understood: %s", lines)
    wanted: dict[int, list[Erasure]] = defaultdict(list)
    for erasure in contents.erasures:
        wanted[erasure.pk].append(erasure)
    erased, failed = 0, None
    for user in _still_there(list(wanted)):
        try:
            erased += _again(user, wanted[user.pk])
        except DatabaseError as error:
            failed = error  # the others are erased all the same
    if erased:
        logger.warning("%d erased accounts had come back and were erased again", erased)
        _warn_without_administrator()
    for again in _others:
        try:
            erased += again(contents)
        except DatabaseError as error:
            failed = error
    if failed is not None:
        raise failed
    return erased


def _still_there(pks: list[int]) -> list[User]:
    found: list[User] = []
    for start in range(0, len(pks), BATCH):
        rows = User.objects.filter(pk__in=pks[start : start + BATCH])
        found += rows.exclude(email__endswith=ERASED)
    return found


def _again(user: User, erasures: list[Erasure]) -> bool:
    if not any(erasure.is_of(user) for erasure in erasures):
        return False
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user.pk)
        if not any(erasure.is_of(locked) for erasure in erasures):
            return False
        # The owner was told when it happened; another mail would only go to a forgotten address.
        erasing.forget(user=locked, action="erase_again")
    return True


def _warn_without_administrator() -> None:
    """The last administrator of a backup may be one who left later, when there were others.

    Their wish counts all the same: whoever puts a backup back can make an administrator there.
    """
    if not User.objects.filter(is_superuser=True, is_active=True).exists():
        logger.warning("No administrator is left: make one with `create_user --role admin`")


def replay_quietly(**_signal: Any) -> None:
    """Do it where nothing may come in the way; what is wrong is written to the log."""
    try:
        replay()
    except (DatabaseError, OSError) as error:
        logger.warning("Erased accounts could not be looked for: %s", error)


def replay_at_start() -> None:
    """Do it before a web process answers, but wait no longer than a few seconds for it."""
    thread = threading.Thread(target=_replay_in_thread, name="erased-accounts", daemon=True)
    thread.start()
    thread.join(PATIENCE)


def _replay_in_thread() -> None:
    try:
        replay_quietly()
    finally:
        connections.close_all()
