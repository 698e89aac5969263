"""Whoever opens an app finds its rooms, and no two things of one name."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
PAGE = (CHECKOUT / "docs/architecture.md").read_text(encoding="utf-8")
ROOM = re.compile(r"^\| `(\w+)\.(\w+)` \| (.+) \|$", re.MULTILINE)
WITH_ROOMS = ("cms", "wiki", "districts", "community", "search")
APPS = (*WITH_ROOMS, "accounts", "config", "pagecache", "pictures", "text", "versions")
OF_DJANGO = {"management", "migrations", "templatetags"}
#: One word for two things: each app has its own, and they are never met together.
SHARED = {
    "EditConflict",  # of entries and of articles: what was typed beside what is there
    "Entry",  # the directory's, and what search knows of anything
    "EntryQuerySet",  # the same
    "Exact",  # how times are written in each app's part of the API
    "Kind",  # of things that cases are about, and of things with versions
    "NotAllowed",  # each app's own refusal
    "VisibleChosenMultipleView",  # made of different views of Wagtail
    "VisibleChosenView",
}


def docstring(file: Path) -> str:
    """Return the first line of what a module says of itself."""
    words = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return words.partition("\n")[0]


def test_every_room_is_on_the_page_with_its_own_sentence() -> None:
    there = {
        (app, file.parent.name, docstring(file))
        for app in WITH_ROOMS
        for file in (CHECKOUT / app).glob("*/__init__.py")
        if file.parent.name not in OF_DJANGO
    }
    assert len(there) > 30
    assert set(ROOM.findall(PAGE)) == there


def classes() -> Iterator[tuple[str, Path]]:
    """Return every class that a module has for others."""
    for app in APPS:
        for file in (CHECKOUT / app).rglob("*.py"):
            if OF_DJANGO.isdisjoint(file.parts):
                for node in ast.parse(file.read_text(encoding="utf-8")).body:
                    if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                        yield node.name, file


def test_no_two_classes_are_called_alike() -> None:
    found: dict[str, list[Path]] = defaultdict(list)
    for name, file in classes():
        found[name].append(file)
    assert len(found) > 500
    assert {name for name, files in found.items() if len(files) > 1} == SHARED
