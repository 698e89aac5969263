"""Which engine answers, and how long one that fails is left alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from search.engines import choose
from search.engines.base import Unavailable
from search.engines.choose import FAILURES, PAUSE_SECONDS, breaker
from search.engines.elasticsearch import client, deadline

SECOND = 1.0


class Clock:
    """Time that passes when a test says so."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    made = Clock()
    monkeypatch.setattr("search.engines.choose.time.monotonic", made)
    monkeypatch.setattr(deadline, "left", lambda: SECOND)
    breaker.reset()
    yield made
    breaker.reset()


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "configured", lambda: True)


def name_of(engine: object) -> str:
    return str(engine.name)  # type: ignore[attr-defined]


def away(engine: object) -> str:
    if name_of(engine) == "elasticsearch":
        raise Unavailable("gone")
    return name_of(engine)


def test_without_a_server_the_database_answers_and_that_is_usual(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(client, "configured", lambda: False)
    assert choose.usual() == "database"
    assert choose.ask(name_of) == ("database", "database", False)


@pytest.mark.usefixtures("configured")
def test_with_a_server_the_index_answers(clock: Clock) -> None:
    assert choose.usual() == "elasticsearch"
    assert choose.ask(name_of) == ("elasticsearch", "elasticsearch", False)


@pytest.mark.usefixtures("configured")
def test_when_it_fails_the_database_answers_and_says_so(clock: Clock) -> None:
    assert choose.ask(away) == ("database", "database", True)
    assert choose.ask(name_of)[2] is False


@pytest.mark.usefixtures("configured")
def test_other_errors_are_errors(clock: Clock) -> None:
    with pytest.raises(ZeroDivisionError):
        choose.ask(lambda engine: 1 // 0)
    assert breaker.open()


@pytest.mark.usefixtures("configured")
def test_after_five_failures_in_a_row_it_is_left_alone_for_ten_seconds(clock: Clock) -> None:
    for _time in range(FAILURES - 1):
        choose.ask(away)
        assert breaker.open()
    choose.ask(away)
    assert not breaker.open()
    assert choose.ask(name_of) == ("database", "database", True)
    clock.now += PAUSE_SECONDS - 0.01
    assert choose.ask(name_of)[1] == "database"
    clock.now += 0.01
    assert choose.ask(name_of) == ("elasticsearch", "elasticsearch", False)
    # Afterwards it has all its chances again.
    for _time in range(FAILURES - 1):
        choose.ask(away)
    assert breaker.open()


@pytest.mark.usefixtures("configured")
def test_an_answer_between_two_failures_forgets_the_first(clock: Clock) -> None:
    for _time in range(3):
        for _failure in range(FAILURES - 1):
            choose.ask(away)
        choose.ask(name_of)
    assert breaker.open()


@pytest.mark.usefixtures("configured")
def test_another_server_begins_anew(clock: Clock) -> None:
    for _time in range(FAILURES):
        choose.ask(away)
    breaker.reset()
    assert breaker.open()


@pytest.mark.usefixtures("configured")
def test_when_the_readers_time_is_over_the_server_is_not_asked_and_not_blamed(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadline, "left", lambda: 0.0)
    for _time in range(FAILURES + 1):
        assert choose.ask(away) == ("database", "database", True)
    assert breaker.open()
