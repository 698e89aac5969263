"""The worker's loop: nothing ends it, what fails waits longer each time, and is noted."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection

from config import databases, heartbeats, worker
from config.jobs import Job
from config.models import WORKER, Heartbeat
from config.worker import Worker, pause_after


def broken() -> None:
    raise OperationalError("server closed postgres://u:geheim@host/x for eva@beispiel.example")


@pytest.mark.parametrize(
    ("every", "pauses"),
    [
        (0.5, [1, 2, 4, 8, 16, 32, 60, 60]),
        (5, [5, 10, 20, 40, 60, 60, 60, 60]),
        (300, [60, 120, 240, 300, 300, 300, 300, 300]),
        (3600, [60, 120, 240, 480, 960, 1920, 3600, 3600]),
        (86400, [60, 120, 240, 480, 960, 1920, 3600, 3600]),
    ],
)
def test_what_fails_waits_twice_as_long_each_time_up_to_a_bound(
    every: float, pauses: list[float]
) -> None:
    assert [pause_after(number, every) for number in range(1, 9)] == pauses
    assert pause_after(10**9, every) == pauses[-1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "problem", [SystemExit(3), MemoryError(), RecursionError(), OSError(28, "")]
)
def test_whatever_a_job_raises_the_worker_goes_on(problem: BaseException) -> None:
    def raises() -> None:
        raise problem

    ran: list[str] = []
    works = Worker((Job("bad", raises, 1), Job("good", lambda: ran.append("good"), 1)))
    assert works.run_once() == ["bad"]
    assert ran == ["good"]
    assert Heartbeat.objects.get(job="bad").failures == 1


@pytest.mark.parametrize("problem", [OperationalError("disk is full"), OSError(28, "no space")])
def test_a_connection_that_cannot_even_be_closed_does_not_end_it(
    monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    asked = []

    class Stuck:
        in_atomic_block = False

        def close_if_unusable_or_obsolete(self) -> None:
            asked.append(self)
            raise problem

    class Connections:
        def all(self, *, initialized_only: bool) -> list[Stuck]:
            return [Stuck(), Stuck()]

    monkeypatch.setattr(databases, "connections", Connections())
    databases.renew_connections()
    assert len(asked) == 2


@pytest.mark.django_db
def test_a_failing_job_is_noted_and_tried_again_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = [0.0]
    monkeypatch.setattr(worker.time, "monotonic", lambda: clock[0])
    ran: list[float] = []
    works = Worker((Job("bad", broken, 0.5), Job("good", lambda: ran.append(clock[0]), 0.5)))
    tried = []
    for _tick in range(80):
        before = works.turns["bad"].failures
        works.run_due()
        if works.turns["bad"].failures > before:
            tried.append(clock[0])
        clock[0] += 0.25
    assert tried == [0, 1, 3, 7, 15]
    assert len(ran) == 40
    bad, good = Heartbeat.objects.get(job="bad"), Heartbeat.objects.get(job="good")
    assert (bad.failures, good.failures) == (5, 0)
    assert bad.failing_since
    assert bad.error == "OperationalError: server closed … for …", "no address, no password"


@pytest.mark.django_db
def test_success_ends_the_count() -> None:
    fails = [True]

    def sometimes() -> None:
        if fails[0]:
            broken()

    works = Worker((Job("job", sometimes, 1),))
    assert works.run_once() == ["job"]
    assert works.run_once() == ["job"]
    first = Heartbeat.objects.get(job="job").failing_since
    assert Heartbeat.objects.get(job="job").failures == 2
    fails[0] = False
    assert works.run_once() == []
    after = Heartbeat.objects.get(job="job")
    assert (after.failures, after.failing_since, after.error) == (0, None, "")
    assert first


@pytest.mark.django_db
def test_rounds_that_end_without_what_they_are_for_are_noted_without_slowing_down() -> None:
    away = ["ConnectionRefusedError"]
    works = Worker((Job("mail", bool, 5, trouble=lambda: away[0]),))
    assert works.run_once() == [], "there is nothing to wait for"
    row = Heartbeat.objects.get(job="mail")
    assert (row.failures, row.error) == (0, "ConnectionRefusedError")
    assert row.failing_since
    away[0] = ""
    works.run_once()
    assert Heartbeat.objects.get(job="mail").failing_since is None


@pytest.mark.django_db
def test_rounds_that_go_well_are_not_written_down_twice_a_second() -> None:
    works = Worker((Job("quick", bool, 0),))
    works.run_due()
    Heartbeat.objects.filter(job="quick").delete()
    for _round in range(5):
        works.run_due()
    assert not Heartbeat.objects.exists()


@pytest.mark.django_db
def test_a_note_that_was_lost_is_made_up_for_before_the_next_round(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "PULSE", 0.0)
    works = Worker((Job("daily", bool, 24 * 3600),))
    with monkeypatch.context() as away:
        away.setattr(
            heartbeats.Heartbeat.objects, "get_or_create", lambda **_v: broken(), raising=False
        )
        works.run_due()
    assert not Heartbeat.objects.exists()
    works.run_due()
    assert Heartbeat.objects.get().job == "daily"


@pytest.mark.django_db
def test_a_full_disk_costs_the_note_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ran: list[str] = []
    monkeypatch.setattr(
        heartbeats.Heartbeat.objects, "get_or_create", lambda **_values: broken(), raising=False
    )
    with caplog.at_level(logging.WARNING):
        assert Worker((Job("job", lambda: ran.append("ran"), 1),)).run_once() == []
    assert ran == ["ran"]
    assert "could not be noted" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_job_that_hangs_is_told_of_by_the_pulse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "PULSE", 0.1)
    go_on = threading.Event()
    works = Worker((Job("hangs", lambda: go_on.wait(30), 1),))

    def look() -> None:
        try:
            wait_for(lambda: Heartbeat.objects.filter(job=WORKER, running="hangs").exists())
            wait_for(lambda: Heartbeat.objects.get(job=WORKER).running_since is not None)
            works.stop()
            go_on.set()
        finally:
            connection.close()

    watcher = threading.Thread(target=look)
    watcher.start()
    works.run()
    watcher.join()
    assert go_on.is_set()


def test_asked_twice_it_stops_in_the_middle_of_a_job() -> None:
    works = Worker(())
    works.stop()
    with pytest.raises(KeyboardInterrupt):
        works.stop()


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.1)


@pytest.mark.django_db
def test_words_that_no_database_takes_do_not_end_the_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Nor can they go from one test process to another.
    monkeypatch.setattr(worker.logger, "disabled", True)

    def odd() -> None:
        raise OSError("no file \udcff\x00")

    works = Worker((Job("odd", odd, 1), Job("good", bool, 1)))
    assert works.run_once() == ["odd"]
    assert Heartbeat.objects.get(job="good").failures == 0
