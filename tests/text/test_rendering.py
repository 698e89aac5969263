"""Whatever somebody sends, there is an answer in time and no process is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from time import monotonic, sleep

import pytest

from text import rendering
from text.markdown import LinkTarget, WikiLink, render
from text.rendering import as_typed, plain_safely, render_safely, stop_worker

HOSTILE = "[" * 200_000
HEAVY = "Ein [[Wort]] mit *Nachdruck*.\n\n" * 2_000


@pytest.fixture(autouse=True)
def no_worker_left() -> Iterator[None]:
    stop_worker()
    yield
    stop_worker()


def worker_pid() -> int:
    assert rendering._worker is not None
    return rendering._worker.process.pid


def resolver(links: Sequence[WikiLink]) -> dict[WikiLink, LinkTarget]:
    return {link: LinkTarget("/wiki/wort/") for link in links}


def test_light_texts_need_no_other_process() -> None:
    assert render_safely("[[Wort]]", links=resolver) == render("[[Wort]]", links=resolver)
    assert rendering._worker is None


def test_heavy_texts_give_the_same_result_elsewhere() -> None:
    here = render(HEAVY, links=resolver, nofollow=True)
    there = render_safely(HEAVY, links=resolver, nofollow=True, seconds=60)
    assert there == here
    assert '<a href="/wiki/wort/" class="wikilink">Wort</a>' in there.html
    assert plain_safely(HEAVY, seconds=60) == here.plain


def test_the_process_stays_for_the_next_text() -> None:
    render_safely(HEAVY, seconds=60)
    first = worker_pid()
    render_safely(HEAVY, seconds=60)
    assert worker_pid() == first


def test_a_text_that_takes_too_long_is_shown_as_typed() -> None:
    render_safely(HEAVY, seconds=60)
    pid = worker_pid()
    started = monotonic()
    result = render_safely(HOSTILE)
    assert monotonic() - started < 5
    assert result.plain_fallback
    assert result.html == f'<pre class="plain-fallback">{HOSTILE}</pre>'
    assert result.plain == HOSTILE
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert not render_safely(HEAVY, seconds=60).plain_fallback


def test_140_kb_of_nested_emphasis_are_answered_in_time() -> None:
    source = "*a **a " * 10_000 + "b" + " a** a*" * 10_000
    started = monotonic()
    result = render_safely(source)
    assert monotonic() - started < 5
    assert result.html.startswith(
        '<pre class="plain-fallback">' if result.plain_fallback else "<p>"
    )


def test_source_in_the_fallback_is_escaped() -> None:
    assert as_typed("<script>&amp;").html == (
        '<pre class="plain-fallback">&lt;script&gt;&amp;amp;</pre>'
    )


def test_a_process_that_died_is_replaced() -> None:
    render_safely(HEAVY, seconds=60)
    os.kill(worker_pid(), signal.SIGKILL)
    assert rendering._worker is not None
    rendering._worker.process.wait()
    assert not render_safely(HEAVY, seconds=60).plain_fallback


def test_an_error_of_the_resolver_is_the_callers() -> None:
    def broken(_links: Sequence[WikiLink]) -> dict[WikiLink, LinkTarget]:
        raise KeyError("database")

    for source in ("[[Wort]]", HEAVY):
        with pytest.raises(KeyError):
            render_safely(source, links=broken, seconds=60)
    assert not render_safely(HEAVY, links=resolver, seconds=60).plain_fallback


def test_threads_take_turns() -> None:
    results: list[bool] = []

    def work() -> None:
        results.append(render_safely(HEAVY, links=resolver, seconds=60).plain_fallback)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [False] * 4


def test_a_forked_process_has_its_own() -> None:
    """As gunicorn does it: the parent's process must survive what the child does with its own."""
    script = (
        "import os, sys\n"
        "from text import rendering\n"
        "heavy = 'Ein *Wort*.\\n\\n' * 5000\n"
        "assert not rendering.render_safely(heavy, seconds=60).plain_fallback\n"
        "mine = rendering._worker.process.pid\n"
        "child = os.fork()\n"
        "if not child:\n"
        "    assert rendering._worker is None\n"
        "    assert not rendering.render_safely(heavy, seconds=60).plain_fallback\n"
        "    assert rendering._worker.process.pid != mine\n"
        "    rendering.stop_worker()\n"
        "    os._exit(0)\n"
        "assert os.waitpid(child, 0)[1] == 0\n"
        "assert not rendering.render_safely(heavy, seconds=60).plain_fallback\n"
        "assert rendering._worker.process.pid == mine\n"
        "print(mine)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        env={**os.environ, "PYTHONPATH": str(rendering._ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    _assert_gone(int(done.stdout))


def test_the_process_ends_when_its_parent_is_killed() -> None:
    script = (
        "import os, signal\n"
        "from text import rendering\n"
        "rendering.render_safely('Ein *Wort*.\\n\\n' * 5000, seconds=60)\n"
        "print(rendering._worker.process.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(rendering._ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    _assert_gone(int(done.stdout))


def _assert_gone(pid: int) -> None:
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if _is_zombie(pid):
            return
        sleep(0.05)
    pytest.fail("the rendering process is still there")


def _is_zombie(pid: int) -> bool:
    """Nobody may be there to bury a process whose parent was killed."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False
