"""What the worker does, and how often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.core.management import call_command
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work: its name, a function without arguments, seconds between two rounds.

    `title` is what staff read. `trouble` is asked after each round: in a word or two what the round
    could not do although it ended well (a mail server that is away), "" when nothing was wrong.
    """

    name: str
    run: Callable[[], object]
    every: float
    title: str | Promise = ""
    trouble: Callable[[], Any] = str


def _lazily(path: str) -> Callable[[], object]:
    """Return a function that imports and calls `module.function` when it is first needed."""
    module, _dot, name = path.rpartition(".")
    return lambda: getattr(import_module(module), name)()


def jobs() -> tuple[Job, ...]:
    """Return every job. Half a second is what a reader waits for a change to be findable."""
    return (
        # First of all: accounts that a backup has brought back must not sign in.
        Job(
            "erasures",
            _lazily("community.erasing_again.replay"),
            60,
            _("Erase again what a backup has brought back"),
        ),
        Job(
            "search",
            _lazily("search.sync.sync_once"),
            0.5,
            _("Keep search up to date"),
            _lazily("search.sync.trouble"),
        ),
        # Corrections on PostgreSQL need a list of known words; an hour old is good enough.
        Job(
            "words",
            _lazily("search.engines.database.vocabulary.refresh"),
            3600,
            _("Collect words for corrections in search"),
        ),
        Job(
            "index",
            _lazily("search.engines.database.forgetting.forget_words"),
            3600,
            _("Remove words from the search index that no text has any more"),
        ),
        Job("questions", _lazily("search.zero.forget_old"), 3600, _("Forget old search words")),
        Job(
            "publishing",
            _lazily("cms.scheduled.publish_scheduled"),
            60,
            _("Publish pages and take them down on time"),
            _lazily("cms.scheduled.trouble"),
        ),
        Job(
            "mail",
            _lazily("community.mail.send_due"),
            5,
            _("Send mails"),
            _lazily("community.mail.trouble"),
        ),
        Job("similar", _lazily("wiki.similar.refresh"), 20, _("Find what is similar elsewhere")),
        Job(
            "pauses",
            _lazily("community.blocking.end_pauses"),
            60,
            _("Let those write again who were blocked for a day"),
        ),
        Job("reminders", _lazily("community.waiting.remind"), 3600, _("Remind of what waits")),
        Job(
            "dates", _lazily("districts.reminders.move_dates_on"), 300, _("Move repeated dates on")
        ),
        Job(
            "entries",
            _lazily("districts.reminders.ask_whether_right"),
            3600,
            _("Ask whether entries are still right"),
        ),
        Job(
            "addresses",
            _lazily("districts.services.addresses.forget_earlier"),
            24 * 3600,
            _("Forget earlier addresses of entries"),
        ),
        Job(
            "objected",
            _lazily("districts.services.taking_back.forget_objected"),
            3600,
            _("Forget how to reach people who objected to their entry"),
        ),
        Job(
            "forgetting",
            _lazily("community.forgetting.forget_all"),
            3600,
            _("Erase addresses and texts that must not be kept"),
        ),
        Job("statistics", _lazily("config.statistics.refresh"), 3600, _("Keep the database quick")),
        Job(
            "sessions",
            lambda: call_command("clearsessions"),
            24 * 3600,
            _("Remove ended sessions"),
        ),
    )
