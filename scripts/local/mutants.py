"""``scripts/test --mutants``: each guard is switched off in a copy, and its tests must turn red.

A test that stays green without what it is to prove proves nothing. Copies of the checkout lie in
``var/mutants``; the working tree is never touched. Nothing but SQLite is needed.

    scripts/test --mutants                    every guard of tests/guards
    scripts/test --mutants "held" feeds       those in whose name, area or files one of these stands
    scripts/test --mutants --since main       those whose entry, source or test has changed since
    scripts/test --mutants --part 2/4         the second of four parts of them
    scripts/test --mutants --turn             a few, which ones follows from the commit
"""

from __future__ import annotations

import argparse
import os
import queue
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path

from . import guards as listed
from .environment import PYTHON
from .guards import Guard
from .messages import Progress, Stop, say
from .parts import Part
from .places import CHECKOUT

RED, SURVIVED = "red for that reason", "SURVIVED"
#: Starting takes fifteen seconds of an idle machine; ten times as long beside other work.
SECONDS = 900
#: So many a commit asks besides those it changes: within a minute on two idle cores.
A_TURN = 4
IGNORED = shutil.ignore_patterns(
    ".git", ".venv", ".env", "var", "media", "staticfiles", ".*_cache", ".hypothesis"
)


@contextmanager
def copies(checkout: Path, number: int) -> Iterator[queue.Queue[Path]]:
    """So many copies of a checkout to take and give back; they share its migrated databases."""
    (checkout / "var/test-databases").mkdir(parents=True, exist_ok=True)
    folder = checkout / "var/mutants"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        free: queue.Queue[Path] = queue.Queue()
        for at in range(number):
            copy = Path(scratch) / str(at)
            # Modules that were compiled are told by their times, which are copied, too.
            shutil.copytree(checkout, copy, ignore=IGNORED, symlinks=True)
            (copy / "var").mkdir()
            (copy / "var/test-databases").symlink_to(checkout / "var/test-databases")
            free.put(copy)
        yield free


