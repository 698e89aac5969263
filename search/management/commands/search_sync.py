"""`manage.py search_sync`: bring what has changed into the index."""

from __future__ import annotations

import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import sync

#: How long an idle watcher sleeps. With the index's own half second a change is found within one.
PAUSE = 0.3


class Command(BaseCommand):
    help = "Bring every change that is waiting into the records and the search index."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--watch", action="store_true", help="go on until stopped")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["watch"]:
            self._watch()
            return
        done = sync.sync_all()
        self.stdout.write(f"{done.projected} records made, {done.written} documents written.")
        if done.away:
            raise CommandError("The search server does not answer; what is left waits for it.")
        if done.failed:
            raise CommandError(f"The index refused {done.failed} documents; they are tried again.")

    def _watch(self) -> None:
        self.stopped = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self.stopped:
            done = sync.sync_once()
            if done.idle or done.away:
                time.sleep(PAUSE)

    def _stop(self, *_args: Any) -> None:
        self.stopped = True
