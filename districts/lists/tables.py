"""How does a list read as a table for people? Which columns has each kind, in words?

Programs have their own records (`districts.lists.records`), whose names stay; here headings follow
the language and anything may change that makes a table easier to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from districts.models import Entry
from districts.models.entries import if_public
from text.site_address import absolute_url
from text.tables import Cell
from text.translatable import Words


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and what a row has there."""

    heading: Words
    value: Callable[[Any], Cell]


def headings(columns: Sequence[Column]) -> list[str]:
    """Return what stands above the columns."""
    return [str(column.heading) for column in columns]


def cells(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[list[Cell]]:
    """Yield the cells of each row."""
    for row in rows:
        yield [column.value(row) for column in columns]


def names(rows: Iterable[Any]) -> str:
    """Return several things in one cell."""
    return ", ".join(str(row) for row in rows)


def address(entry: Entry) -> str:
    """Return where an entry is, for somebody who has nothing but the file."""
    return absolute_url(entry)


def where(entry: Entry, districts: Iterable[Any]) -> str:
    """Return the districts; the whole city where there are none."""
    city = entry.city if entry.city_wide else None
    return where_words(districts, city.name if city else "")


def where_words(districts: Iterable[Any], city: str | None) -> str:
    """Return the districts, or the city to the whole of which something belongs."""
    return names(districts) or (_("All of %(city)s") % {"city": city} if city else "")


def _places(entry: Entry) -> str:
    return where(entry, entry.districts.all())


def _topics(entry: Entry) -> str:
    return names(entry.topics.all())


def public(entry: Entry | None) -> str:
    """Return the name of something that is linked, where everybody may see it."""
    return str(if_public(entry) or "")


DISTRICT = Column(gettext_lazy("District"), _places)
CITY = Column(gettext_lazy("City"), lambda entry: str(entry.city or ""))
TOPICS = Column(gettext_lazy("Topics"), _topics)
CHANGED = Column(gettext_lazy("Last changed"), lambda entry: timezone.localdate(entry.updated_at))
PAGE = Column(pgettext_lazy("of this site", "Page"), address)
LAST = (DISTRICT, CITY, TOPICS, CHANGED, PAGE)


def row_of_more(columns: Sequence[Column]) -> list[Cell]:
    """Return the last row of a file that does not hold all there is: it says so."""
    return [more(), *("" for _column in columns[1:])]


def more() -> str:
    return _("There are more, which are not in this file; please set a filter.")
