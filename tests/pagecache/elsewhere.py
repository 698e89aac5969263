"""Work in another process, as another worker of the web server does it."""

from __future__ import annotations

import os
import pickle
import traceback
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import caches
from django.db import connections

T = TypeVar("T")


def begin(work: Callable[[], T]) -> Callable[[], T]:
    """Begin to do something in a process of its own; what is returned waits for what comes out."""
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(_outcome(work))
            connections.close_all()
        finally:
            os._exit(0)
    os.close(writing)

    def ended() -> T:
        with os.fdopen(reading, "rb") as pipe:
            result, problem = pickle.loads(pipe.read())  # noqa: S301  (of our own child)
        os.waitpid(child, 0)
        assert not problem, problem
        found: T = result
        return found

    return ended


def _outcome(work: Callable[[], object]) -> bytes:
    try:
        return pickle.dumps((work(), ""))
    except BaseException:
        return pickle.dumps((None, traceback.format_exc()))


def elsewhere(work: Callable[[], T]) -> T:
    """Do something in a process of its own that has remembered nothing."""

    def fresh() -> T:
        caches["default"].clear()
        return work()

    return begin(fresh)()
