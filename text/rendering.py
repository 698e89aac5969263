"""How is a text rendered that may have been written to harm?

Light texts are rendered here and now. Heavy ones (see ``text.weight``) go to one long-lived process
that is killed when a text takes too long; the reader then gets the source as typed, and the result
says so. Starting that process costs about 150 ms, so it stays for the next text. It belongs to the
process that started it: after a fork (gunicorn) every child starts its own when it needs one.
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from html import escape
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from text.markdown import LinkResolver, Rendered, finish, parse, to_plain
from text.rich.assembling import assembled
from text.rich.sent import words_in
from text.rich.showing import for_editor
from text.sanitise import clean_article
from text.weight import is_light
from text.worker import ANSWERS, READY, Failed

#: Seconds a heavy text may take before its process is killed.
SECONDS = 2.0
#: A text that an editor has changed is read several times.
ASSEMBLE_SECONDS = 3 * SECONDS
#: An editor sends so many parts for a light text; each costs a little whatever its words are.
LIGHT_PARTS = 2_000
#: Seconds to wait for the process to start, and for other texts to be done with it.
_START_SECONDS = 20.0
_PATIENCE_SECONDS = 10.0
_ROOT = Path(__file__).resolve().parent.parent

_log = logging.getLogger(__name__)

_Answer = TypeVar("_Answer")


class TooCostly(Exception):
    """A text took too long, or the parser could not cope with it."""


class _Worker:
    """The other process and the pipe to it; used by one thread at a time."""

    def __init__(self) -> None:
        answers, their_answers = Pipe(duplex=False)
        their_questions, questions = Pipe(duplex=False)
        handed_over = [their_questions.fileno(), their_answers.fileno()]
        with their_questions, their_answers:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "text.worker", *map(str, handed_over)],
                env={**os.environ, "PYTHONPATH": _search_path()},
                pass_fds=handed_over,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for us, who will end it.
            )
        self._answers: Connection[Any, Any] = answers
        self._questions: Connection[Any, Any] = questions
        if self.receive(monotonic() + _START_SECONDS) != READY:
            raise TooCostly("the rendering process did not start")

    def send(self, question: object) -> None:
        """Hand over one message."""
        self._questions.send(question)

    def receive(self, deadline: float) -> Any:
        """Wait for the next answer; raise TooCostly when it does not come in time."""
        if not self._answers.poll(max(deadline - monotonic(), 0)):
            raise TooCostly("out of time")
        answer = self._answers.recv()
        if isinstance(answer, Failed):
            raise TooCostly(str(answer))
        if isinstance(answer, ANSWERS):
            raise answer
        return answer

    def stop(self) -> None:
        """Kill the process and leave nothing behind."""
        self.hang_up()
        self.process.kill()
        self.process.wait()

    def hang_up(self) -> None:
        """Close our ends of the pipes."""
        self._questions.close()
        self._answers.close()


_lock = threading.Lock()
_worker: _Worker | None = None


def render_safely(
    source: str,
    *,
    links: LinkResolver | None = None,
    nofollow: bool = False,
    seconds: float = SECONDS,
) -> Rendered:
    """Turn Markdown from anybody into HTML, in bounded time; never raises because of the text.

    Arguments as for ``text.markdown.render``; ``seconds`` bounds a heavy text, the time of the
    resolver apart. The resolver always runs in this process and thread.
    """
    try:
        if is_light(source):
            return _render_here(source, links, nofollow)
        return _ask(lambda worker: _render(worker, source, links, nofollow, seconds))
    except TooCostly:
        return as_typed(source)


def plain_safely(source: str, *, seconds: float = SECONDS) -> str:
    """Return the bare words of a text from anybody, or its source where they cost too much."""
    try:
        if is_light(source):
            with _no_text_is_an_error():
                return to_plain(source)
        plain: str = _ask(lambda worker: _done(worker, "plain", (source,), seconds))
    except TooCostly:
        return source
    return plain


def blocks_safely(source: str, *, seconds: float = SECONDS) -> list[dict[str, Any]] | None:
    """Return what an editor gets of a text (``text.rich.showing``); None where that is too much."""
    try:
        if is_light(source):
            with _no_text_is_an_error():
                return for_editor(source)
        blocks: list[dict[str, Any]] | None
        blocks = _ask(lambda worker: _done(worker, "blocks", (source,), seconds))
    except TooCostly:
        return None
    return blocks


def assembled_safely(source: str, changes: object, *, seconds: float = ASSEMBLE_SECONDS) -> str:
    """Return the text that an editor holds, as ``text.rich.assembling.assembled`` does.

    Raises `BlocksRefused` and `NotWritable` as it does, and `TooCostly`.
    """
    parts = list(words_in(changes))
    if len(parts) < LIGHT_PARTS and is_light(source) and is_light("".join(parts)):
        with _no_text_is_an_error(*ANSWERS):
            return assembled(source, changes)
    text: str = _ask(lambda worker: _done(worker, "assemble", (source, changes), seconds))
    return text


def as_typed(source: str) -> Rendered:
    """Return the source itself as a result: escaped, in one block, marked as a fallback."""
    html = clean_article(f'<pre class="plain-fallback">{escape(source, quote=False)}</pre>')
    return Rendered(html, plain=source, plain_fallback=True)


def stop_worker() -> None:
    """End the other process if there is one. The next heavy text starts a new one."""
    with _lock:
        _discard()


def _render_here(source: str, links: LinkResolver | None, nofollow: bool) -> Rendered:
    with _no_text_is_an_error():
        parsed = parse(source)
    targets = links(parsed.links) if links and parsed.links else {}
    with _no_text_is_an_error():
        return finish(parsed, targets, nofollow=nofollow)


@contextlib.contextmanager
def _no_text_is_an_error(*answers: type[Exception]) -> Iterator[None]:
    """Log what a text makes the parser stumble over, so that its author still gets an answer.

    `answers` are no errors but what a task says of its text.
    """
    try:
        yield
    except answers:
        raise
    except Exception as error:
        _log.exception("a text could not be rendered")
        raise TooCostly("the parser failed") from error


def _render(
    worker: _Worker, source: str, links: LinkResolver | None, nofollow: bool, seconds: float
) -> Rendered:
    started = monotonic()
    worker.send(("render", source))
    found: Sequence[Any] = worker.receive(started + seconds)
    spent = monotonic() - started
    targets = dict(links(found)) if links and found else {}
    worker.send((targets, nofollow))
    rendered: Rendered = worker.receive(monotonic() + seconds - spent)
    return rendered


def _done(worker: _Worker, task: str, arguments: tuple[Any, ...], seconds: float) -> Any:
    worker.send((task, arguments))
    return worker.receive(monotonic() + seconds)


def _ask(question: Callable[[_Worker], _Answer]) -> _Answer:
    """Put a question to the worker, alone; whatever goes wrong, the worker is gone after it."""
    if not _lock.acquire(timeout=_PATIENCE_SECONDS):
        raise TooCostly("too many heavy texts at once")
    try:
        try:
            return question(_running())
        except (EOFError, OSError) as error:
            raise TooCostly("the rendering process died") from error
    except ANSWERS:
        raise
    except BaseException:
        _discard()
        raise
    finally:
        _lock.release()


def _running() -> _Worker:
    """Return a living worker; one that ended for lack of work is replaced."""
    global _worker
    if _worker is not None and _worker.process.poll() is not None:
        _discard()
    if _worker is None:
        _worker = _Worker()
    return _worker


def _discard() -> None:
    global _worker
    if _worker is not None:
        with contextlib.suppress(OSError):
            _worker.stop()
    _worker = None


def _search_path() -> str:
    """Let the other process find this package, and what we were told to find."""
    return os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))


def _forget_after_fork() -> None:
    """Leave the parent's worker to the parent: close our copy of the pipe, take a new lock."""
    global _lock, _worker
    _lock = threading.Lock()
    if _worker is not None:
        _worker.hang_up()
        # Popen would otherwise wait for a process that is not our child.
        _worker.process.returncode = 0
    _worker = None


atexit.register(stop_worker)
os.register_at_fork(after_in_child=_forget_after_fork)
