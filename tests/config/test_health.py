"""The two addresses for machines, and the worker that one of them tells about."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from config import jobs
from config.models import Heartbeat


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
    assert set(report["worker"]) == {job.name for job in jobs.jobs()}
    assert min(report["worker"].values()) >= before.isoformat()


@pytest.mark.django_db
def test_ready_refuses_while_a_migration_is_missing(client: Client) -> None:
    MigrationRecorder(connection).migration_qs.filter(app="wiki").order_by("-pk")[:1].get().delete()
    answer = client.get("/-/ready")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "pending")


@pytest.mark.django_db(transaction=True)
def test_a_failing_job_is_noted_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def breaks() -> None:
        raise RuntimeError("no disk")

    mine = (jobs.Job("first", breaks, 1), jobs.Job("second", lambda: ran.append("second"), 1))
    monkeypatch.setattr(jobs, "jobs", lambda: mine)
    with pytest.raises(CommandError, match="first"):
        call_command("worker", "--once")
    assert ran == ["second"]
    errors = dict(Heartbeat.objects.values_list("job", "error"))
    assert errors == {"first": "RuntimeError: no disk", "second": ""}
