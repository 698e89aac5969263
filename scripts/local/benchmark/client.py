"""Asks for pages over kept connections and says how long that took. Loopback only."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle

# Enough to keep eight server threads busy without the client itself taking the second core.
CONNECTIONS = 4


@dataclass(frozen=True, slots=True)
class Times:
    """Durations in milliseconds of single calls, and calls a second over all connections."""

    p50: float
    p95: float
    per_second: float
    calls: int


class Unexpected(Exception):
    """The site answered something else than it should."""


def sequential(call: Callable[[], object], *, seconds: float, at_least: int = 20) -> Times:
    """Time a call again and again, one after the other, after two that do not count."""
    call()
    call()
    return times_of(list(_durations(call, seconds, at_least)))


def get_after(
    change: Callable[[], object],
    port: int,
    path: str,
    headers: Mapping[str, str],
    *,
    seconds: float,
) -> Times:
    """Time one page, each time right after a change, which is not timed."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    durations: list[float] = []
    end = time.perf_counter() + seconds
    try:
        _get(connection, path, headers)
        while time.perf_counter() < end or len(durations) < 20:
            change()
            begin = time.perf_counter()
            _get(connection, path, headers)
            durations.append(time.perf_counter() - begin)
    finally:
        connection.close()
    return times_of(durations)


def get(port: int, path: str, headers: Mapping[str, str], *, seconds: float) -> Times:
    """Time one page on one connection."""
    return get_each(port, [path], headers, seconds=seconds)


def get_each(
    port: int, paths: Sequence[str], headers: Mapping[str, str], *, seconds: float
) -> Times:
    """Time several pages in turn on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    turn = cycle(paths)
    try:
        return sequential(lambda: _get(connection, next(turn), headers), seconds=seconds)
    finally:
        connection.close()


def hammer(port: int, path: str, headers: Mapping[str, str], *, seconds: float) -> Times:
    """Ask for one page on several connections at once, for so many seconds."""
    begin = time.perf_counter()
    durations, failures = _together(port, lambda: path, headers, size=CONNECTIONS, seconds=seconds)
    if failures:
        raise failures[0]
    return _times(durations, seconds_spent=time.perf_counter() - begin)


@dataclass(frozen=True, slots=True)
class Crowd:
    """What many at once were answered, in milliseconds, and how many answers failed."""

    p50: float
    p95: float
    failed: int


def crowd(
    port: int,
    address: Callable[[], str],
    headers: Mapping[str, str],
    *,
    size: int,
    seconds: float,
) -> Crowd:
    """Ask on so many connections at once; `address` returns the next one each time."""
    durations, failures = _together(port, address, headers, size=size, seconds=seconds)
    if not durations:
        raise failures[0]
    found = times_of(durations)
    return Crowd(found.p50, found.p95, len(failures))


def _together(
    port: int,
    address: Callable[[], str],
    headers: Mapping[str, str],
    *,
    size: int,
    seconds: float,
) -> tuple[list[float], list[Exception]]:
    """Return how long each answer took on so many connections at once, and what failed.

    The first one on each connection does not count: it may have filled the store.
    """
    durations: list[float] = []
    failures: list[Exception] = []

    def run() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        number, end = 0, 0.0
        while number < 2 or time.perf_counter() < end:
            number += 1
            began = time.perf_counter()
            try:
                _get(connection, address(), headers)
            except (OSError, http.client.HTTPException, Unexpected) as error:
                failures.append(error)
                connection.close()
            else:
                if number > 1:
                    durations.append(time.perf_counter() - began)
            if number == 1:
                end = time.perf_counter() + seconds
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(size)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return durations, failures


def times_of(durations: list[float]) -> Times:
    """Return what these durations (seconds) come to, one after the other."""
    return _times(durations, seconds_spent=None)


def _get(connection: http.client.HTTPConnection, path: str, headers: Mapping[str, str]) -> None:
    connection.request("GET", path, headers=dict(headers))
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise Unexpected(f"{path} answered {answer.status}")


def _durations(call: Callable[[], object], seconds: float, at_least: int) -> Iterator[float]:
    end, number = time.perf_counter() + seconds, 0
    while time.perf_counter() < end or number < at_least:
        begin = time.perf_counter()
        call()
        yield time.perf_counter() - begin
        number += 1


def _times(durations: list[float], *, seconds_spent: float | None) -> Times:
    ordered = sorted(durations)
    return Times(
        p50=statistics.median(ordered) * 1000,
        p95=ordered[int(len(ordered) * 0.95)] * 1000,
        per_second=len(ordered) / (seconds_spent or sum(ordered)),
        calls=len(ordered),
    )
