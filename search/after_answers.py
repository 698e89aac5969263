"""What search learns only when the answer to a request is on its way: nobody waits for it.

A request remembers what it has marked, and the records are made when its answer has been sent.
Whatever goes wrong then, the mark stays, and the worker makes the record. Outside of requests
(commands, the worker, a shell) nothing is put off.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import partial
from typing import Any

from pagecache.noting import note

#: What this request has marked (kind and primary key), in order; `None` outside of requests.
_marked: ContextVar[dict[tuple[str, int], None] | None] = ContextVar("marked", default=None)


def put_off(kind: str, pk: int) -> bool:
    """Remember a thing until the answer is sent; say whether there is one to wait for."""
    marked = _marked.get()
    if marked is None:
        return False
    marked[kind, pk] = None
    return True


def begin(**_signal: Any) -> None:
    """Remember what is marked from now on: a request begins."""
    _marked.set({})


def end(**_signal: Any) -> None:
    """Make the records of what was marked: the answer is sent."""
    marked = _marked.get()
    _marked.set(None)
    if marked:
        from search import sync  # its models load after this module

        for kind, pk in marked:
            note(partial(sync.project_now, kind, pk))
