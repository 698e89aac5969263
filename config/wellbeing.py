"""Is the worker well? If not: which job, since when, and what is to be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from community.inbox.site_warnings import SiteWarning
from config import jobs
from config.models import WORKER, Heartbeat
from config.worker import MINUTE
from text.translatable import Words

#: So many rounds in a row must fail until somebody is told: a moment's trouble heals by itself.
ROUNDS = 3

NEVER, SILENT, OVERDUE = "never", "silent", "overdue"
STUCK, FAILING = "stuck", "failing"

WHAT_TO_DO: dict[str, Words] = {
    NEVER: _("Please tell whoever looks after the server: the service “worker” has to be started."),
    SILENT: _(
        "Please tell whoever looks after the server: the service “worker” has to be started. "
        "What waits is not lost."
    ),
    STUCK: _(
        "Please tell whoever looks after the server: the service “worker” has to be stopped and "
        "started again. What waits is not lost."
    ),
    FAILING: _(
        "It is tried again and again by itself. If this lasts, please tell whoever looks after the "
        "server: the log of the service “worker” says why."
    ),
}
WHAT_TO_DO[OVERDUE] = WHAT_TO_DO[STUCK]


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong: of which job ("worker" for all of it), what, since when."""

    job: str
    what: str
    since: datetime | None = None
    rounds: int = 0
    title: Words = ""

    def __str__(self) -> str:
        """What staff read: which job, since when."""
        since = _moment(self.since) if self.since else ""
        values = {"job": self.title, "since": since, "number": self.rounds}
        if self.what == NEVER:
            words = gettext(
                "The background service has never run on this site. Without it no mails are sent, "
                "changes are not found by search, and pages do not appear on time."
            )
        elif self.what == SILENT:
            words = gettext(
                "The background service has not run since %(since)s. Until it runs again, no mails "
                "are sent, changes are not found by search, and pages do not appear on time."
            )
        elif self.what == STUCK:
            words = gettext("“%(job)s” has not come to an end since %(since)s; all else waits.")
        elif self.what == OVERDUE:
            words = gettext("“%(job)s” was last done at %(since)s.")
        elif self.rounds < ROUNDS:
            words = gettext("“%(job)s” has not worked since %(since)s.")
        else:
            words = ngettext(
                "“%(job)s” has not worked since %(since)s, %(number)d time in a row.",
                "“%(job)s” has not worked since %(since)s, %(number)d times in a row.",
                self.rounds,
            )
        return words % values

    @property
    def advice(self) -> str:
        """What is to be done."""
        return str(WHAT_TO_DO[self.what])


def _moment(when: datetime) -> str:
    local = timezone.localtime(when)
    if local.date() == timezone.localdate():
        return date_format(local, "TIME_FORMAT")
    return date_format(local, "DATETIME_FORMAT")


def beats() -> dict[str, Heartbeat]:
    """Return what the worker has noted, by job."""
    return {beat.job: beat for beat in Heartbeat.objects.all()}


def troubles(noted: Mapping[str, Heartbeat] | None = None) -> list[Trouble]:
    """Return what is wrong with the worker now; nothing when all is well."""
    return judge(
        beats() if noted is None else noted,
        jobs.JOBS,
        now=timezone.now(),
        patience=timedelta(seconds=settings.WORKER_SILENT_AFTER),
    )


def for_staff() -> list[SiteWarning]:
    """Say the same to those who read the inbox."""
    return [SiteWarning(str(one), one.advice) for one in troubles()]


def judge(
    noted: Mapping[str, Heartbeat],
    known: tuple[jobs.Job, ...],
    *,
    now: datetime,
    patience: timedelta,
) -> list[Trouble]:
    """Say what is wrong, from notes and clock alone. What follows from another trouble is left out.

    Nobody is told of a moment's trouble: a worker may be silent, and a job may run or not work, for
    `patience`; or a job fails three rounds in a row.
    """
    if not noted:
        return [Trouble(WORKER, NEVER)]
    last = _last_sign(noted, now + patience)
    if now - last > patience or last > now + patience:
        return [Trouble(WORKER, SILENT, last)]
    titles = {job.name: job.title or job.name for job in known}
    worker = noted.get(WORKER)
    if worker and worker.running in titles and _is_stuck(worker, noted, now, patience):
        name = worker.running
        return [Trouble(name, STUCK, worker.running_since, title=titles[name])]
    found = []
    for job in known:
        beat = noted.get(job.name)
        if beat is None:
            continue  # a new job, or the first round of all
        if beat.failures >= ROUNDS or _lasts(beat.failing_since, now, patience):
            since = beat.failing_since or beat.seen
            found.append(Trouble(job.name, FAILING, since, beat.failures, titles[job.name]))
        elif now - beat.seen > patience + timedelta(seconds=max(job.every, MINUTE)):
            found.append(Trouble(job.name, OVERDUE, beat.seen, title=titles[job.name]))
    return found


def _last_sign(noted: Mapping[str, Heartbeat], latest: datetime) -> datetime:
    """Return when anything was noted last. What was noted while the clock was ahead says nothing:
    else a worker that has died would seem to live until that time has come.
    """
    seen = [beat.seen for beat in noted.values()]
    return max((each for each in seen if each <= latest), default=min(seen))


def _lasts(since: datetime | None, now: datetime, patience: timedelta) -> bool:
    """Whether something has gone on for long, or since a time that the clock has not reached."""
    return since is not None and abs(now - since) >= patience


def _is_stuck(
    worker: Heartbeat, noted: Mapping[str, Heartbeat], now: datetime, patience: timedelta
) -> bool:
    """Whether the round that the worker tells of is too long, and no other worker has done it."""
    since, done = worker.running_since, noted.get(worker.running)
    if since is None or abs(now - since) <= patience:
        return False
    return done is None or done.seen < since
