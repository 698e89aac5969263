"""Where the worker notes how it is. Noting never fails: who cannot note goes on working.

The functions say whether the note was written. That none come is seen as well: a silent worker is
reported (`config.wellbeing`).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import datetime

from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from config.databases import renew_connections
from config.models import WORKER, Heartbeat
from text.storable import storable

logger = logging.getLogger(__name__)

# An error may quote a mail address, or the address of a server with its password.
ADDRESSES = re.compile(r"\S+@\S+")


def in_words(problem: BaseException) -> str:
    """Return what went wrong, without anybody's address, in letters that a database takes."""
    words = ADDRESSES.sub("…", f"{type(problem).__name__}: {problem}")
    return storable(words)[:300]


def note_success(job: str, seen: datetime) -> bool:
    """A round went through."""
    return _note(job, seen, failures=0, failing_since=None, error="")


def note_failure(job: str, seen: datetime, error: str) -> bool:
    """A round broke off."""
    return _note(
        job, seen, failures=F("failures") + 1, failing_since=_first(seen), error=error[:300]
    )


def note_trouble(job: str, seen: datetime, words: str) -> bool:
    """A round ended, but could not do what it is for. Only how long that lasts counts."""
    return _note(job, seen, failures=0, failing_since=_first(seen), error=words[:300])


def note_life(running: str = "", since: datetime | None = None) -> bool:
    """The process lives; `running` names the job that it is busy with, "" for none."""
    values = {"seen": timezone.now(), "running": running, "running_since": since}
    return _written(lambda: Heartbeat.objects.update_or_create(job=WORKER, defaults=values))


def _note(job: str, seen: datetime, **values: object) -> bool:
    def write() -> None:
        Heartbeat.objects.get_or_create(job=job, defaults={"seen": seen})
        Heartbeat.objects.filter(job=job).update(seen=seen, **values)

    return _written(write)


def _first(seen: datetime) -> Coalesce:
    """The time that stands there already, else that of this round."""
    return Coalesce("failing_since", Value(seen, DateTimeField()))


def _written(write: Callable[[], object]) -> bool:
    """Let a database that is away, full or being restored cost the note, and nothing else."""
    try:
        write()
    except Exception as problem:
        # Also words that no database takes: the worker outlives whatever a job has raised.
        logger.warning("The worker's heartbeat could not be noted: %s", type(problem).__name__)
        return False
    finally:
        # Throws away a connection that has broken, so that the next note makes a new one.
        renew_connections()
    return True
