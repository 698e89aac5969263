"""Which engine answers now? The index, unless there is none or it has failed; then the database.

After five failures in a row the index is left alone for ten seconds, so that its readers do not
each wait a second for a server that is down.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeVar

from search.engines.base import Engine, Unavailable
from search.engines.database.engine import DatabaseEngine
from search.engines.elasticsearch import client, deadline
from search.engines.elasticsearch.engine import ElasticsearchEngine

logger = logging.getLogger(__name__)

FAILURES = 5
PAUSE_SECONDS = 10.0
T = TypeVar("T")


class _Breaker:
    """Counts failures in a row; shared by the threads of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._closed_until = 0.0

    def open(self) -> bool:
        """Whether the index may be asked."""
        return time.monotonic() >= self._closed_until

    def succeeded(self) -> None:
        self._failures = 0

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                self._failures = 0
                self._closed_until = time.monotonic() + PAUSE_SECONDS

    def reset(self) -> None:
        """Forget everything (another server was configured)."""
        self._failures, self._closed_until = 0, 0.0


breaker = _Breaker()


def usual() -> str:
    """The name of the engine that answers here when nothing is wrong."""
    return ElasticsearchEngine.name if client.configured() else DatabaseEngine.name


def one_question() -> AbstractContextManager[None]:
    """Let everything that is asked inside share the time that a reader waits for the index."""
    return deadline.within(client.SEARCH_SECONDS)


def ask(question: Callable[[Engine], T]) -> tuple[T, str, bool]:
    """Put a question to the engine that can answer it.

    Returns the answer, the engine's name, and whether the answer is degraded: the index should have
    answered and did not. What is asked when the time of `one_question` is over is no new failure.
    """
    configured = client.configured()
    if configured and breaker.open() and deadline.left():
        engine = ElasticsearchEngine()
        try:
            with one_question():
                answer = question(engine)
        except Unavailable as error:
            breaker.failed()
            logger.warning("The search server does not answer, the database does: %s", error)
        else:
            breaker.succeeded()
            return answer, engine.name, False
    fallback = DatabaseEngine()
    return question(fallback), fallback.name, configured
