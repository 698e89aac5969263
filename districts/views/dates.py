"""Dates: what comes, by month, the archive, one date, and the calendar for other programs."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from districts import ical, months, recurrence, times
from districts.cards import cards, when
from districts.filters import DateFilter
from districts.fragments import fragments
from districts.linked import links_of
from districts.linked_data import of_date, script
from districts.listing import Sort, make_listing
from districts.models import Date
from districts.views.cancelling import may_cancel
from districts.views.details import common
from districts.views.entry_kinds import tabs
from districts.views.lists import with_hosts
from districts.views.single_times import may_change
from districts.words import access_words

SOONEST = (Sort("", gettext_lazy("Next first"), ("next_start", "pk")),)
LATEST = (Sort("", gettext_lazy("Latest first"), ("-next_start", "-pk")),)
#: A calendar for other programs holds no more dates than this.
MOST = 1000
#: A page with a month holds no more: nobody reads it without a filter.
IN_A_MONTH = 300
#: So many of the next times a page shows: a year of a monthly or quarterly forum.
SHOWN = 6
#: How long what is over stays in a subscribed calendar.
KEPT = timedelta(days=90)


@require_safe
def dates(request: HttpRequest) -> HttpResponse:
    """List what comes; `view=archive` what is over; `month=2026-11` a month by days."""
    month = read_month(request.GET.get("month", ""))
    archive = request.GET.get("view") == "archive" and month is None

    def make(user: Any, audience: str) -> dict[str, Any]:
        return _list(request, month, archive, user, audience)

    context = {
        "kind": {"title": _("Dates"), "lead": _("When and where people meet."), "files": ("csv",)},
        "api_url": "/api/v1/events",
        **fragments(request, {"body": "districts/_list.html"}, make),
        "archive": archive,
        "month": month,
        "this_month": timezone.now().astimezone(recurrence.ZONE).strftime("%Y-%m"),
        "calendar_url": _calendar_url(request),
        "new_url": reverse("districts:date_new"),
        "new_label": _("Enter a date"),
    }
    return render(request, "districts/dates.html", context)


def _list(
    request: HttpRequest, month: date | None, archive: bool, user: Any, audience: str
) -> dict[str, Any]:
    now = timezone.now()
    rows = Date.objects.visible_to(user)
    if month is not None:
        begin, end = months.begin_of(month), months.begin_of(months.first_day_after(month))
        rows = rows.filter(start__lt=end).upcoming(begin)
    else:
        rows = rows.past(now) if archive else rows.upcoming(now)
    filters = DateFilter(request.GET, queryset=rows)
    listing = make_listing(
        filters,
        path=request.path,
        query=request.GET,
        sorts=LATEST if archive else SOONEST,
        audience=f"dates|{archive}|{month}|{audience}",
        shown=lambda found: with_hosts(found).select_related("city", "organiser"),
        carried=("month",) if month else ("view",) if archive else (),
    )
    n = listing.total
    return {
        "listing": listing,
        "month": month_page(request, filters, month) if month else None,
        "count_text": ngettext("%(n)s date", "%(n)s dates", n) % {"n": n},
        "cards": [] if month else cards(listing.page.object_list, filters.scope.districts),
    }


def read_month(text: str) -> date | None:
    """Return the first day of a month written as 2026-11; None for anything else."""
    year, _hyphen, month = text.partition("-")
    if not (year.isascii() and year.isdigit() and month.isascii() and month.isdigit()):
        return None
    if not (len(year) == 4 and 1970 <= int(year) <= 2200 and 1 <= int(month[:3]) <= 12):
        return None
    return date(int(year), int(month), 1)


def month_page(request: HttpRequest, filters: DateFilter, month: date) -> dict[str, Any]:
    """Return the days of a month on which something takes place."""
    rows = with_hosts(filters.narrowed().order_by("start", "pk"))
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


def _calendar_url(request: HttpRequest) -> str:
    """Return the address of the calendar with the same filters."""
    query = request.GET.copy()
    for name in ("page", "sort", "month", "view"):
        query.pop(name, None)
    address = reverse("districts:calendar")
    return f"{address}?{query.urlencode()}" if query else address


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Send the dates of a list, with its filters, to a calendar program."""
    recent = timezone.now() - KEPT
    rows = Date.objects.live().upcoming(recent)
    filters = DateFilter(request.GET, queryset=rows)
    found = filters.narrowed().order_by("next_start", "pk")
    found = with_hosts(found).prefetch_related("topics")[:MOST]
    body = ical.calendar(
        found,
        name=_("Dates"),
        base_url=settings.WAGTAILADMIN_BASE_URL,
        districts=filters.scope.districts,
    )
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="termine.ics"'
    return response


@require_safe
def date_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one date, with its next occurrences."""
    rows = with_hosts(Date.objects.visible_to(request.user))
    found = get_object_or_404(rows.select_related("city", "organiser", "next_host"), slug=slug)
    shown = times.shown(found, timezone.now())
    data = of_date(shown)
    ahead = times.coming(found, timezone.now()) if found.recurrence else ()
    context = {
        **common(request, found),
        "date": found,
        "linked_data": script(data) if found.state == "live" else "",
        "tabs": tabs(found, ""),
        "when": when(found, shown.time),
        "shown": shown,
        "access": access_words(found.access),
        "may_cancel": may_cancel(request.user, found),
        "coming": list(itertools.islice(ahead, SHOWN)),
        "may_change": found.recurrence and may_change(request.user, found),
        "organiser": found.organiser if found.organiser and found.organiser.state == "live" else "",
        "links": links_of(found, "topics", "bodies"),
        "papers": found.papers.live().defer("text", "files").newest_first()[:20],
    }
    return render(request, "districts/date.html", context)


@require_safe
def date_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Send one date to a calendar program."""
    rows = Date.objects.visible_to(request.user).filter(slug=slug)
    entry = get_object_or_404(with_hosts(rows))
    body = ical.calendar([entry], name=entry.title, base_url=settings.WAGTAILADMIN_BASE_URL)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{entry.slug}.ics"'
    return response
