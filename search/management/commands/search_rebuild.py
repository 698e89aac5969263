"""`manage.py search_rebuild`: a new index beside the old one, then the swap."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import Unavailable
from search.engines.elasticsearch import client
from search.lock import Busy
from search.rebuild import IndexRefused, rebuild
from text.progress import progress


@contextmanager
def _stopped_politely() -> Iterator[None]:
    """Let a stopped service or a closed terminal end the rebuild as Ctrl+C does: tidied up."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = (signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, _interrupt) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


class Command(BaseCommand):
    help = "Build the search index anew while the site goes on; the old one serves until the swap."

    def handle(self, *args: Any, **options: Any) -> None:
        if not client.configured():
            raise CommandError("ELASTICSEARCH_URL is not set; the database needs no index.")
        begin = time.monotonic()
        try:
            with _stopped_politely():
                public = self._run()
        except IndexRefused as error:
            raise CommandError(f"{error} The old index stays in use.") from error
        except Unavailable as error:
            raise CommandError(f"The search server does not answer: {error}") from error
        except Busy as error:
            raise CommandError("Another process is rebuilding the index.") from error
        seconds = time.monotonic() - begin
        self.stdout.write(f"{public} public documents indexed in {seconds:.1f} s.")

    def _run(self) -> int:
        with progress(self.stdout, "Indexing") as shown:
            return rebuild(shown.reach)
