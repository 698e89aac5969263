"""Reads the demo content for its tests: plain values and the final text of every article.

On purpose without the loader's code: the files are held to the format of config/demo/README.md, not
to what one program makes of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "config" / "demo"


@cache
def table(name: str) -> Any:
    """Return a file of the folder, such as `city`."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def rows(name: str) -> list[dict[str, Any]]:
    """Return the rows of a list file: `districts` from city.toml, else `<name>.toml`."""
    found: list[dict[str, Any]] = table("city" if name == "districts" else name)[name]
    return found


@cache
def files(name: str) -> dict[str, dict[str, Any]]:
    """Return the files of `articles` or `pages` by file name."""
    return {
        path.name: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted((FOLDER / name).glob("*.toml"))
    }


def slugs(name: str) -> set[str]:
    """Return the slugs of a list file."""
    return {row["slug"] for row in rows(name)}


def articles(language: str) -> list[dict[str, Any]]:
    """Return the articles of one language."""
    return [article for article in files("articles").values() if article["language"] == language]


def pages(locale: str) -> dict[str, dict[str, Any]]:
    """Return the pages of one language by path."""
    return {page["path"]: page for page in files("pages").values() if page["locale"] == locale}


def bodies(article: dict[str, Any]) -> list[str]:
    """Return the text of every revision; raise ValueError where an edit does not fit exactly."""
    found: list[str] = []
    for revision in article["revisions"]:
        if ("body" in revision) == ("edits" in revision):
            raise ValueError(f"{article['slug']}: a revision has either body or edits")
        body = revision.get("body", found[-1] if found else "")
        for edit in revision.get("edits", []):
            body = _edited(body, edit)
        found.append(body)
    return found


def texts(value: Any) -> Iterator[str]:
    """Yield every string in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def all_texts() -> Iterator[tuple[str, str]]:
    """Yield every string of the demo content with the name of its file."""
    for name in ("city", "topics", "people", "actors", "projects", "networks", "dates", "talks"):
        yield from ((name, text) for text in texts(table(name)))
    for folder in ("articles", "pages"):
        for name, content in files(folder).items():
            yield from ((name, text) for text in texts(content))


def _edited(body: str, edit: dict[str, str]) -> str:
    match edit:
        case {"replace": old, "with": new, **rest} if not rest:
            return _once(body, old, new)
        case {"insert_after": anchor, "text": text, **rest} if not rest:
            return _once(body, anchor, anchor + text)
        case {"append": text, **rest} if not rest:
            return body + text
        case {"prepend": text, **rest} if not rest:
            return text + body
    raise ValueError(f"no edit: {edit}")


def _once(body: str, old: str, new: str) -> str:
    if body.count(old) != 1:
        raise ValueError(f"{old!r} occurs {body.count(old)} times, not once")
    return body.replace(old, new)
