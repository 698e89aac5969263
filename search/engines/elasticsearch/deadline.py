"""Every question has one time for all of it, however slowly the server drips its answer.

The client library counts its timeout anew for every piece that is read. A server that sends a byte
now and then would hold a reader, and a thread, for ever. Here a watch cuts the connection.

A reader's question may take several requests (a second one with corrections, others for ways on,
one more for each server that is away). `within` gives them one time together.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from typing import Any, Protocol

from elastic_transport import (
    ConnectionError as LostConnection,
)
from elastic_transport import (
    ConnectionTimeout,
    NodeConfig,
    Urllib3HttpNode,
)

#: Seconds for a request that nobody has given a time.
NEVER = 60.0
_here = threading.local()
_end: ContextVar[float] = ContextVar("_end", default=inf)
_lock = threading.Lock()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let all requests inside end in this time; one around it that ends earlier still counts."""
    before = _end.set(min(_end.get(), time.monotonic() + seconds))
    try:
        yield
    finally:
        _end.reset(before)


def left() -> float:
    """Return how many seconds requests may take here; infinite where nobody has said."""
    return max(0.0, _end.get() - time.monotonic())


class _Watchable(Protocol):
    """A connection of the pool, with whoever watches it."""

    watch: _Watch | None
    sock: socket.socket | None


class _Watch:
    """Cuts one request's connection when its time is over, and no other's."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.expired = seconds, False
        self._connection: _Watchable | None = None
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> _Watch:
        _here.watch = self
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._timer.cancel()
        _here.watch = None

    def follow(self, connection: _Watchable) -> None:
        """Watch the connection that was taken from the pool."""
        with _lock:
            if self.expired:
                raise TimeoutError("no connection became free in time")
            self._connection, connection.watch = connection, self

    def hold(self, socket: socket.socket) -> None:
        """Remember what the answer is read from; a connection lets go of it before it is read."""
        with _lock:
            self._socket = socket
            if self.expired:
                raise TimeoutError("sending took too long")

    def _cut(self) -> None:
        with _lock:
            self.expired = True
            connection = self._connection
            # Given back to the pool, it may be at work for somebody else already.
            mine = connection if connection is not None and connection.watch is self else None
            held = (self._socket or mine.sock) if mine is not None else None
        if held is not None:
            try:
                held.shutdown(2)
            except OSError:
                return


class PunctualNode(Urllib3HttpNode):
    """A node of the server that keeps to `request_timeout` for the whole request."""

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)
        pool: Any = self.pool
        usual: Any = pool.ConnectionCls

        class Watched(usual):
            watch: _Watch | None = None

            def request(self, *args: Any, **kwargs: Any) -> None:
                """Send a request, while the watch of this thread looks on."""
                watch = _here.watch
                watch.follow(self)
                super().request(*args, **kwargs)
                watch.hold(self.sock)

        pool.ConnectionCls = Watched
        ask = pool.urlopen
        # All connections may be waiting for a slow server: neither wait for one of them for ever.
        pool.urlopen = lambda *args, **kwargs: ask(
            *args, pool_timeout=_here.watch.seconds, **kwargs
        )

    def perform_request(self, *args: Any, **kwargs: Any) -> Any:
        """Ask; raises `ConnectionTimeout` when the time is over, whatever has come until then."""
        given = kwargs.get("request_timeout")
        usual = given if isinstance(given, int | float) else self.config.request_timeout
        seconds = min(float(usual or NEVER), left())
        if not seconds:
            raise ConnectionTimeout("The time for the whole question is over", errors=())
        with _Watch(seconds) as watch:
            try:
                return super().perform_request(*args, **{**kwargs, "request_timeout": seconds})
            except (LostConnection, OSError) as error:
                if watch.expired:
                    raise ConnectionTimeout("The whole answer took too long", errors=()) from error
                raise
