"""Loads the demo's editorial pages, each after the page it stands below."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from cms.services.pages import Extras, create_page, find_page
from config.demo import read
from config.demo.directory import Loaded

# German first: translations refer to it. Home first, then from the outside in.
ORDER = {"de": 0, "en": 1, "de-simple": 2}


def load_pages(loaded: Loaded) -> int:
    """Make every page of the folder; return how many."""
    rows = list(_rows())
    for row in rows:
        _load(loaded, row)
    return len(rows)


def _rows() -> Iterator[dict[str, Any]]:
    """Yield parents before their children, and parts in the order of their series."""
    rows = list(read.folder("pages"))
    place = {
        part: number
        for row in rows
        for number, part in enumerate(row.get("parts", ()))
        if row["type"] == "series"
    }
    yield from sorted(
        rows,
        key=lambda row: (
            ORDER[row["locale"]],
            len(_steps(row["path"])),
            place.get(row["path"], 0),
            row["path"],
        ),
    )


def _load(loaded: Loaded, row: dict[str, Any]) -> None:
    steps = _steps(row["path"])
    published = row.get("published_days_ago")
    create_page(
        type=row["type"],
        parent=find_page(path="/".join(steps[:-1]), locale=row["locale"]) if steps else None,
        locale=row["locale"],
        slug=steps[-1] if steps else "",
        title=row["title"],
        intro=row["intro"],
        body=row["body"],
        translation_of=_original(row),
        is_demo=True,
        published_at=loaded.now - timedelta(days=published) if published else None,
        extras=Extras(
            authors=[loaded.people[slug] for slug in row.get("authors", ())],
            topics=[loaded.topics[slug] for slug in row.get("topics", ())],
            literature=row.get("literature", ()),
            announced=row.get("announced", ()),
        ),
    )


def _original(row: dict[str, Any]) -> Any:
    path = row["translation_of"]
    return find_page(path=path, locale="de") if path else None


def _steps(path: str) -> list[str]:
    return [step for step in path.split("/") if step]
