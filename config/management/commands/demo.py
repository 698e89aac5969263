"""`manage.py demo`: the site with demo content, on one's own machine."""

import os
import socket
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config import statistics
from config.demo import load, remove
from config.demo.directory import PASSWORD
from config.serve import serve
from search import check
from search.engines.base import Unavailable

FIRST_PORT, PORTS_TO_TRY = 8000, 20


class Command(BaseCommand):
    help = "Load the demo content, make it findable, and serve it on this machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="take it away, then load it anew")
        parser.add_argument(
            "--remove", action="store_true", help="take away what is marked as demo, nothing else"
        )
        parser.add_argument("--no-serve", action="store_true", help="load only")
        parser.add_argument("--port", type=int, help="the port; without it the first free one")

    def handle(self, *args: Any, **options: Any) -> None:
        self._migrate()
        if options["remove"] or options["reset"]:
            counts = remove.remove_demo()
            self.stdout.write(f"Removed the demo content: {_listed(counts) or 'there was none'}.")
            call_command("search_sync", stdout=self.stdout)
        if options["remove"]:
            return
        if not load.is_loaded():
            counts = load.load_demo(say=self.stdout.write)
            self.stdout.write(f"Loaded the demo content: {_listed(counts)}.")
            self._index(served=not options["no_serve"])
        elif not _is_findable():
            self.stdout.write("Not everything is findable yet: finishing what was left undone…")
            self._index(served=not options["no_serve"])
        if not options["no_serve"]:
            self._serve(options["port"])

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if pending:
            self.stdout.write(
                f"Preparing the database ({len(pending)} steps, about half a minute)…"
            )
            call_command("migrate", interactive=False, verbosity=0)

    def _index(self, *, served: bool) -> None:
        """Make everything findable, and lists quick, without waiting for the worker.

        A site that is served does without: the database finds most, the next start tries again.
        """
        statistics.refresh()
        command = "search_rebuild" if settings.ELASTICSEARCH_URL else "search_sync"
        try:
            call_command(command, stdout=self.stdout)
        except CommandError as error:
            if not served:
                raise
            self.stdout.write(f"{error} Until the next start the search is limited.")

    def _serve(self, wanted: int | None) -> None:
        port = wanted or next(
            (p for p in range(FIRST_PORT, FIRST_PORT + PORTS_TO_TRY) if _free(p)), 0
        )
        if not port or not _free(port):
            raise CommandError(
                f"Port {wanted} is taken. Choose another one with --port, or leave it out."
                if wanted
                else f"The ports {FIRST_PORT} to {FIRST_PORT + PORTS_TO_TRY - 1} are all taken."
            )
        if port != FIRST_PORT and not wanted:
            self.stdout.write(f"Port {FIRST_PORT} is taken; using {port}.")
        self.stdout.write(_addresses(port))
        self.stdout.flush()
        # Mails, feeds and printed sheets give this address.
        url = os.environ.get("BASE_URL", f"http://127.0.0.1:{port}")
        worker = subprocess.Popen(
            [sys.executable, sys.argv[0], "worker"], env={**os.environ, "BASE_URL": url}
        )
        try:
            serve(address=f"127.0.0.1:{port}", url=url)
        finally:
            _end(worker)


def _is_findable() -> bool:
    """Say whether an earlier start came to its end; it may have met no search server."""
    try:
        return check.check().clean
    except Unavailable:
        return False


def _end(worker: subprocess.Popen[bytes]) -> None:
    """Stop the worker; one that hangs in a job loses nothing when it is killed."""
    worker.terminate()
    try:
        worker.wait(timeout=10)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items() if number)


def _addresses(port: int) -> str:
    logins = "\n".join(f"  {mail:<38} {role}" for mail, role in load.logins())
    return f"""
  Site           http://127.0.0.1:{port}/
  Administration http://127.0.0.1:{port}/admin/
  Demo logins, password {PASSWORD}:
{logins}
  Stop with Ctrl+C.
"""
