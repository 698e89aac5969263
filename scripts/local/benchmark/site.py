"""A site to be measured: the demo, as many generated articles as wanted, the production server."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from types import TracebackType

from local.processes import free_port

PYTHON = sys.executable


class Site:
    """Loaded on entering, served on `port`, stopped on leaving."""

    def __init__(self, *, articles: int, entries: int, say: Callable[[str], None]) -> None:
        self.articles, self.entries, self.say = articles, entries, say
        self.port = free_port(8700)
        self.server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Site:
        self.say("Loading the demo …")
        subprocess.run([PYTHON, "manage.py", "demo", "--no-serve"], check=True, stdout=sys.stderr)
        if self.articles or self.entries:
            # Its models can be imported only after Django is set up.
            from config import statistics
            from local.benchmark.generate import generate, generate_entries

            self.say(f"Generating {self.articles} articles and {self.entries} entries …")
            generate(self.articles)
            generate_entries(self.entries)
            # As the worker of a site does every hour.
            statistics.refresh()
        self._index()
        self._start()
        return self

    def _index(self) -> None:
        """Bring everything into an index of this run's own, also what an earlier run has made."""
        from search.sync import sync_all

        self.say("Indexing …")
        sync_all()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        from search.engines.elasticsearch import client, index

        if self.server:
            self.server.terminate()
            self.server.wait(timeout=20)
        for name in index.all_names() if client.configured() else ():
            index.remove(name)

    def _start(self) -> None:
        address = f"127.0.0.1:{self.port}"
        # One process of eight threads, as on the smallest machine; the client needs a core, too.
        options = ["--worker-class", "gthread", "--workers", "1", "--threads", "8"]
        options += ["--max-requests", "0"]  # no new process in the middle of a measurement
        self.server = subprocess.Popen(
            [PYTHON, "-m", "gunicorn", "config.wsgi", "--bind", address, *options],
            env={**os.environ, "LOG_LEVEL": "ERROR"},
            stderr=subprocess.DEVNULL,
        )
        for _ in range(240):
            try:
                urllib.request.urlopen(f"http://{address}/-/live", timeout=5).close()
            except (urllib.error.URLError, OSError):
                time.sleep(0.25)
            else:
                return
        raise SystemExit("The server did not start within a minute.")
