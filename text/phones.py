"""Which numbers does somebody mean by "07121 / 216-0 oder (0171) 98 76 54", and how to dial them?

People write several numbers into one field, with hours and names beside them, and "+49 (0)711".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django import template

register = template.Library()

#: A number as it is written: digits, and what stands between them.
_NUMBER = re.compile(r"[+(]*[0-9][0-9\s/()\[\].\u2010-\u2014-]*[0-9]")
#: Digits that are dialled by nobody: hours, the floor or the room, and the number of a list.
_HOUR = r"[0-9]{1,2}(?:[.:][0-9]{2})?"
_TO = r"\s*(?:[\u2010-\u2014-]|bis|to)\s*"
_DAY = r"\b(?:(?:mo|di|mi|do|fr|sa|so)(?!\w)|\w+tags?\b|mittwochs?\b|wochenende\b|täglich\b)"
_ROOM = r"\b(?:zi|zimmer|raum|haus|gebäude|geb|platz|tür)\b"
_OTHER_DIGITS = re.compile(
    rf"(?<![0-9])(?:(?:{_HOUR}{_TO})?{_HOUR}\s*(?:Uhr|h|Std|Stunden)\b"
    rf"|(?<=\(){_HOUR}{_TO}{_HOUR}(?=\))"
    r"|(?<=\s)[0-9]{1,2}\.\s*(?=[^\W\d_])"
    # The number of a list, before a telephone's.
    r"|(?<!\S)[1-9]\)(?=\s*[(+0]))"
    rf"|(?:{_DAY}\.?,?\s*(?:von|ab|bis)?|\b(?:von|ab|bis))\s*{_HOUR}(?:{_TO}{_HOUR})?(?!\s?[0-9])"
    rf"|{_ROOM}\.?\s*[1-9][0-9]{{0,3}}(?:\.[0-9]+)?(?![0-9])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(\s*[,;|\n·•]\s*|\s+(?:oder|und|bzw\.|or|and|/)\s+)", re.IGNORECASE)
#: Where a number ends although digits follow: before an extension, and before what is in brackets.
_CUT = re.compile(r"\s/\s|\s*/\s*(?=[\u2010-\u2014-])|\s+\((?!0\))")
#: What begins with the code of an area begins a number of its own.
_NEXT = re.compile(r"(?:\s+|/)(?=\(?0[1-9][0-9]{1,4}\b|\+)")
#: What is dialled before the code of an area: that of a country (here and around it, two digits).
_BEFORE_AREA = re.compile(r"(?:(?:\+|00)[0-9]{2})?0?")
#: Fewer digits are an area code or the extension of the number before.
_LEAST = 6
#: Fewer digits reach nobody: "110" is the shortest.
_SHORTEST = 3
#: What divides two numbers from each other, and so the words of one from those of the other.
_DIVIDING = " ,;|/·•"


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it was written, and the words around it."""

    before: str
    number: str
    after: str

    @property
    def text(self) -> str:
        """All that was written."""
        return f"{self.before}{self.number}{self.after}"

    @property
    def dialled(self) -> str:
        """The number as a telephone takes it: nothing but digits and a plus."""
        abroad = self.number.lstrip("(").startswith(("+", "00"))
        number = re.sub(r"[(\[]0[)\]]", "", self.number) if abroad else self.number
        return re.sub(r"[^0-9+]", "", number)

    @property
    def url(self) -> str:
        """The address that dials it (RFC 3966); empty where there is no number."""
        return f"tel:{self.dialled}" if self.dialled else ""


@register.filter
def numbers(text: str) -> list[Phone]:
    """Return the numbers of a field one by one; what is none stays with the number beside it."""
    first, *rest = _BETWEEN.split(text)
    parts = [first]
    for between, part in zip(rest[::2], rest[1::2], strict=True):
        # An area code has a slash behind it as well: after one only a 0 or a + begins a number.
        begins = "/" not in between or part[:1] in ("0", "+", "(")
        if begins and _is_whole(parts[-1]) and _is_whole(part):
            parts.append(part)
        else:
            parts[-1] += between + part
    return [phone for part in parts if part.strip() for phone in _several(part.strip())]


def _several(text: str) -> list[Phone]:
    """Read what no sign divides: "0711 1234567 Fax 0711 7654321"."""
    phone = _read(text)
    found = [phone]
    while phone.number:
        following = _read(phone.after)
        if following.number[:1] not in ("0", "+", "(") or len(following.dialled) < _LEAST:
            break
        words, bracket, rest = following.before.rpartition(")")
        found[-1] = Phone(phone.before, phone.number, f"{words}{bracket}")
        phone = Phone(rest.lstrip(_DIVIDING), following.number, following.after)
        found.append(phone)
    return found


def dialled(text: str) -> str:
    """Return the first number of a text as it is dialled."""
    return _read(text).dialled


def _read(text: str) -> Phone:
    text = " " * text[:1].isspace() + " ".join(text.split())
    masked = _OTHER_DIGITS.sub(lambda other: "x" * len(other[0]), text)
    numbers = (found for found in _NUMBER.finditer(masked) if _count(found[0]) >= _SHORTEST)
    found = next(numbers, None)
    if found is None:
        return Phone(text, "", "")
    number = _ended(found[0])
    end = found.start() + len(number)
    return Phone(text[: found.start()], number, text[end:])


def _ended(written: str) -> str:
    """Return a number without what is no part of it, though written with digits as well."""
    for end in _CUT.finditer(written):
        # Before a slash may be the code of an area: what is behind it belongs to it.
        if _count_of_area(written[: end.start()]) >= _LEAST:
            written = written[: end.start()]
            break
    for end in _NEXT.finditer(written):
        if min(_count(written[: end.start()]), _count(written[end.end() :])) > _LEAST:
            return written[: end.start()]
    return written


def _count(written: str) -> int:
    return sum(char.isdigit() for char in written)


def _count_of_area(written: str) -> int:
    """Count the digits from the code of the area on: "+49 (0)711" has three."""
    return _count(_BEFORE_AREA.sub("", re.sub(r"[^0-9+]", "", written), count=1))


def _is_whole(part: str) -> bool:
    return len(dialled(part)) >= _LEAST
