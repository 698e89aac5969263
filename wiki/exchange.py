"""How is an article with all its revisions written as one line of JSON, and read again?

::

    {"title", "district", "language", "topics": [], "revisions": [
        {"number", "author", "created", "summary", "body"}, …]}

`district` and `topics` are slugs, `district` null for general knowledge. Further keys stand only
where they say something: `slug` (when it does not follow from the title), `translation_of`
("district/slug" of the German article), `protection`; per revision `title`, `topics`, `parents`
(when it is not the revision before), `minor`, `hidden` (list of "text", "summary", "author").
Bodies are kept byte for byte; titles, names and summaries are made lines as people can type them.
Writing what was read gives equal lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from text import names
from text.files import Unreadable
from text.whole_numbers import LARGEST_COUNT

V = TypeVar("V")

#: What the clocks of readers show in every time zone, and a wiki could have been written in.
FIRST_YEAR, LAST_YEAR = 1900, 2200
#: The last number that is taken over: an article whose number is the largest that the column holds
#: could never be edited again.
LAST_NUMBER = LARGEST_COUNT // 2
#: In these a zero byte is put right (`text.names`), or refused with the text (`check_body`).
ZERO_LATER = frozenset({"title", "author", "body"})
#: Halves of a pair that stand for no character: JSON can write them, UTF-8 cannot.
_HALVES = re.compile("[\ud800-\udfff]")
HIDEABLE = ("text", "summary", "author")
#: The title of an article whose own holds no letter.
NAMELESS = "ohne Titel"


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


def read_article(data: object) -> ImportedArticle:
    """Return the article that a line's JSON describes. Raises `Unreadable` for what is none."""
    if not isinstance(data, dict):
        raise Unreadable(_("this is no article, but another kind of JSON"))
    try:
        return _article(data)
    except KeyError as error:
        raise Unreadable(_("%(key)s is missing") % {"key": error.args[0]}) from error
    except Unreadable:
        raise
    except (TypeError, ValueError, OverflowError) as error:
        raise Unreadable(_("it is not as expected: %(error)s") % {"error": error}) from error


def _article(data: Mapping[str, Any]) -> ImportedArticle:
    revisions = tuple(map(_revision, _typed(data, "revisions", list)))
    numbers = [revision.number for revision in revisions]
    if not numbers:
        raise Unreadable(_("there are no revisions"))
    if numbers != sorted(set(numbers)) or numbers[0] < 1 or numbers[-1] > LAST_NUMBER:
        raise Unreadable(_("the numbers of the revisions do not rise"))
    return ImportedArticle(
        title=_name(data, "title", NAMELESS),
        district=_typed(data, "district", str, none=True),
        language=_typed(data, "language", str),
        topics=_texts(data, "topics"),
        revisions=revisions,
        slug=_optional(data, "slug", str, ""),
        translation_of=_optional(data, "translation_of", str, ""),
        protection=_optional(data, "protection", str, "open"),
    )


def _revision(data: object) -> ImportedRevision:
    if not isinstance(data, dict):
        raise Unreadable(_("a revision is not an object"))
    number = _typed(data, "number", int)
    try:
        return ImportedRevision(
            number=number,
            author=_name(data, "author"),
            created=_created(data),
            summary=names.line(_typed(data, "summary", str)),
            body=_typed(data, "body", str),  # byte for byte
            title=_name(data, "title", NAMELESS) if "title" in data else None,
            topics=_texts(data, "topics") if "topics" in data else None,
            parents=_parents(data, number) if "parents" in data else None,
            minor=_optional(data, "minor", bool, False),
            hidden=_hidden(data.get("hidden", [])),
        )
    except Unreadable as error:
        words = {"number": number, "error": error}
        raise Unreadable(_("revision %(number)s: %(error)s") % words) from error


def _created(data: Mapping[str, Any]) -> datetime:
    """Return when a revision was made; a moment that no clock of a reader could show is none."""
    text = _typed(data, "created", str)
    try:
        created = datetime.fromisoformat(text)
    except ValueError as error:
        raise Unreadable(_("%(text)s is no moment") % {"text": repr(text)[:60]}) from error
    if created.tzinfo is None:
        raise Unreadable(_("%(text)s has no time zone") % {"text": repr(text)[:60]})
    if not FIRST_YEAR <= created.year <= LAST_YEAR:
        raise Unreadable(_("%(text)s is in no year of ours") % {"text": repr(text)[:60]})
    return created


def _parents(data: Mapping[str, Any], number: int) -> tuple[int, ...]:
    parents = tuple(_typed(data, "parents", list))
    are_earlier = all(type(parent) is int and 0 < parent < number for parent in parents)
    if not are_earlier or len(set(parents)) < len(parents):
        raise Unreadable(_("parents are numbers of earlier revisions"))
    return parents


def _hidden(value: object) -> frozenset[str]:
    parts = ["text"] if value is True else value or []
    if not isinstance(parts, list) or any(part not in HIDEABLE for part in parts):
        raise Unreadable(_("hidden may name %(parts)s") % {"parts": ", ".join(HIDEABLE)})
    return frozenset(parts)


def _name(data: Mapping[str, Any], key: str, fallback: str = "") -> str:
    """Return a title or name, without what nobody here could have typed; bodies stay untouched."""
    return names.made_fit(_typed(data, key, str), fallback)


def _texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return a list of texts."""
    rows = _typed(data, key, list)
    return tuple(_typed({key: row}, key, str) for row in rows)


def _typed(data: Mapping[str, Any], key: str, kind: type, *, none: bool = False) -> Any:
    """Return a value of this type; a text without what no database can keep or look up."""
    value = data[key]
    if value is None and none:
        return None
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        words = {"key": key, "kind": kind.__name__}
        raise Unreadable(_("%(key)s is not of the type %(kind)s") % words)
    if isinstance(value, str) and _HALVES.search(value):
        raise Unreadable(_("%(key)s holds half a character (a lone surrogate)") % {"key": key})
    if isinstance(value, str) and "\x00" in value and key not in ZERO_LATER:
        raise Unreadable(_("%(key)s holds a zero byte") % {"key": key})
    return value


def _optional(data: Mapping[str, Any], key: str, kind: type[V], default: V) -> V:
    value: V = _typed(data, key, kind) if key in data else default
    return value


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
