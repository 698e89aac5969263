"""Dates: what comes, by month, the archive, and one date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.person import Person
from districts import shown
from districts.calendar import months, recurrence
from districts.calendar.periods import PARAMETERS, Span
from districts.entries.dates import DATES, LATEST, SOONEST
from districts.lists.filters import DateFilter
from districts.lists.listing import make_listing, program_query
from districts.models import Date
from districts.pages import list_parts
from districts.pages.cached_parts import cached_parts
from districts.views.lists import downloads, frame

#: A page with a month holds no more: nobody reads it without a filter.
IN_A_MONTH = 300
#: Nor does anybody scroll past forty dates of each day on a telephone: a day has a page with all.
ON_A_DAY = 8


@require_safe
def dates(request: HttpRequest) -> HttpResponse:
    """List what comes; `view=archive` what is over; `month=2026-11` a month by days; `day=` one."""
    span = Span.read(request.GET)

    def make(user: Person, audience: str) -> dict[str, Any]:
        return _list(request, span, user, audience)

    parts = {"body": "districts/_list_body.html", "views": "districts/_date_views.html"}
    context = {
        **frame(request, DATES),
        **cached_parts(request, parts, make),
        "archive": span.archive,
        "month": span.month,
        "day": span.day,
    }
    return render(request, "districts/dates.html", context)


def _list(request: HttpRequest, span: Span, user: Person, audience: str) -> dict[str, Any]:
    rows = span.of(Date.objects.visible_to(user), timezone.now())
    filters = DateFilter(request.GET, queryset=rows)
    sorts = LATEST if span.archive else SOONEST
    shown.said_by_rows(DATES.key, filters.scope)

    def around_rows() -> dict[str, Any]:
        listing = make_listing(
            filters,
            path=request.path,
            query=request.GET,
            sorts=sorts,
            audience=f"dates|{span}|{audience}",
            own=PARAMETERS,
            carried=span.parameter,
        )
        return {
            "listing": listing,
            "downloads": downloads(DATES, listing),
            "count_text": DATES.lists.count(listing.total),
            "is_month": span.month is not None,
        }

    around = list_parts.around(request, DATES, audience, around_rows)
    return {
        "around": around,
        "month": month_page(request, filters, span) if span.month else None,
        "cards": [] if span.month else list_parts.cards_on(around.number, filters, sorts[0], DATES),
        "archive": span.archive,
        "this_month": timezone.now().astimezone(recurrence.ZONE).strftime("%Y-%m"),
        "calendar_url": f"{reverse('districts:calendar')}{program_query(filters)}",
    }


def month_page(request: HttpRequest, filters: DateFilter, span: Span) -> dict[str, Any]:
    """Return the days of a month on which something takes place, or one day with all of it."""
    first, after = span.days
    rows = filters.narrowed().order_by("start", "pk").only(*months.COLUMNS)
    found = list(rows[: IN_A_MONTH + 1])
    Date.objects.for_single_times(found)
    urls = DATES.urls_of(entry.slug for entry in found)
    most = None if span.day else ON_A_DAY
    days = months.days_of(first, after, found[:IN_A_MONTH], filters.scope.districts)
    return {
        "first": span.month,
        "day": span.day,
        "days": [
            {
                "day": day,
                "weekday": day.isoweekday(),
                "week": months.week_of(day),
                "lines": [(line, urls[line.shown.entry.slug]) for line in lines[:most]],
                "count": len(lines),
                "more_url": _with(request, "day", day.isoformat()) if lines[most:] and most else "",
            }
            for day, lines in days
        ],
        "month_url": _of_month(request, first),
        "previous_url": _beside(request, span, first - timedelta(days=1)),
        "next_url": _beside(request, span, after),
        "cut": len(found) > IN_A_MONTH,
    }


def _beside(request: HttpRequest, span: Span, day: date) -> str:
    """Return where the day or the month before or after is, of which this is a day."""
    return _with(request, "day", day.isoformat()) if span.day else _of_month(request, day)


def _of_month(request: HttpRequest, day: date) -> str:
    return _with(request, "month", day.strftime("%Y-%m"))


def _with(request: HttpRequest, name: str, value: str) -> str:
    query = request.GET.copy()
    for other in ("page", "month", "day"):
        query.pop(other, None)
    query[name] = value
    return f"{request.path}?{query.urlencode()}"
