"""What `check --deploy` says about the ledger of erased accounts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import DatabaseError

from accounts.models import User
from accounts.services import ERASED
from community.people import erasure_ledger
from community.people.erasure_ledger import LedgerUnwritable

HINT = "See “Backups” in docs/operations.md."


def register() -> None:
    """Make the check known to Django; called once, when all apps are loaded."""
    checks.register(ledger, checks.Tags.security, deploy=True)


def ledger(
    app_configs: Sequence[AppConfig] | None, **_options: Any
) -> Sequence[checks.CheckMessage]:
    """Name what would let erased accounts come back, or keep people from erasing theirs."""
    place = erasure_ledger.path()
    if place.resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve()):
        return [_error(1, f"ERASURE_LEDGER ({place}) lies among the uploads and their backup.")]
    try:
        erasure_ledger.try_writing()
        contents = erasure_ledger.read()
    except (LedgerUnwritable, OSError) as error:
        return [_error(2, f"ERASURE_LEDGER ({place}) is not writable: {error}")]
    if contents.broken:
        lines = ", ".join(map(str, contents.broken))
        return [_warning(3, f"ERASURE_LEDGER ({place}) cannot be understood in line {lines}.")]
    missing = _erased_accounts() - len(contents.erasures)
    if missing > 0:
        return [_warning(4, f"ERASURE_LEDGER ({place}) lacks {missing} accounts erased here.")]
    return []


def _erased_accounts() -> int:
    """Return how many accounts of the database were erased; a database that is away knows none."""
    try:
        return User.objects.filter(email__endswith=ERASED).count()
    except DatabaseError:
        return 0


def _error(number: int, message: str) -> checks.CheckMessage:
    return checks.Error(message, hint=HINT, id=f"community.E{number:03}")


def _warning(number: int, message: str) -> checks.CheckMessage:
    return checks.Warning(message, hint=HINT, id=f"community.W{number:03}")