@contextmanager
def switched_off(guard: Guard, copy: Path) -> Iterator[None]:
    """Replace its source in a copy, and put it back with its old time."""
    before = {}
    for place in guard.places:
        path = copy / place.file
        before.setdefault(path, (path.read_bytes(), path.stat()))
        path.write_text(path.read_text().replace(place.guard, place.off))
    try:
        yield
    finally:
        for path, (source, status) in before.items():
            path.write_bytes(source)
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def verdicts(guard: Guard, copy: Path, python: Path = PYTHON) -> dict[str, str]:
    """Switch a guard off in a copy and say of each of its tests what became of it."""
    with switched_off(guard, copy), tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.xml"
        command = [str(python), "-m", "pytest", "-q", "-vv", "--tb=short", "-p", "no:cacheprovider"]
        command += ["-p", "no:randomly", "-o", "junit_family=xunit1", f"--junitxml={results}"]
        try:
            answer = subprocess.run(
                [*command, *guard.tests],
                cwd=copy,
                env={
                    "SHARED_DATA": str(CHECKOUT.parent / "shared/data"),
                    **os.environ,
                    "DATABASE_URL": "sqlite:///",
                    "ELASTICSEARCH_URL": "",
                    "TMPDIR": folder,
                    # Migrating anew for a setting that no table knows takes half a minute.
                    "MIGRATED_LIKE": "" if _changes_tables(guard) else str(CHECKOUT),
                },
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return dict.fromkeys(guard.tests, f"not decided within {SECONDS} s")
        if not results.exists():
            return dict.fromkeys(guard.tests, f"does not run: {_last_line(answer.stdout)}")
        cases = list(ET.parse(results).iter("testcase"))
        return {test: verdict(test, cases, guard.says) for test in guard.tests}


def _changes_tables(guard: Guard) -> bool:
    return any("/migrations/" in place.file for place in guard.places)


def verdict(test: str, cases: Sequence[ET.Element], says: Sequence[str]) -> str:
    """Say what became of a test: of one of its rows, where it has many."""
    rows = [case for case in cases if _is_of(case, test)]
    # What breaks before a test begins, or is left out, has proved nothing.
    words = [_said(failure) for case in rows for failure in case.iter("failure")]
    if any(word in said for said in words for word in says):
        return RED
    errors = [_said(error) for case in rows or cases for error in case.iter("error")]
    if words or errors:
        return f"red for another reason: {_last_line((words + errors)[0])}"
    ran = [case for case in rows if case.find("skipped") is None]
    return SURVIVED if ran else "not asked"


def _is_of(case: ET.Element, test: str) -> bool:
    name = case.get("name", "")
    own = listed.name_of(test) in (name, name.partition("[")[0])
    return own and case.get("file") == listed.file_of(test)


def _said(failure: ET.Element) -> str:
    """Return the lines in which pytest says what was wrong, without the source of the test."""
    lines = (failure.text or "").splitlines()
    return "\n".join(line[1:].strip() for line in lines if line.startswith("E "))


def _last_line(text: str) -> str:
    return next((line for line in reversed(text.splitlines()) if line.strip()), "no output")[:200]


def ask(chosen: Sequence[Guard], checkout: Path, at_once: int, python: Path = PYTHON) -> int:
    """Switch these off, some beside each other, and print the table; returns the exit code."""
    old = [line for guard in chosen for line in listed.out_of_date(guard, checkout)]
    if old:
        raise Stop("The list of guards is out of date.\n" + "\n".join(old))
    width = max((len(guard.name) for guard in chosen), default=0)
    progress = Progress(f"Switching {len(chosen)} guards off")
    bad: list[str] = []
    for number, (guard, found) in enumerate(_outcomes(chosen, checkout, at_once, python), 1):
        for test, became in found.items():
            print(f"{guard.name:<{width}} | {test} | {became}", flush=True)
            bad += [] if became == RED else [guard.name]
        progress.show(f"{number} of {len(chosen)}")
    progress.done(f"{len(chosen) - len(set(bad))} have turned their tests red")
    for name in dict.fromkeys(bad):
        say(f"Nobody noticed, or for another reason: {name}")
    return 1 if bad else 0


def _outcomes(
    chosen: Sequence[Guard], checkout: Path, at_once: int, python: Path
) -> Iterator[tuple[Guard, dict[str, str]]]:
    """Yield the verdicts of each, as soon as they are known."""
    with copies(checkout, min(at_once, len(chosen))) as free:

        def decided(guard: Guard) -> dict[str, str]:
            copy = free.get()
            try:
                return verdicts(guard, copy, python)
            finally:
                free.put(copy)

        pool = ThreadPoolExecutor(at_once)
        try:
            running = {pool.submit(decided, guard): guard for guard in chosen}
            for done in as_completed(running):
                yield running[done], done.result()
        finally:
            pool.shutdown(cancel_futures=True)  # interrupted: what has not begun does not begin


def main(arguments: Sequence[str], turn: Callable[[], int]) -> int:
    """Run the command; `turn` says which part the commit of the checkout asks."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="words of names, areas or files")
    parser.add_argument("--since", metavar="COMMIT", help="only what has changed since then")
    parser.add_argument("--turn", action="store_true", help="a few, which ones the commit says")
    parser.add_argument("--part", type=Part.read, metavar="N/M", help="the n-th of m parts")
    parser.add_argument(
        "-n", type=int, default=int(os.environ.get("TEST_WORKERS") or 2), help="so many at once"
    )
    options = parser.parse_args(arguments)
    every = listed.read(CHECKOUT)
    guards = listed.named(every, options.names) if options.names else every
    if options.since or options.turn:
        asked = listed.changed_since(every, options.since, CHECKOUT) if options.since else []
        asked += listed.of_turn(every, turn(), A_TURN) if options.turn else []
        guards = [guard for guard in guards if guard in asked]
    if options.part:
        guards = list(options.part.of_these(guards))
    if not guards:
        say("No guard is called so, or has changed.")
        return 1 if options.names else 0
    return ask(guards, CHECKOUT, options.n)
