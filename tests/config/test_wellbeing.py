"""When is staff told that the worker is not well, and when is it only a moment's trouble?"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from config import jobs, wellbeing
from config.models import WORKER, Heartbeat
from tests import people

NOW = timezone.now()
PATIENCE = timedelta(minutes=3)
QUICK, HOURLY, DAILY = (
    jobs.Job("quick", bool, 0.5, "Quick"),
    jobs.Job("hourly", bool, 3600, "Hourly"),
    jobs.Job("daily", bool, 24 * 3600, "Daily"),
)


def ago(**much: float) -> datetime:
    return NOW - timedelta(**much)


def beat(job: str, seen: datetime = NOW, **fields: object) -> Heartbeat:
    return Heartbeat(job=job, seen=seen, **fields)


WORKER_LIVES = beat(WORKER)
FAILED = {"failures": 3, "failing_since": ago(minutes=1)}
#: What the rows say, and what is wrong then.
CASES: dict[str, tuple[list[Heartbeat], list[tuple[str, str]]]] = {
    "nothing was ever noted": ([], [(WORKER, "never")]),
    "all is fresh": ([WORKER_LIVES, beat("quick"), beat("hourly"), beat("daily")], []),
    "the first round has not reached all": ([WORKER_LIVES], []),
    "an hourly job waits for its hour": ([WORKER_LIVES, beat("hourly", ago(minutes=59))], []),
    "a daily job waits for its day": ([WORKER_LIVES, beat("daily", ago(hours=23))], []),
    "an hourly job has missed its hour": (
        [WORKER_LIVES, beat("hourly", ago(minutes=64))],
        [("hourly", "overdue")],
    ),
    "a daily job has missed its day": (
        [WORKER_LIVES, beat("daily", ago(hours=24, minutes=4))],
        [("daily", "overdue")],
    ),
    "just not silent yet": ([beat(WORKER, ago(seconds=179))], []),
    "silent": ([beat(WORKER, ago(seconds=181))], [(WORKER, "silent")]),
    "silent is one trouble, not one for each job": (
        [beat(WORKER, ago(days=1)), beat("quick", ago(days=1), **FAILED)],
        [(WORKER, "silent")],
    ),
    "the clock was ahead, and the worker has died since": (
        [beat(WORKER, ago(minutes=4)), beat("daily", ago(days=-300))],
        [(WORKER, "silent")],
    ),
    "the clock was ahead when anything was noted last": (
        [beat(WORKER, ago(days=-300)), beat("daily", ago(days=-301))],
        [(WORKER, "silent")],
    ),
    "the clock was ahead, and the worker goes on": (
        [WORKER_LIVES, beat("quick"), beat("daily", ago(days=-300))],
        [],
    ),
    "clocks that differ a little": ([beat(WORKER, ago(seconds=-20)), beat("quick")], []),
    "a trouble that began while the clock was ahead": (
        [WORKER_LIVES, beat("quick", failing_since=ago(days=-300))],
        [("quick", "failing")],
    ),
    "a job that hangs since the clock was ahead": (
        [beat(WORKER, running="quick", running_since=ago(days=-300))],
        [("quick", "stuck")],
    ),
    "two rounds failed": ([WORKER_LIVES, beat("quick", failures=2, failing_since=NOW)], []),
    "three rounds failed": ([WORKER_LIVES, beat("hourly", **FAILED)], [("hourly", "failing")]),
    "one failure, and nothing better for long": (
        [WORKER_LIVES, beat("daily", failures=1, failing_since=ago(minutes=3))],
        [("daily", "failing")],
    ),
    "rounds end, but without what they are for": (
        [WORKER_LIVES, beat("quick", failing_since=ago(minutes=3))],
        [("quick", "failing")],
    ),
    "several fail": (
        [WORKER_LIVES, beat("quick", **FAILED), beat("daily", **FAILED)],
        [("quick", "failing"), ("daily", "failing")],
    ),
    "a job runs long": (
        [
            beat(WORKER, running="hourly", running_since=ago(minutes=2)),
            beat("hourly", ago(hours=1)),
        ],
        [],
    ),
    "a job hangs, and what it holds up is not blamed": (
        [
            beat(WORKER, running="hourly", running_since=ago(minutes=4)),
            beat("hourly", ago(hours=1)),
            beat("quick", ago(minutes=5)),
        ],
        [("hourly", "stuck")],
    ),
    "a job hangs in its first round": (
        [beat(WORKER, running="quick", running_since=ago(minutes=4))],
        [("quick", "stuck")],
    ),
    "it hangs here, and another worker does it": (
        [beat(WORKER, running="quick", running_since=ago(minutes=4)), beat("quick")],
        [],
    ),
    "a killed worker was busy": (
        [beat(WORKER, ago(hours=1), running="quick", running_since=ago(hours=1))],
        [(WORKER, "silent")],
    ),
    "a job that is no more": ([WORKER_LIVES, beat("old", ago(days=99), **FAILED)], []),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong(case: str) -> None:
    rows, wrong = CASES[case]
    noted = {row.job: row for row in rows}
    found = wellbeing.judge(noted, (QUICK, HOURLY, DAILY), now=NOW, patience=PATIENCE)
    assert [(one.job, one.what) for one in found] == wrong


@pytest.fixture
def well(db: None) -> None:
    """A worker that lives and has done everything a moment ago."""
    now = timezone.now()
    names = [WORKER, *(job.name for job in jobs.JOBS)]
    Heartbeat.objects.bulk_create(Heartbeat(job=name, seen=now) for name in names)


def mail_fails() -> None:
    since = timezone.now() - timedelta(minutes=20)
    error = "SMTPAuthenticationError: geheim"
    Heartbeat.objects.filter(job="mail").update(failures=9, failing_since=since, error=error)


def test_healthy_is_about_everything_and_names_what_is_wrong(well: None, client: Client) -> None:
    assert (client.get("/-/healthy").status_code, client.get("/-/ready").status_code) == (200, 200)
    mail_fails()
    answer = client.get("/-/healthy")
    assert answer.status_code == 503
    assert [(p["job"], p["problem"]) for p in answer.json()["problems"]] == [("mail", "failing")]
    assert "geheim" not in answer.content.decode(), "anybody may ask"
    assert client.get("/-/ready").status_code == 200, "the web process can do its work"


def test_a_worker_that_is_silent_is_named_after_the_chosen_time(
    well: None, client: Client, settings: Settings
) -> None:
    with time_machine.travel(timezone.now() + timedelta(seconds=200)):
        assert client.get("/-/healthy").json()["problems"][0]["job"] == WORKER
        settings.WORKER_SILENT_AFTER = 600
        assert client.get("/-/healthy").status_code == 200


def test_the_command_says_the_same_in_a_sentence(well: None) -> None:
    call_command("worker", "--check")
    mail_fails()
    with pytest.raises(CommandError, match=r"„Mails verschicken“ klappt seit .* nicht, 9 Mal"):
        call_command("worker", "--check")


@pytest.mark.parametrize("path", ["/moderation/", "/admin/"])
def test_staff_read_which_job_since_when_and_what_to_do(
    well: None, client: Client, path: str
) -> None:
    client.force_login(people.moderator(is_superuser=True))
    assert "funktioniert etwas nicht" not in client.get(path).content.decode()
    mail_fails()
    page = client.get(path).content.decode()
    assert "„Mails verschicken“ klappt seit " in page
    assert "sagen Sie es bitte der Person, die den Server betreut" in page
    assert "geheim" not in page
    Heartbeat.objects.update(seen=timezone.now() - timedelta(days=2))
    assert "Der Hintergrunddienst läuft seit " in client.get(path).content.decode()
