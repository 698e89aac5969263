"""The two addresses for machines, and the worker that one of them tells about."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from config import jobs, wellbeing
from config.models import WORKER, Heartbeat


def test_live_touches_nothing(client: Client) -> None:
    # Without the database fixture a query would fail this test.
    answer = client.get("/-/live")
    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_tells_when_each_job_ran(client: Client) -> None:
    assert client.get("/-/ready").json()["worker"] == {}
    before = timezone.now()
    call_command("worker", "--once", stdout=StringIO())
    report = client.get("/-/ready").json()
    assert (report["database"], report["migrations"]) == ("ok", "ok")
    assert set(report["worker"]) == {job.name for job in jobs.JOBS}
    assert min(report["worker"].values()) >= before.isoformat()


@pytest.mark.django_db
def test_ready_refuses_while_a_migration_is_missing(client: Client) -> None:
    MigrationRecorder(connection).migration_qs.filter(app="wiki").order_by("-pk")[:1].get().delete()
    answer = client.get("/-/ready")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "pending")


@pytest.mark.django_db(transaction=True)
def test_a_failing_job_is_noted_and_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    ran: list[str] = []

    def breaks() -> None:
        raise RuntimeError("no disk")

    mine = (jobs.Job("first", breaks, 1), jobs.Job("second", lambda: ran.append("second"), 1))
    monkeypatch.setattr(jobs, "JOBS", mine)
    for number in range(3):
        assert client.get("/-/healthy").status_code == (200 if number else 503)
        with pytest.raises(CommandError, match="first"):
            call_command("worker", "--once")
    assert ran == ["second"] * 3
    errors = dict(Heartbeat.objects.exclude(job=WORKER).values_list("job", "error"))
    assert errors == {"first": "RuntimeError: no disk", "second": ""}
    answer = client.get("/-/healthy")
    assert answer.status_code == 503
    assert [problem["job"] for problem in answer.json()["problems"]] == ["first"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/-/ready", "/-/healthy"])
@pytest.mark.parametrize("error", [OperationalError, ProgrammingError, InterfaceError])
def test_a_database_that_is_away_or_being_restored_is_said_not_raised(
    client: Client, path: str, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise error("no such table")

    monkeypatch.setattr(wellbeing, "beats", away)
    answer = client.get(path)
    assert (answer.status_code, answer.json()["database"]) == (503, "away")
