"""What the worker does, and how often."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone

from config.models import Heartbeat

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work: its name, a function without arguments, seconds between two rounds."""

    name: str
    run: Callable[[], object]
    every: float


def _lazily(path: str) -> Callable[[], object]:
    """Return a function that imports and calls `module.function` when it is first needed."""
    module, _dot, name = path.rpartition(".")
    return lambda: getattr(import_module(module), name)()


def jobs() -> tuple[Job, ...]:
    """Return every job. Half a second is what a reader waits for a change to be findable."""
    return (
        Job("search", _lazily("search.sync.sync_once"), 0.5),
        # Corrections on PostgreSQL need a list of known words; an hour old is good enough.
        Job("words", _lazily("search.engines.database.vocabulary.refresh"), 3600),
        Job("questions", _lazily("search.zero.forget_old"), 3600),
        Job("publishing", _lazily("cms.scheduled.publish_scheduled"), 60),
        Job("mail", _lazily("community.mail.send_due"), 5),
        Job("similar", _lazily("wiki.similar.refresh"), 20),
        Job("reminders", _lazily("community.waiting.remind"), 3600),
        Job("dates", _lazily("districts.reminders.move_dates_on"), 300),
        Job("entries", _lazily("districts.reminders.ask_whether_right"), 3600),
        Job("addresses", _lazily("districts.services.addresses.forget_earlier"), 24 * 3600),
        Job("forgetting", _lazily("community.forgetting.forget_all"), 3600),
        Job("statistics", _lazily("config.statistics.refresh"), 3600),
        Job("sessions", lambda: call_command("clearsessions"), 24 * 3600),
    )


def run(job: Job) -> bool:
    """Run one job and note its heartbeat. A failing job never stops the others."""
    error = ""
    try:
        job.run()
    except Exception as problem:
        # The worker is the last frame: whatever a job raises is written down and tried again.
        logger.exception("The job %s failed", job.name)
        error = f"{type(problem).__name__}: {problem}"[:300]
        close_old_connections()
    Heartbeat.objects.update_or_create(
        job=job.name, defaults={"seen": timezone.now(), "error": error}
    )
    return not error
