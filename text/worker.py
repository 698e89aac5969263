"""What happens in the process that renders heavy texts?

Started by ``text.rendering`` as ``python -m text.worker <questions> <answers>``, the numbers of two
pipes. For each text the parent sends ``("render", source)`` or ``(task, arguments)`` for one of the
others. To "render" the worker answers with the wiki links, gets their targets (they need the
database, which only the parent has) and answers with the result. It ends with its parent, or when
nothing comes for a while.
"""

from __future__ import annotations

import contextlib
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from typing import Any, TypeAlias

from text.markdown import finish, parse, to_plain
from text.rich.assembling import NotWritable, assembled
from text.rich.canonical import BlocksRefused
from text.rich.showing import for_editor

#: Seconds without work after which the process gives its memory back.
IDLE_SECONDS = 600
#: A text of 512 kB needs far less; what wants more is killed by the system, not the machine.
MEMORY_BYTES = 1 << 30
#: Seconds after which a text is given up even if nobody asks for it.
ORPHAN_SECONDS = 60
READY = "ready"
#: What is done at once, by its name.
TASKS: Mapping[str, Callable[..., Any]] = {
    "plain": to_plain,
    "blocks": for_editor,
    "assemble": assembled,
}
#: What a task says of what it was given: an answer, and no failure.
ANSWERS = (NotWritable, BlocksRefused)


class Failed(Exception):
    """The text could not be rendered; sent to the parent instead of a result."""


Pipe: TypeAlias = "Connection[Any, Any]"


def serve(questions: Pipe, answers: Pipe, idle_seconds: float = IDLE_SECONDS) -> None:
    """Answer until the parent hangs up or has nothing to do for a while."""
    answers.send(READY)
    with contextlib.suppress(EOFError, OSError):
        while questions.poll(idle_seconds):
            task, source = questions.recv()
            # Should the parent die meanwhile, nobody is left to kill us.
            signal.alarm(ORPHAN_SECONDS)
            _answer(questions, answers, task, source)
            signal.alarm(0)


def _answer(questions: Pipe, answers: Pipe, task: str, source: str) -> None:
    try:
        if task in TASKS:
            answers.send(TASKS[task](*source))
            return
        parsed = parse(source)
        answers.send(parsed.links)
        targets, nofollow = questions.recv()
        answers.send(finish(parsed, targets, nofollow=nofollow))
    except (EOFError, OSError):
        raise
    except ANSWERS as error:
        answers.send(error)
    except Exception as error:  # Whatever a text does, its author gets an answer.
        answers.send(Failed(repr(error)))


def main() -> None:
    """Run the worker on the two pipes whose numbers are the arguments."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    questions, answers = (int(number) for number in sys.argv[1:3])
    serve(Connection(questions, writable=False), Connection(answers, readable=False))


if __name__ == "__main__":
    main()
