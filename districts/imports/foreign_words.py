"""How do texts, addresses, ids and moments of a foreign system become ours? Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any

from districts.calendar.recurrence import ZONE
from text import names
from text.storable import storable
from text.whole_numbers import DIGITS, whole_number

#: As long as the column that keeps an id.
ID_LENGTH = 400
#: An entity ends with a semicolon: "Obst&nutzung" is none, though a browser might see one.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
#: Elements within a line: letters before and after them belong to one word.
_INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|blink|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|nobr|q|rp|rt"
    "|ruby|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr"
)
#: Every other element of HTML, of today and of old: what stands before it is another word.
_BLOCKS = (
    "address|applet|area|article|aside|audio|base|basefont|bgsound|blockquote|body|br|button"
    "|canvas|caption|center|col|colgroup|datalist|dd|details|dialog|dir|div|dl|dt|embed|fieldset"
    "|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hgroup|hr|html|iframe|img"
    "|input|label|legend|li|link|main|map|marquee|math|menu|meta|meter|nav|noframes|noscript|object"
    "|ol|optgroup|option|output|p|param|picture|pre|progress|script|search|section|select|slot"
    "|source|style|summary|svg|table|tbody|td|template|textarea|tfoot|th|thead|title|tr|track|ul"
    "|video|xml"
)
#: Attributes that may stand without a value. Other words say that it is no tag: "a<b und c>d".
_BARE = (
    "align|alt|border|checked|class|color|compact|controls|data-[a-z-]+|dir|disabled|face|height"
    "|hidden|href|id|itemscope|lang|name|noshade|nowrap|open|readonly|rel|required|size|src|style"
    "|target|title|valign|width"
)
_VALUE = r"""(?:"[^"<]*"|'[^'<]*'|[^\s"'<>]+)"""
#: Attributes as they are meant, or at least something with an equals sign.
_ATTRIBUTES = (
    rf"(?:(?:[\s/]++(?:[\w:.-]++\s*+=\s*+{_VALUE}|(?:{_BARE})(?![\w:.-])))++"
    r"|[\s/](?=[^<>=]*=)[^<>]*+)?"
)
#: Only what is known as markup is taken for it: "Kosten < 500 und > 300" stays. Word processors
#: write elements of their own ("<o:p>"); "<tel:…>" and "<mailto:…>" are none.
_TAG = re.compile(
    rf"</?(?:{_INLINE}|[a-z][a-z0-9]?:[a-z]\w*|st1:\w+){_ATTRIBUTES}\s*/?>", re.IGNORECASE
)
_BREAK = re.compile(rf"</?(?:{_BLOCKS}){_ATTRIBUTES}\s*/?>", re.IGNORECASE)
#: What no browser shows: comments, scripts, styles, declarations. Without an end it is the rest.
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)|<!\[CDATA\[|\]\]>"
    r"|<[!?](?=[a-z\[/])[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
#: How systems say yes and no.
_FLAGS = {
    **dict.fromkeys(("true", "1", "yes", "ja", "wahr"), True),
    **dict.fromkeys(("false", "0", "no", "nein", "falsch"), False),
}
#: What may end the name of a file.
_LAST = re.compile(r"[A-Za-z0-9_-]+$")


def words(value: object, length: int) -> str:
    """Return a text, or a number, in one line that can be shown, without markup, cut at `length`.

    What nobody can see or what turns the direction of writing is left out.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return ""
    return names.line(without_markup(storable(value)))[:length].strip()


def lines(value: object, length: int) -> list[str]:
    """Return the texts of a list, each once."""
    rows = value if isinstance(value, list) else []
    return list(dict.fromkeys(text for row in rows if (text := words(row, length))))


def without_markup(text: str) -> str:
    """Return a text without tags and entities; some systems write them out twice."""
    if "<" not in text and "&" not in text:  # nearly all of them
        return text
    for _time in range(3):
        before = text
        text = _TAG.sub("", _BREAK.sub(" ", _UNSEEN.sub(" ", text)))
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
        if text == before:
            break
    return storable(text)


def link(value: object) -> str:
    """Return a web address, or nothing: other schemes are never linked."""
    scheme, colon, rest = words(value, 2000).partition("://")
    text = f"{scheme.lower()}{colon}{rest}"
    return text if rest and scheme.lower() in ("https", "http") and len(text) <= 400 else ""


def identifier(value: object) -> str:
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


def ids(value: object) -> tuple[str, ...]:
    """Return the ids in a field that holds one, several, or whole objects; deleted ones do not."""
    rows = value if isinstance(value, list) else [value]
    found = (row.get("id") if isinstance(row, dict) else row for row in rows if not is_deleted(row))
    return tuple(dict.fromkeys(text for row in found if (text := identifier(row))))


def objects(value: object) -> list[dict[str, Any]]:
    """Return the objects of a list, or a single one, without the deleted ones."""
    rows = value if isinstance(value, list) else [value]
    return [row for row in rows if isinstance(row, dict) and not is_deleted(row)]


def number(value: object) -> int:
    """Return a whole number, also from a text; 0 where there is none."""
    return whole_number(words(value, DIGITS)) or 0


def flag(value: object) -> bool | None:
    """Return what a yes or no means, also as a number or a word; None where it says neither."""
    if isinstance(value, bool | int | float):
        return bool(value) if value in (0, 1) else None
    return _FLAGS.get(words(value, 10).lower())


def is_deleted(raw: object) -> bool:
    """Say whether the source has withdrawn an object."""
    return isinstance(raw, dict) and flag(raw.get("deleted")) is True


def is_public(raw: Mapping[str, Any]) -> bool:
    """Say whether a part of an object is for everybody: it is unless something else is said.

    What is said and cannot be read may mean no.
    """
    return raw.get("public") is None or flag(raw["public"]) is True


def last_part(text: str) -> str:
    """Return what stands at the end of an id, as our own folders name files by it; or nothing."""
    found = _LAST.search(text.rstrip("/"))
    return found[0] if found else ""


def moment(value: object) -> datetime | None:
    """Read a moment; without an offset it is that of the place."""
    try:
        found = datetime.fromisoformat(words(value, 40))
    except ValueError:
        return None
    if not 1900 <= found.year <= 2200:
        return None
    return found if found.tzinfo else found.replace(tzinfo=ZONE)
