"""A worker outlives its database: away, cut off, being restored. It never has to be started again.

Worker and database are real; between them is a proxy that refuses, where the database has a port.
Only the worker's clock is quicker (tests/faults/quick_worker.py).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection
from django.utils import timezone

from config import jobs
from config.models import WORKER as LIFE
from config.models import Heartbeat
from tests.faults.proxy import Proxy
from tests.fixtures.site import environment
from tests.fixtures.template_databases import CHECKOUT

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.faults,
    pytest.mark.long("waits for a worker that waits for its database"),
]

#: Hourly jobs are tried again after a minute of the quicker clock. The machine may be busy.
PATIENCE = 150.0
WORKER = [sys.executable, "-m", "tests.faults.quick_worker"]
#: What the documented restore takes away first (`pg_restore --clean`).
TABLES = ("config_heartbeat", "search_entry", "django_session", "community_mail")

StartWorker = Callable[[str], "subprocess.Popen[bytes]"]


@pytest.fixture
def start_worker(tmp_path: Path) -> Iterator[StartWorker]:
    """``start_worker(database)`` starts a worker; what it says is in ``worker.log``."""
    started: list[subprocess.Popen[bytes]] = []

    def start(database: str) -> subprocess.Popen[bytes]:
        with (tmp_path / "worker.log").open("ab") as log:
            process = subprocess.Popen(
                WORKER,
                cwd=CHECKOUT,
                env=environment(database),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def said(folder: Path) -> str:
    return (folder / "worker.log").read_text(errors="replace")


def wait_until(condition: Callable[[], bool], folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"it did not come; the worker said:\n{said(folder)[-3000:]}"
        time.sleep(0.2)


def all_went_through() -> bool:
    """Whether every job has been noted, and none of them with a failure."""
    rows = {row.job: row for row in Heartbeat.objects.exclude(job=LIFE)}
    return len(rows) == len(jobs.JOBS) and not any(row.failures for row in rows.values())


def ends_at_once(process: subprocess.Popen[bytes]) -> bool:
    process.terminate()
    return process.wait(20) == 0  # a job that waits longer each time would wait a minute


def test_tables_that_are_missing_for_a_moment(start_worker: StartWorker, tmp_path: Path) -> None:
    process = start_worker(os.environ["DATABASE_URL"])
    wait_until(all_went_through, tmp_path)
    rename("{0}", "{0}_away")
    wait_until(lambda: "The job search failed again" in said(tmp_path), tmp_path)
    assert process.poll() is None
    assert said(tmp_path).count("Traceback") <= len(jobs.JOBS), "once a job, not once a round"
    rename("{0}_away", "{0}")
    back = timezone.now()
    wait_until(lambda: Heartbeat.objects.filter(job="search", seen__gt=back).exists(), tmp_path)
    wait_until(all_went_through, tmp_path)
    assert process.poll() is None
    assert ends_at_once(process)


def rename(old: str, new: str) -> None:
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {old.format(table)} RENAME TO {new.format(table)}")


@pytest.fixture
def database_proxy() -> Iterator[Proxy]:
    """A proxy in front of PostgreSQL."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server that could be away")
    made = Proxy(int(connection.settings_dict["PORT"] or 5432))
    yield made
    made.close()


def through(proxy: Proxy) -> str:
    parts = urlsplit(os.environ["DATABASE_URL"])
    where = f"{parts.username}:{parts.password or ''}@{urlsplit(proxy.url).netloc}"
    return urlunsplit(parts._replace(netloc=where))


def test_a_database_that_refuses_then_comes_back(
    start_worker: StartWorker, database_proxy: Proxy, tmp_path: Path
) -> None:
    process = start_worker(through(database_proxy))
    wait_until(all_went_through, tmp_path)
    database_proxy.fail("refused")
    wait_until(lambda: "The job search failed again, 3 times" in said(tmp_path), tmp_path)
    assert process.poll() is None
    database_proxy.heal()
    back = timezone.now()
    wait_until(lambda: Heartbeat.objects.filter(job="search", seen__gt=back).exists(), tmp_path)
    wait_until(all_went_through, tmp_path)
    database_proxy.fail("refused")
    wait_until(lambda: said(tmp_path).count("The job search failed again") > 3, tmp_path)
    assert ends_at_once(process), "also while it waits for its database"


def test_a_database_that_is_not_there_yet(
    start_worker: StartWorker, database_proxy: Proxy, tmp_path: Path
) -> None:
    database_proxy.fail("refused")
    process = start_worker(through(database_proxy))
    wait_until(lambda: "The job search failed again" in said(tmp_path), tmp_path)
    database_proxy.heal()
    wait_until(all_went_through, tmp_path)
    assert process.poll() is None


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs a server")
def test_connections_that_the_server_ends_cost_no_round(
    start_worker: StartWorker, tmp_path: Path
) -> None:
    process = start_worker(os.environ["DATABASE_URL"])
    wait_until(all_went_through, tmp_path)
    for _time in range(3):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        cut = timezone.now()
        wait_until(
            lambda: Heartbeat.objects.filter(job="search", seen__gt=cut).exists(),  # noqa: B023
            tmp_path,
        )
    assert process.poll() is None
    assert all_went_through()
    assert "failed" not in said(tmp_path)


def test_a_log_on_a_full_disk(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this machine has no /dev/full")
    rename("{0}", "{0}_away")
    try:
        with full.open("wb") as log:
            process = subprocess.Popen(
                WORKER,
                cwd=CHECKOUT,
                env=environment(os.environ["DATABASE_URL"]),
                stdout=log,
                stderr=log,
            )
        with suppress(subprocess.TimeoutExpired):
            process.wait(8)
        assert process.poll() is None
    finally:
        rename("{0}_away", "{0}")
        process.kill()
        process.wait()
