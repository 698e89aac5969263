"""Lists as files for people: tables, and calendars for their calendar programs.

Both take the filters of the page and refuse what the page would say is not there. Files for
programs are part of the API.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from districts.calendar import ical, kept_lines, times
from districts.calendar.periods import PARAMETERS, Span
from districts.entries import EntryKind
from districts.entries.dates import DATES, LATEST, SOONEST
from districts.lists import tables
from districts.lists.file_names import file_name, title
from districts.lists.filters import DateFilter, EntryFilter
from districts.lists.listing import ordered
from districts.lists.unknown_values import UnknownValue, unknown
from districts.models import Date, District
from districts.shown import said_by_list, said_by_records, said_by_rows
from text.tables import TYPES, Cell, made

#: A table holds no more rows than this; its last line says where there are more.
MOST_ROWS = 5000
#: So many of them are in memory at once, with all that they lead to: 5,000 projects took 115 MB.
AT_ONCE = 100
#: A calendar for other programs holds no more dates than this, and says where there are more.
MOST = 1000

#: Lists without days have no span.
WHATEVER = Span()

View = Callable[..., HttpResponse]


def refused(found: Iterable[UnknownValue]) -> HttpResponse:
    """Answer that an address asks for what is not there: a file of everything would be a lie."""
    words = "\n".join(each.message for each in found)
    return HttpResponse(f"{words}\n", status=400, content_type="text/plain; charset=utf-8")


def table_view(kind: EntryKind) -> View:
    """Return the view that sends a list of this kind as a table."""

    @require_safe
    def entry_table(request: HttpRequest, form: str) -> HttpResponse:
        filters = kind.lists.filters(request.GET, queryset=kind.listed_for(None))
        said_by_records(kind, filters.scope)
        sorts = {sort.value: sort for sort in kind.lists.sorts}
        found = unknown(request.GET, filters, sorts=list(sorts))
        if found:
            return refused(found)
        rows = ordered(filters, sorts[request.GET.get("sort", "")])
        listed = kind.lists.recorded(rows)[: MOST_ROWS + 1]
        return _table(form, kind, filters, listed.iterator(chunk_size=AT_ONCE))

    return entry_table


@require_safe
def dates(request: HttpRequest, form: str) -> HttpResponse:
    """Send dates as a table: what comes or is over once each, of a month or day each time."""
    span, now = Span.read(request.GET), timezone.now()
    filters = DateFilter(request.GET, queryset=span.of(Date.objects.live(), now))
    said_by_records(DATES, filters.scope)
    not_known = unknown(request.GET, filters, own=PARAMETERS)
    if not_known:
        return refused(not_known)
    listed = ordered(filters, (LATEST if span.archive else SOONEST)[0])
    listed = DATES.lists.recorded(listed)[: MOST_ROWS + 1]
    found = _times(listed.iterator(chunk_size=AT_ONCE), span, filters.scope.districts)
    return _table(form, DATES, filters, found, span=span)


def _times(
    listed: Iterable[Date], span: Span, districts: Collection[District]
) -> Iterable[times.ShownTime]:
    if span.month is None:
        now, chosen = timezone.now(), frozenset(district.pk for district in districts)
        return (times.shown(entry, now, chosen) for entry in listed)
    found = times.all_between(listed, *span.ends, districts)
    return sorted(found, key=lambda shown: (shown.time.start, shown.entry.pk))


def _table(
    form: str, kind: EntryKind, filters: EntryFilter, rows: Iterable[Any], *, span: Span = WHATEVER
) -> HttpResponse:
    """Send rows as a table; beside kind and filters its name says of which month or day it is."""
    columns, name = kind.lists.columns, str(kind.many)
    cells = _cells(columns, iter(rows))
    body = made(form, tables.headings(columns), cells, title(name, filters))
    month = (span.month or timezone.localdate()).strftime("%Y-%m")
    when = span.day.isoformat() if span.day else month
    archive = [_("Archive").lower()] if span.archive else []
    file = file_name(name, filters, *archive, when, ending=form)
    return _sent(body, TYPES[form], f'attachment; filename="{file}"')


def _cells(columns: Sequence[tables.Column], rows: Iterator[Any]) -> Iterator[list[Cell]]:
    """Yield the cells of as many rows as a table holds, and of one that says there are more."""
    yield from tables.cells(columns, islice(rows, MOST_ROWS))
    if next(rows, None) is not None:
        yield tables.row_of_more(columns)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Send the dates of a list, with its filters, to a calendar program."""
    now, live, span = timezone.now(), Date.objects.live(), Span.read(request.GET)
    asked = span.month is not None or span.archive
    rows = span.of(live, now) if asked else live.upcoming(now - kept_lines.KEPT)
    filters = DateFilter(request.GET, queryset=rows)
    said_by_rows(DATES.key, filters.scope)
    found = unknown(request.GET, filters, own=PARAMETERS)
    if found:
        return refused(found)
    listed = filters.narrowed().order_by("next_start", "pk")[: MOST + 1]
    events = kept_lines.lines_of(listed, filters.scope.districts)
    kind = str(DATES.many)
    body = ical.calendar(
        events[:MOST],
        name=title(kind, filters),
        said=tables.more() if len(events) > MOST else "",
    )
    file = file_name(kind, filters, ending="ics")
    return _sent(body, ical.TYPE, f'inline; filename="{file}"')


@require_safe
def date_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Send one date to a calendar program."""
    said_by_list(DATES.key)
    rows = Date.objects.visible_to(request.user).filter(slug=slug)
    entry = get_object_or_404(rows.with_places().with_hosts())
    body = ical.calendar([ical.lines(entry)], name=entry.title)
    return _sent(body, ical.TYPE, f'attachment; filename="{entry.slug}.ics"')


def _sent(body: bytes, kind: str, disposition: str) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = disposition
    # A file is no page: search engines lead to the list.
    response["X-Robots-Tag"] = "noindex"
    return response
