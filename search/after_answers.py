"""What search learns only when the answer to a request is on its way: nobody waits for it.

A request remembers what is put off, and does it when its answer has been sent. What goes wrong
then is lost: a mark that stays in the database lets the worker make a record all the same. Outside
of requests (commands, the worker, a shell) nothing is put off.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any

from pagecache.noting import note

#: What this request has put off, in order; `None` outside of requests.
_waiting: ContextVar[dict[Hashable, Callable[[], object]] | None] = ContextVar(
    "waiting", default=None
)


def put_off(key: Hashable, write: Callable[[], object]) -> bool:
    """Remember to call `write` when the answer is sent, once for a key.

    Returns whether there is an answer to wait for; if not, nothing is remembered.
    """
    waiting = _waiting.get()
    if waiting is None:
        return False
    waiting[key] = write
    return True


def begin(**_signal: Any) -> None:
    """Remember what is put off from now on: a request begins."""
    _waiting.set({})


def end(**_signal: Any) -> None:
    """Do what was put off: the answer is sent."""
    waiting = _waiting.get()
    _waiting.set(None)
    for write in (waiting or {}).values():
        note(write)
