"""How do texts, addresses, ids and moments of a foreign system become ours? Pure."""

from __future__ import annotations

import html
import re
from datetime import datetime
from hashlib import blake2b
from typing import Any

from districts.recurrence import ZONE

#: As long as the column that keeps an id.
ID_LENGTH = 400
#: An entity ends with a semicolon: "Obst&nutzung" is none, though a browser might see one.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
#: Only what is known as markup is taken for it: "Kosten < 500 und > 300" stays.
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|code|div|em|font|h[1-6]|i|li|ol|p|q|s|small|span|strike|strong|sub|sup"
    r"|table|tbody|td|th|tr|tt|u|ul)(?:\s[^<>]*=[^<>]*)?\s*/?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<(?:br|hr|/p|/div|/li|/td|/tr)\b[^<>]*>", re.IGNORECASE)
#: What may end the name of a file.
_LAST = re.compile(r"[A-Za-z0-9_-]+$")


def words(value: Any, length: int) -> str:
    """Return a text in one line that a database can keep, without markup, cut at `length`."""
    if not isinstance(value, str):
        return ""
    return " ".join(without_markup(storable(value)).split())[:length].strip()


def without_markup(text: str) -> str:
    """Return a text without tags and entities; some systems write them out twice."""
    if "<" not in text and "&" not in text:  # nearly all of them
        return text
    for _time in range(3):
        before = text
        text = _TAG.sub("", _BREAK.sub(" ", text))
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
        if text == before:
            break
    return storable(text)


def storable(text: str) -> str:
    """Leave out NUL and lone surrogates, which no database takes."""
    return text.encode("utf-8", "ignore").decode().replace("\x00", "")


def link(value: Any) -> str:
    """Return a web address, or nothing: other schemes are never linked."""
    text = words(value, 2000)
    return text if text.startswith(("https://", "http://")) and len(text) <= 400 else ""


def identifier(value: Any) -> str:
    """Return an id as it is kept. It says nothing: not of what sort it is, nor of its number.

    One that is too long for its column is told from others by its digest.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return ""
    text = storable(value).strip()
    if len(text) <= ID_LENGTH:
        return text
    return f"{text[: ID_LENGTH - 34]}…{blake2b(text.encode(), digest_size=16).hexdigest()}"


def ids(value: Any) -> tuple[str, ...]:
    """Return the ids in a field that holds one, several, or whole objects; deleted ones do not."""
    rows = value if isinstance(value, list) else [value]
    found = (row.get("id") if isinstance(row, dict) else row for row in rows if not is_deleted(row))
    return tuple(dict.fromkeys(text for row in found if (text := identifier(row))))


def objects(value: Any) -> list[dict[str, Any]]:
    """Return the objects of a list, or a single one, without the deleted ones."""
    rows = value if isinstance(value, list) else [value]
    return [row for row in rows if isinstance(row, dict) and not is_deleted(row)]


def is_deleted(raw: Any) -> bool:
    """Say whether the source has withdrawn an object; some write the word as a text."""
    said = raw.get("deleted") if isinstance(raw, dict) else None
    return said is True or said == 1 or (isinstance(said, str) and said.lower() in ("true", "1"))


def last_part(text: str) -> str:
    """Return what stands at the end of an id, as our own folders name files by it; or nothing."""
    found = _LAST.search(text.rstrip("/"))
    return found[0] if found else ""


def moment(value: Any) -> datetime | None:
    """Read a moment; without an offset it is that of the place."""
    try:
        found = datetime.fromisoformat(words(value, 40))
    except ValueError:
        return None
    if not 1900 <= found.year <= 2200:
        return None
    return found if found.tzinfo else found.replace(tzinfo=ZONE)
