"""The list of guards in ``tests/guards/``: what protects what, and which test must notice its loss.

An entry says it once, in TOML::

    [[guard]]
    name = "An edit replaces only the head it was written upon"
    file = "versions/append.py"
    guard = "filter(pk=thing.pk, **seen)"
    off = "filter(pk=thing.pk)"
    tests = ["tests/wiki/test_concurrency.py::test_not_a_word_is_lost"]
    says = "lost"

`guard` is the exact source, which stands once in its file, and `off` what it becomes when it is
switched off (nothing, if it is not given). `says` is a word of each failure, or several of which
one is enough: a test has to be red for that reason, and not because nothing runs any more.
Where two guards hold the same door, ``also`` names further places (``file``, ``guard``, ``off``)
that are switched off along with it; then each of them alone is one more than is needed, which a
comment says.
"""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .messages import Stop

FOLDER = "tests/guards"


@dataclass(frozen=True)
class Place:
    """A piece of source that guards something, and what it becomes when it is switched off."""

    file: str
    guard: str
    off: str


@dataclass(frozen=True)
class Guard:
    """What is protected, where, and the tests that turn red without it, saying this word."""

    area: str
    name: str
    places: tuple[Place, ...]
    tests: tuple[str, ...]
    says: tuple[str, ...]

    @property
    def files(self) -> set[str]:
        """The files on which it depends whether the guard bites."""
        return {place.file for place in self.places} | {file_of(test) for test in self.tests}


def file_of(test: str) -> str:
    return test.partition("::")[0]


def name_of(test: str) -> str:
    return test.rpartition("::")[2]


def parsed(area: str, text: str) -> list[Guard]:
    """Read the entries of one file; raises `Stop` for one that is incomplete."""
    return [_guard(area, entry) for entry in tomllib.loads(text).get("guard", [])]


def _guard(area: str, entry: dict[str, Any]) -> Guard:
    try:
        places = [
            Place(place["file"], place["guard"], place.get("off", ""))
            for place in (entry, *entry.get("also", []))
        ]
        says = entry["says"]
        words = (says,) if isinstance(says, str) else tuple(says)
        return Guard(area, entry["name"], tuple(places), tuple(entry["tests"]), words)
    except KeyError as error:
        raise Stop(f"{FOLDER}/{area}.toml: “{entry.get('name')}” lacks {error}.") from error


def read(checkout: Path) -> list[Guard]:
    """Return all guards, in the order of the files and of their entries."""
    paths = sorted((checkout / FOLDER).glob("*.toml"))
    return [guard for path in paths for guard in parsed(path.stem, path.read_text())]


def out_of_date(guard: Guard, checkout: Path) -> list[str]:
    """Say what of an entry is no longer so; empty when it can be switched off and asked."""
    wrong = []
    for place in guard.places:
        path = checkout / place.file
        times = path.read_text().count(place.guard) if path.is_file() and place.guard else 0
        if times != 1 or place.guard == place.off:
            wrong.append(f"{guard.name}: its source stands {times} times in {place.file}")
    for test in guard.tests:
        path, name = checkout / file_of(test), name_of(test).partition("[")[0]
        if not path.is_file() or not re.search(rf"^ *def {name}\(", path.read_text(), re.MULTILINE):
            wrong.append(f"{guard.name}: there is no {test}")
    return wrong


def named(guards: Iterable[Guard], words: Iterable[str]) -> list[Guard]:
    """Return the guards in whose name, area or files one of these words stands."""
    sought = [word.casefold() for word in words]
    return [
        guard
        for guard in guards
        if any(word in f"{guard.area} {guard.name} {guard.files}".casefold() for word in sought)
    ]


def changed_since(guards: Iterable[Guard], commit: str, checkout: Path) -> list[Guard]:
    """Return the guards whose entry, source or test is another one than at a commit."""
    names = _git(checkout, "diff", "--name-only", commit).splitlines()
    changed = {*names, *_git(checkout, "ls-files", "--others", "--exclude-standard").splitlines()}
    before: set[Guard] = set()
    for path in _git(checkout, "ls-tree", "--name-only", commit, f"{FOLDER}/").splitlines():
        if path.endswith(".toml"):
            before |= {*parsed(Path(path).stem, _git(checkout, "show", f"{commit}:{path}"))}
    return [guard for guard in guards if guard not in before or guard.files & changed]


def of_turn(guards: list[Guard], turn: int, number: int) -> list[Guard]:
    """Return so many neighbours of the list; which ones follows from a number (of a commit)."""
    first = turn * number % len(guards)
    return [*guards, *guards][first : first + number] if number < len(guards) else guards


def _git(checkout: Path, *arguments: str) -> str:
    answer = subprocess.run(
        ["git", *arguments], cwd=checkout, capture_output=True, text=True, check=False
    )
    if answer.returncode:
        raise Stop(answer.stderr.strip() or "git does not answer.")
    return answer.stdout
