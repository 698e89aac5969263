"""Which numbers does somebody mean by "07121 / 216-0 oder (0171) 98 76 54", and how to dial them?

People write several numbers into one field, with hours and names beside them, and "+49 (0)711".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django import template

register = template.Library()

#: A number as it is written: digits, and what stands between them.
_NUMBER = re.compile(r"[+(]*[0-9][0-9\s/().\u2010-\u2014-]*[0-9]")
_BETWEEN = re.compile(r"(\s*[,;|\n]\s*|\s+(?:oder|und|bzw\.|or|and|/)\s+)", re.IGNORECASE)
#: Fewer digits are an area code or the extension of the number before.
_LEAST = 6


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
        number = self.number.replace("(0)", "") if abroad else self.number
        return re.sub(r"[^0-9+]", "", number)

    @property
    def url(self) -> str:
        """The address that dials it (RFC 3966); empty where there is no number."""
        return f"tel:{self.dialled}" if self.dialled else ""


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
    return [_read(part) for part in parts if part.strip()]


@register.filter
def dialled(text: str) -> str:
    """Return the first number of a text as it is dialled."""
    return _read(text).dialled


def _read(text: str) -> Phone:
    text = " ".join(text.split())
    found = _NUMBER.search(text)
    if found is None:
        return Phone(text, "", "")
    number = Phone("", found[0].partition(" / ")[0], "")
    if len(number.dialled) < _LEAST:  # an area code: what is behind the slash belongs to it
        number = Phone("", found[0], "")
    end = found.start() + len(number.number)
    return Phone(text[: found.start()], number.number, text[end:])


def _is_whole(part: str) -> bool:
    return len(dialled(part)) >= _LEAST
