"""What can a reader do next about what is found? Call, write, go there, note the day, take it over.

An act is a link: it works without a script, and nothing is fetched from anywhere before it is
followed. What a kind of thing leads to is said once, with the kind (`districts.entries.kind`);
`components/acts.html` shows it wherever the thing stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from text.phones import numbers
from text.translatable import Words

CALL, WRITE, GO, CALENDAR = "call", "write", "go", "calendar"
TAKE_OVER, ADD = "take-over", "add"
VISIT, ORIGINAL = "visit", "original"
#: What an act is called where there is room, what in a list, where four of them stand beside one
#: another on a phone, and its icon.
_SHOWN: Mapping[str, tuple[Words, Words, str]] = {
    CALL: (_("Call"), _("Call"), "phone"),
    WRITE: (_("Write a message"), pgettext_lazy("act", "Write"), "mail"),
    GO: (_("Way there"), pgettext_lazy("act", "Way"), "pin"),
    CALENDAR: (_("Into my calendar"), pgettext_lazy("act", "Calendar"), "calendar"),
    TAKE_OVER: (_("Take over for our district"), _("Take over"), "arrow-right"),
    ADD: (_("Add something"), pgettext_lazy("act", "Add"), "edit"),
    VISIT: (_("To the website"), _("Website"), "link"),
    ORIGINAL: (_("View the original"), pgettext_lazy("act", "Original"), "book"),
}
#: Whose map is shown where the reader's device has no program for `geo:` addresses.
MAP = "https://www.openstreetmap.org"


@dataclass(frozen=True, slots=True)
class Act:
    """One link. `number` is what is called; `whom` says who answers, where that is not the thing
    itself; `point` is the same place for the map program of a telephone.
    """

    name: str
    url: str
    number: str = ""
    whom: str = ""
    point: str = ""

    @property
    def label(self) -> Words:
        """What it is called on the page of the thing."""
        return _SHOWN[self.name][0]

    @property
    def short(self) -> Words:
        """What it is called in a list."""
        return _SHOWN[self.name][1]

    @property
    def icon(self) -> str:
        """Its icon, as `{% icon %}` knows it."""
        return _SHOWN[self.name][2]

    @property
    def leads_away(self) -> bool:
        """Whether it leads to somebody else's site."""
        return self.name in {GO, VISIT, ORIGINAL}

    @property
    def asks(self) -> bool:
        """Whether it leads to a form, where search engines have no business."""
        return self.name in {WRITE, TAKE_OVER, ADD}


def call(phone: str, whom: str = "") -> Iterator[Act]:
    """Dial the first number of what somebody has written and everybody may see."""
    first = next((one for one in numbers(phone) if one.url), None) if phone else None
    if first is not None:
        yield Act(CALL, first.url, first.number.strip(), whom)


def go(place: str, town: str, point: tuple[float, float] | None = None) -> Iterator[Act]:
    """Show the way to a place, in the reader's own map program where there is one.

    `place` is an address as somebody has typed it, `town` that of the entry; `point` is latitude
    and longitude, where both are known.
    """
    words = ", ".join(part for part in (place, "" if town in place else town) if part)
    if point is not None:
        at = "{:.5f},{:.5f}".format(*point)
        label = f"({quote(place, safe='')})" if place else ""
        url = f"{MAP}/directions?{urlencode({'to': at})}"
        yield Act(GO, url, point=f"geo:{at}?q={at}{label}")
    elif place:
        url = f"{MAP}/search?{urlencode({'query': words})}"
        yield Act(GO, url, point=f"geo:0,0?q={quote(words, safe='')}")
