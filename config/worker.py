"""The worker's loop: every job in its time, none of them stops the others, nothing ends it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import connections
from django.utils import timezone

from config import heartbeats
from config.databases import renew_connections
from config.jobs import Job

logger = logging.getLogger(__name__)

#: Short enough to stop at once, long enough to cost nothing.
NAP = 0.2
#: Seconds between two signs of life. Rounds that go well are noted as rarely: twice a second would
#: be as many transactions.
PULSE = 10.0
#: After a failure a job waits as long as between two rounds, then twice as long each time. Quick
#: ones are tried after a second at the earliest and a minute at the latest; those that run once
#: an hour or a day need not wait for their next turn: after a minute, two, four … at most an hour.
SHORTEST, MINUTE, HOUR = 1.0, 60.0, 3600.0


def pause_after(failures: int, every: float) -> float:
    """Return how many seconds a job waits after so many failures in a row."""
    first = min(max(every, SHORTEST), MINUTE)
    longest = min(max(every, MINUTE), HOUR)
    return min(first * 2 ** min(failures - 1, 20), longest)


@dataclass
class _Turn:
    """When a job is due, and how it has gone so far."""

    due: float = 0.0
    failures: int = 0
    noted: float = float("-inf")
    troubled: bool = False
    #: A note that could not be written. Without it an hourly job would seem to be overdue.
    owed: Callable[[], bool] | None = None


class Worker:
    """Runs jobs until it is stopped."""

    def __init__(self, jobs: tuple[Job, ...]) -> None:
        self.jobs = jobs
        self.turns = {job.name: _Turn() for job in jobs}
        self.stopped = False
        self._running: tuple[str, datetime | None] = ("", None)

    def stop(self, *_signal: object) -> None:
        """Stop after the job that is running; asked a second time, stop in the middle of it."""
        if self.stopped:
            raise KeyboardInterrupt
        self.stopped = True

    def run(self) -> None:
        """Go on until somebody stops it."""
        heartbeats.note_life()
        pulse = threading.Thread(target=self._pulse, name="pulse", daemon=True)
        pulse.start()
        while not self.stopped:
            self.run_due()
            time.sleep(NAP)
        pulse.join(timeout=2)

    def run_once(self) -> list[str]:
        """Run every job once; return the names of those that failed."""
        heartbeats.note_life()
        return [job.name for job in self.jobs if not self.run_job(job)]

    def run_due(self) -> None:
        """Run every job whose time has come."""
        for job in self.jobs:
            turn = self.turns[job.name]
            if turn.owed and time.monotonic() - turn.noted >= PULSE:
                self._note(turn, turn.owed)
            if turn.due <= time.monotonic() and not self.stopped:
                well = self.run_job(job)
                wait = job.every if well else pause_after(turn.failures, job.every)
                turn.due = time.monotonic() + wait

    def run_job(self, job: Job) -> bool:
        """Run one job and note how it went. A failing job never stops the others."""
        turn = self.turns[job.name]
        # Also looks, before the next question, whether the server has closed the connection.
        renew_connections()
        self._running = (job.name, timezone.now())
        try:
            job.run()
            trouble = str(job.trouble())
        except (Exception, SystemExit) as problem:
            # The worker is the last frame: whatever a job raises is written down and tried again.
            # Only being told to stop ends it (KeyboardInterrupt).
            self._failed(job, turn, problem)
        else:
            self._went_through(job, turn, trouble)
        self._running = ("", None)
        return not turn.failures

    def _failed(self, job: Job, turn: _Turn, problem: BaseException) -> None:
        turn.failures += 1
        words = heartbeats.in_words(problem)
        if turn.failures == 1:
            logger.exception("The job %s failed", job.name)
        else:
            logger.error(
                "The job %s failed again, %s times in a row: %s", job.name, turn.failures, words
            )
        renew_connections()
        turn.troubled = True
        self._note(turn, partial(heartbeats.note_failure, job.name, timezone.now(), words))

    def _went_through(self, job: Job, turn: _Turn, trouble: str) -> None:
        if turn.failures:
            logger.warning("The job %s works again", job.name)
        turn.failures = 0
        changed = turn.troubled != bool(trouble)
        if not changed and time.monotonic() - turn.noted < PULSE:
            return
        turn.troubled = bool(trouble)
        if trouble:
            note = partial(heartbeats.note_trouble, job.name, timezone.now(), trouble)
        else:
            note = partial(heartbeats.note_success, job.name, timezone.now())
        self._note(turn, note)

    def _note(self, turn: _Turn, note: Callable[[], bool]) -> None:
        turn.noted = time.monotonic()
        turn.owed = None if note() else note

    def _pulse(self) -> None:
        """Say now and then that the process lives, also while a job takes long or hangs."""
        try:
            while _waited(PULSE, until=lambda: self.stopped):
                heartbeats.note_life(*self._running)
        finally:
            connections.close_all()


def _waited(seconds: float, *, until: Callable[[], bool]) -> bool:
    """Wait; False when what was waited for happened before the time was over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if until():
            return False
        time.sleep(NAP)
    return not until()
