"""`manage.py worker`: the one long-running process beside the web server."""

import signal
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from config import jobs, wellbeing
from config.worker import Worker


class Command(BaseCommand):
    help = "Sync the search index, publish what is scheduled, send mail, tidy up; until stopped."
    # A worker that starts before its database does waits for it.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--once", action="store_true", help="run every job once and exit")
        what.add_argument(
            "--check",
            action="store_true",
            help="say whether a worker runs and its jobs go well; exit code 1 when not",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
            return
        worker = Worker(jobs.JOBS)
        if options["once"]:
            failed = worker.run_once()
            if failed:
                raise CommandError("These jobs failed: " + ", ".join(failed))
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, worker.stop)
        with suppress(KeyboardInterrupt):  # asked twice, it stops in the middle of a job
            worker.run()

    def _check(self) -> None:
        try:
            found = wellbeing.troubles()
        except Error as problem:
            raise CommandError(
                "Die Datenbank antwortet nicht oder wird gerade eingespielt."
            ) from problem
        if found:
            raise CommandError("\n".join(f"{one} {one.advice}" for one in found))
        self.stdout.write("ok")
