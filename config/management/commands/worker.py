"""`manage.py worker`: the one long-running process beside the web server."""

import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import jobs


class Command(BaseCommand):
    help = "Sync the search index, publish what is scheduled, send mail, tidy up; until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run every job once and exit")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            failed = [job.name for job in jobs.jobs() if not jobs.run(job)]
            if failed:
                raise CommandError("These jobs failed: " + ", ".join(failed))
            return
        self.stopped = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self._loop()

    def _stop(self, *_args: Any) -> None:
        self.stopped = True

    def _loop(self) -> None:
        due = dict.fromkeys(jobs.jobs(), 0.0)
        while not self.stopped:
            now = time.monotonic()
            for job, when in due.items():
                if when <= now and not self.stopped:
                    jobs.run(job)
                    due[job] = time.monotonic() + job.every
            # Short enough to stop at once, long enough to cost nothing.
            time.sleep(0.2)
