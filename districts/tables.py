"""How does a list read as a table for people? Which columns has each kind, in words?

Programs have their own records (`districts.records`), whose names stay; here headings follow the
language and anything may change that makes a table easier to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from districts import recurrence, repeating
from districts.models import Actor, Entry, Project
from districts.models.entries import if_public
from districts.times import Shown
from districts.words import access_words
from text.tables import Cell
from text.words import in_lines, in_words


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and what a row has there."""

    heading: str | Promise
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


def address(entry: Any) -> str:
    """Return where an entry is, for somebody who has nothing but the file."""
    return str(urljoin(settings.WAGTAILADMIN_BASE_URL, entry.get_absolute_url()))


def where(entry: Entry, districts: Iterable[Any]) -> str:
    """Return the districts; the whole city where there are none."""
    city = entry.city if entry.city_wide else None
    return names(districts) or (_("All of %(city)s") % {"city": city.name} if city else "")


def _places(entry: Any) -> str:
    return where(entry, entry.districts.all())


def _topics(entry: Any) -> str:
    return names(entry.topics.all())


def _public(entry: Entry | None) -> str:
    return str(if_public(entry) or "")


DISTRICT = Column(gettext_lazy("District"), _places)
CITY = Column(gettext_lazy("City"), lambda entry: str(entry.city or ""))
TOPICS = Column(gettext_lazy("Topics"), _topics)
CHANGED = Column(gettext_lazy("Last changed"), lambda entry: timezone.localdate(entry.updated_at))
PAGE = Column(pgettext_lazy("of this site", "Page"), address)
LAST = (DISTRICT, CITY, TOPICS, CHANGED, PAGE)

PROJECTS = (
    Column(gettext_lazy("Title"), lambda row: row.title),
    Column(gettext_lazy("Status"), Project.get_status_display),
    Column(
        gettext_lazy("Why it did not hold"), lambda row: names(each.label for each in row.reasons)
    ),
    Column(gettext_lazy("In two sentences"), lambda row: in_words(row.summary)),
    Column(
        gettext_lazy("Who takes part"), lambda row: "" if row.nameless else names(row.actors.all())
    ),
    Column(gettext_lazy("Target groups"), lambda row: names(row.target_groups.all())),
    Column(gettext_lazy("Effort"), lambda row: row.get_effort_display() if row.effort else ""),
    Column(gettext_lazy("Cost to start, in euros"), lambda row: row.cost_base),
    Column(gettext_lazy("Cost each year, in euros"), lambda row: row.cost_year),
    Column(gettext_lazy("Duration"), lambda row: row.duration),
    Column(gettext_lazy("Funded by"), lambda row: "" if row.nameless else row.funded_by),
    Column(gettext_lazy("Funding ends on"), lambda row: row.funded_until),
    Column(gettext_lazy("Can be taken over"), lambda row: row.transferable),
    Column(gettext_lazy("What worked"), lambda row: in_lines(row.what_worked)),
    Column(gettext_lazy("What did not work"), lambda row: in_lines(row.what_did_not_work)),
    *LAST,
)
ACTORS = (
    Column(gettext_lazy("Name"), lambda row: row.name),
    Column(gettext_lazy("Sector"), Actor.get_sector_display),
    Column(gettext_lazy("In one sentence"), lambda row: in_words(row.summary)),
    Column(gettext_lazy("Carrier"), lambda row: _public(row.carrier)),
    Column(gettext_lazy("Place"), lambda row: row.address),
    Column(gettext_lazy("Phone"), lambda row: row.phone if row.phone_public else ""),
    Column(gettext_lazy("Website"), lambda row: row.website),
    Column(gettext_lazy("Access"), lambda row: names(access_words(row.access))),
    Column(gettext_lazy("Open to cooperation"), lambda row: row.open_to_cooperation),
    Column(gettext_lazy("Last checked on"), lambda row: row.checked_at),
    *LAST,
)
NETWORKS = (
    Column(gettext_lazy("Name"), lambda row: row.title),
    Column(gettext_lazy("In one sentence"), lambda row: in_words(row.summary)),
    Column(
        gettext_lazy("What it is for"),
        lambda row: names(purpose.label for purpose in row.purpose_list),
    ),
    Column(gettext_lazy("Reach"), lambda row: row.get_reach_display() if row.reach else ""),
    Column(gettext_lazy("Who belongs to it"), lambda row: names(row.actors.all())),
    Column(gettext_lazy("Website"), lambda row: row.website),
    *LAST,
)
PAPERS = (
    Column(gettext_lazy("Title"), lambda row: row.title),
    Column(gettext_lazy("Reference"), lambda row: row.reference),
    Column(gettext_lazy("Type"), lambda row: row.paper_type),
    Column(pgettext_lazy("day", "Date"), lambda row: row.date),
    Column(gettext_lazy("Original"), lambda row: row.original_url),
    *LAST,
)


