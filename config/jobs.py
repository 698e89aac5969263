"""What the worker does, and how often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.core.management import call_command
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from text.translatable import Words


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work: its name, a function without arguments, seconds between two rounds.

    `title` is what staff read. `trouble` is asked after each round: in a word or two what the round
    could not do although it ended well (a mail server that is away), "" when nothing was wrong.
    """

    name: str
    run: Callable[[], object]
    every: float
    title: Words = ""
    trouble: Callable[[], Any] = str


def _job(name: str, run: str, every: float, title: Promise, trouble: str = "") -> Job:
    """Return a job of functions that are imported when they are first needed."""
    return Job(name, _lazily(run), every, title, _lazily(trouble) if trouble else str)


def _lazily(path: str) -> Callable[[], object]:
    module, _dot, name = path.rpartition(".")
    return lambda: getattr(import_module(module), name)()


def clear_sessions() -> None:
    """Remove sessions that have ended."""
    call_command("clearsessions")


MINUTE, HOUR, DAY = 60, 3600, 24 * 3600

#: Every job, in the order of their turns. Half a second is what a reader waits for a change to be
#: findable.
JOBS: tuple[Job, ...] = (
    # First of all: accounts that a backup has brought back must not sign in.
    _job(
        "erasures",
        "community.people.erasing_again.replay",
        MINUTE,
        _("Erase again what a backup has brought back"),
    ),
    _job(
        "search",
        "search.sync.sync_once",
        0.5,
        _("Keep search up to date"),
        "search.sync.trouble",
    ),
    # Corrections on PostgreSQL need a list of known words; an hour old is good enough.
    _job(
        "words",
        "search.engines.database.vocabulary.refresh",
        HOUR,
        _("Collect words for corrections in search"),
    ),
    _job(
        "index",
        "search.engines.database.forgetting.forget_words",
        HOUR,
        _("Remove words from the search index that no text has any more"),
    ),
    _job("questions", "search.failed_queries.forget_old", HOUR, _("Forget old search words")),
    _job(
        "publishing",
        "cms.scheduled_publishing.publish_scheduled",
        MINUTE,
        _("Publish pages and take them down on time"),
        "cms.scheduled_publishing.trouble",
    ),
    _job(
        "mail",
        "community.mail.send_due",
        5,
        _("Send mails"),
        "community.mail.trouble",
    ),
    _job(
        "watching",
        "community.watching.collecting.make_due",
        MINUTE,
        _("Put together mails of what people watch"),
    ),
    _job("similar", "search.similar.refresh", 20, _("Find what is similar elsewhere")),
    _job(
        "pauses",
        "community.people.blocking.end_pauses",
        MINUTE,
        _("Let those write again who were blocked for a day"),
    ),
    _job("reminders", "community.inbox.reminders.remind", HOUR, _("Remind of what waits")),
    _job("dates", "districts.reminders.move_dates_on", 300, _("Move repeated dates on")),
    _job(
        "calendar",
        "districts.calendar.kept_lines.make_ahead",
        20,
        _("Make ready what calendar programs ask for"),
    ),
    _job(
        "entries",
        "districts.reminders.ask_whether_right",
        HOUR,
        _("Ask whether entries are still right"),
    ),
    _job(
        "addresses",
        "districts.services.addresses.forget_earlier",
        DAY,
        _("Forget earlier addresses of entries"),
    ),
    _job(
        "objected",
        "districts.services.taking_back.forget_objected",
        HOUR,
        _("Forget how to reach people who objected to their entry"),
    ),
    _job(
        "forgetting",
        "community.people.forgetting.forget_all",
        HOUR,
        _("Erase addresses and texts that must not be kept"),
    ),
    _job(
        "tasks",
        "wiki.services.forget_tasks",
        HOUR,
        _("Free what somebody in the wiki has taken care of for 14 days"),
    ),
    _job(
        "pictures",
        "pictures.services.remove_discarded",
        MINUTE,
        _("Remove files of pictures that are out of use"),
    ),
    _job(
        "sizes",
        "pictures.sizes.make_sizes",
        20,
        _("Make ready the sizes of pictures that readers are shown"),
    ),
    _job(
        "previews",
        "cms.previews.kept.make_ahead",
        20,
        _("Make ready the pictures that messengers show of pages"),
    ),
    _job(
        "kept pages",
        "pagecache.pages.remove_old",
        30,
        _("Remove kept pages that are over"),
    ),
    # A page is kept for a minute, parts of it for ten at most: after an hour nobody misses them.
    _job(
        "changes",
        "pagecache.version.forget",
        HOUR,
        _("Forget what changed before everything that is kept"),
    ),
    _job("statistics", "config.statistics.refresh", HOUR, _("Keep the database quick")),
    _job(
        "sessions",
        "config.jobs.clear_sessions",
        DAY,
        _("Remove ended sessions"),
    ),
)
