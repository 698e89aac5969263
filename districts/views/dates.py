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
from districts.lists.cards import cards
from districts.lists.filters import DateFilter
from districts.lists.listing import make_listing
from districts.models import Date
from districts.pages.cached_parts import cached_parts
from districts.views.lists import downloads, frame

#: A page with a month holds no more: nobody reads it without a filter.
IN_A_MONTH = 300


@require_safe
def dates(request: HttpRequest) -> HttpResponse:
    """List what comes; `view=archive` what is over; `month=2026-11` a month by days."""
    span = Span.read(request.GET)

    def make(user: Person, audience: str) -> dict[str, Any]:
        shown.said_by_list(DATES.key)
        return _list(request, span, user, audience)

    parts = {"body": "districts/_list.html", "views": "districts/_date_views.html"}
    context = {
        **frame(DATES),
        **cached_parts(request, parts, make),
        "archive": span.archive,
        "month": span.month,
    }
    return render(request, "districts/dates.html", context)


def _list(request: HttpRequest, span: Span, user: Person, audience: str) -> dict[str, Any]:
    month = span.month
    rows = span.of(Date.objects.visible_to(user), timezone.now())
    filters = DateFilter(request.GET, queryset=rows)
    listing = make_listing(
        filters,
        path=request.path,
        query=request.GET,
        sorts=LATEST if span.archive else SOONEST,
        audience=f"dates|{span.archive}|{month}|{audience}",
        shown=DATES.lists.fetched,
        own=PARAMETERS,
        carried=("month",) if month else ("view",) if span.archive else (),
    )
    return {
        "listing": listing,
        "downloads": downloads(DATES, listing),
        "month": month_page(request, filters, month) if month else None,
        "archive": span.archive,
        "this_month": timezone.now().astimezone(recurrence.ZONE).strftime("%Y-%m"),
        "calendar_url": f"{reverse('districts:calendar')}{listing.program_query}",
        "count_text": DATES.lists.count(listing.total),
        "cards": [] if month else cards(listing.page.object_list, filters.scope.districts),
    }


def month_page(request: HttpRequest, filters: DateFilter, month: date) -> dict[str, Any]:
    """Return the days of a month on which something takes place."""
    rows = DATES.lists.fetched(filters.narrowed().order_by("start", "pk"))
    found = list(rows[: IN_A_MONTH + 1])
    return {
        "first": month,
        "days": months.days_of(month, found[:IN_A_MONTH], filters.scope.districts),
        "previous_url": _with_month(request, month - timedelta(days=1)),
        "next_url": _with_month(request, months.first_day_after(month)),
        "cut": len(found) > IN_A_MONTH,
    }


def _with_month(request: HttpRequest, month: date) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query["month"] = month.strftime("%Y-%m")
    return f"{request.path}?{query.urlencode()}"