# A date stands in its table once for each of its times that is asked for: rows are `Shown`.


def _begin(row: Shown) -> Any:
    return row.time.start.astimezone(recurrence.ZONE)


def _end(row: Shown) -> Any:
    return row.time.end.astimezone(recurrence.ZONE) if row.time.end > row.time.start else None


def _last_day(row: Shown) -> Cell:
    end = _end(row)
    return end.date() if end and end.date() != _begin(row).date() else None


def _end_time(row: Shown) -> Cell:
    end = _end(row)
    return end.time() if end else None


def _repeats(row: Shown) -> str:
    rule = row.entry.recurrence
    return repeating.in_words(rule, _begin(row)) if rule else ""


def _for_whom(row: Shown) -> str:
    everybody = _("open to everybody") if row.entry.open_to_all else ""
    return row.entry.open_to or everybody


def _cancelled(row: Shown) -> str:
    return (row.because or _("yes")) if row.cancelled else ""


def _this_once(row: Shown) -> str:
    because = "" if row.cancelled else row.because
    return " – ".join(filter(None, (row.moved_from, because)))


def _of_entry(column: Column) -> Column:
    return Column(column.heading, lambda row: column.value(row.entry))


DATES = (
    Column(pgettext_lazy("day", "Date"), lambda row: _begin(row).date()),
    Column(gettext_lazy("Begins at"), lambda row: _begin(row).time()),
    Column(gettext_lazy("Ends at"), _end_time),
    Column(gettext_lazy("Last day"), _last_day),
    Column(gettext_lazy("Title"), lambda row: row.entry.title),
    Column(gettext_lazy("Kind"), lambda row: row.entry.get_kind_display()),
    Column(pgettext_lazy("calendar", "Cancelled"), _cancelled),
    Column(gettext_lazy("Different this once"), _this_once),
    Column(gettext_lazy("Repeats"), _repeats),
    Column(gettext_lazy("Place"), lambda row: row.place),
    Column(DISTRICT.heading, lambda row: where(row.entry, row.places)),
    _of_entry(CITY),
    Column(gettext_lazy("What happens"), lambda row: in_lines(row.text)),
    Column(gettext_lazy("Organised by"), lambda row: _public(row.entry.organiser)),
    Column(gettext_lazy("For whom"), _for_whom),
    Column(gettext_lazy("Costs"), lambda row: row.entry.costs),
    Column(gettext_lazy("Access"), lambda row: names(access_words(row.entry.access))),
    *(_of_entry(column) for column in (TOPICS, CHANGED, PAGE)),
)


def row_of_more(columns: Sequence[Column]) -> list[Cell]:
    """Return the last row of a file that does not hold all there is: it says so."""
    return [more(), *("" for _column in columns[1:])]


def more() -> str:
    return _("There are more, which are not in this file; please set a filter.")


KINDS: dict[str, tuple[Column, ...]] = {
    "projects": PROJECTS,
    "actors": ACTORS,
    "networks": NETWORKS,
    "papers": PAPERS,
    "dates": DATES,
}
