"""Reads the demo's TOML files into plain values. See README.md beside this file for the format."""

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

FOLDER = Path(__file__).resolve().parent
BERLIN = ZoneInfo("Europe/Berlin")


def table(name: str) -> dict[str, Any]:
    """Return one file of the folder, such as `city`."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def folder(name: str) -> Iterator[dict[str, Any]]:
    """Yield every file below a folder, in the order of names."""
    for path in sorted((FOLDER / name).rglob("*.toml")):
        yield tomllib.loads(path.read_text(encoding="utf-8"))


def drawing(slug: str) -> bytes:
    """Return the file of a picture."""
    return (FOLDER / "drawings" / f"{slug}.png").read_bytes()


def bodies(article: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield each revision of an article with its whole text."""
    body = ""
    for revision in article["revisions"]:
        body = revision["body"] if "body" in revision else _edited(body, revision["edits"])
        yield revision, body


def moment(*, days_ago: float, hour: int, now: datetime) -> datetime:
    """Return a time of day so many days before `now`, never in the future."""
    day = (now.astimezone(BERLIN) - timedelta(days=days_ago)).replace(
        hour=hour, minute=(hour * 17) % 60, second=0, microsecond=0
    )
    return min(day, now)


def _edited(body: str, edits: list[dict[str, str]]) -> str:
    for edit in edits:
        if "replace" in edit:
            body = _once(body, edit["replace"], edit["with"])
        elif "insert_after" in edit:
            body = _once(body, edit["insert_after"], edit["insert_after"] + edit["text"])
        elif "prepend" in edit:
            body = edit["prepend"] + body
        else:
            body += edit["append"]
    return body


def _once(body: str, old: str, new: str) -> str:
    if body.count(old) != 1:
        raise ValueError(f"{old!r} occurs {body.count(old)} times, not once")
    return body.replace(old, new)
