"""How is an article with all its revisions written as one line of JSON, and read again?

::

    {"title", "district", "language", "topics": [], "revisions": [
        {"number", "author", "created", "summary", "body"}, …]}

`district` and `topics` are slugs, `district` null for general knowledge. Further keys stand only
where they say something: `slug` (when it does not follow from the title), `translation_of`
("district/slug" of the German article), `protection`; per revision `title`, `topics`, `parents`
(when it is not the revision before), `minor`, `hidden` (list of "text", "summary", "author").
Bodies are kept byte for byte; writing what was read gives equal lines.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from text import names

HIDEABLE = ("text", "summary", "author")
#: The title of an article whose own holds no letter.
NAMELESS = "ohne Titel"


class Unreadable(ValueError):
    """A line that is no article; the message says why."""


@dataclass(frozen=True, slots=True)
class ImportedRevision:
    """One revision of a line; `title` and `topics` are those of the article where they are None."""

    number: int
    author: str
    created: datetime
    summary: str
    body: str
    title: str | None = None
    topics: tuple[str, ...] | None = None
    parents: tuple[int, ...] | None = None
    minor: bool = False
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """One line: an article with its revisions, oldest first."""

    title: str
    district: str | None
    language: str
    topics: tuple[str, ...]
    revisions: tuple[ImportedRevision, ...]
    slug: str = ""
    translation_of: str = ""
    protection: str = "open"


def read_line(line: str) -> ImportedArticle:
    """Return the article of a line. Raises `Unreadable`."""
    try:
        data = json.loads(line)
    except ValueError as error:
        raise Unreadable(f"no JSON: {error}") from error
    if not isinstance(data, dict):
        raise Unreadable("not an object")
    try:
        return _article(data)
    except KeyError as error:
        raise Unreadable(f"{error.args[0]!r} is missing") from error
    except (TypeError, ValueError) as error:
        raise Unreadable(str(error)) from error


def _article(data: Mapping[str, Any]) -> ImportedArticle:
    revisions = tuple(map(_revision, _typed(data, "revisions", list)))
    numbers = [revision.number for revision in revisions]
    if not numbers:
        raise Unreadable("there are no revisions")
    if numbers != sorted(set(numbers)) or numbers[0] < 1:
        raise Unreadable("the numbers of the revisions do not rise")
    return ImportedArticle(
        title=_name(data, "title", NAMELESS),
        district=_typed(data, "district", str, none=True),
        language=_typed(data, "language", str),
        topics=tuple(map(str, _typed(data, "topics", list))),
        revisions=revisions,
        slug=_optional(data, "slug", str, ""),
        translation_of=_optional(data, "translation_of", str, ""),
        protection=_optional(data, "protection", str, "open"),
    )


def _revision(data: Any) -> ImportedRevision:
    if not isinstance(data, dict):
        raise Unreadable("a revision is not an object")
    created = datetime.fromisoformat(_typed(data, "created", str))
    if created.tzinfo is None:
        raise Unreadable(f"created {data['created']!r} has no time zone")
    topics = _optional(data, "topics", list, None)
    parents = _optional(data, "parents", list, None)
    return ImportedRevision(
        number=_typed(data, "number", int),
        author=_name(data, "author"),
        created=created,
        summary=_typed(data, "summary", str),
        body=_typed(data, "body", str),
        title=_name(data, "title", NAMELESS) if "title" in data else None,
        topics=None if topics is None else tuple(map(str, topics)),
        parents=None if parents is None else tuple(map(int, parents)),
        minor=_optional(data, "minor", bool, False),
        hidden=_hidden(data.get("hidden", [])),
    )


def _hidden(value: Any) -> frozenset[str]:
    parts = frozenset(["text"] if value is True else value or [])
    if parts - set(HIDEABLE):
        raise Unreadable(f"hidden may name {', '.join(HIDEABLE)}")
    return parts


def _name(data: Mapping[str, Any], key: str, fallback: str = "") -> str:
    """Return a title or name, without what nobody here could have typed; bodies stay untouched."""
    return names.made_fit(_typed(data, key, str), fallback)


def _typed(data: Mapping[str, Any], key: str, kind: type, *, none: bool = False) -> Any:
    value = data[key]
    if value is None and none:
        return None
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise Unreadable(f"{key!r} is not of the type {kind.__name__}")
    return value


def _optional(data: Mapping[str, Any], key: str, kind: type, default: Any) -> Any:
    return _typed(data, key, kind) if key in data else default


def write_line(article: ImportedArticle) -> str:
    """Return the line of an article, without the line end."""
    line: dict[str, Any] = {
        "title": article.title,
        "district": article.district,
        "language": article.language,
        "topics": list(article.topics),
    }
    for key, default in (("slug", ""), ("translation_of", ""), ("protection", "open")):
        if getattr(article, key) != default:
            line[key] = getattr(article, key)
    line["revisions"] = [_written(revision) for revision in article.revisions]
    return json.dumps(line, ensure_ascii=False)


def _written(revision: ImportedRevision) -> dict[str, Any]:
    line: dict[str, Any] = {
        "number": revision.number,
        "author": revision.author,
        "created": revision.created.isoformat(),
        "summary": revision.summary,
    }
    if revision.title is not None:
        line["title"] = revision.title
    if revision.topics is not None:
        line["topics"] = list(revision.topics)
    if revision.parents is not None:
        line["parents"] = list(revision.parents)
    if revision.minor:
        line["minor"] = True
    if revision.hidden:
        line["hidden"] = [part for part in HIDEABLE if part in revision.hidden]
    return {**line, "body": revision.body}
