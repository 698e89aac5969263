"""Cancelling a date: one time of it or all, or letting it take place after all."""

from __future__ import annotations

import functools
import itertools
from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from community import limits, trust
from community.views.access import me
from districts import services
from districts.calendar import recurrence, times
from districts.entries.dates import DATES
from districts.forms.cancelling import OTHER, CancelForm
from districts.models import Date
from districts.services.edit_conflicts import EditConflict
from districts.services.signature import Signature
from districts.services.single_times import NoSuchTime, time_on
from districts.services.writing import WriteRefused
from districts.views.around import crumbs

#: So many of the next times are listed; any other is named by its day.
SHOWN = 8


def may_cancel(user: trust.Person, entry: Date) -> bool:
    """Say whether somebody may cancel a date: whoever may publish there, as it is seen at once."""
    return (
        isinstance(user, User)
        and entry.state == "live"
        and not entry.council_meeting
        and trust.may(user, "publish", entry)
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limits.answering_limits
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form, and cancel what it names."""
    entry: Date = DATES.to_write(request.user, slug)
    if entry.state != "live" or entry.council_meeting:
        raise Http404
    if not may_cancel(request.user, entry):
        raise PermissionDenied
    form = _form(request, entry)
    if "takes_place" in request.POST:
        services.cancel_date(entry=entry, cancelled=False, by=me(request))
        messages.success(request, _("It is noted that this date takes place."))
        return HttpResponseRedirect(entry.get_absolute_url())
    # Who wants to cancel what somebody else has cancelled meanwhile does not undo that.
    is_late = form.is_bound and entry.cancelled_at is not None
    if not is_late and form.is_valid():
        try:
            return _cancel(request, entry, form)
        except EditConflict:
            is_late = True
            form.add_error(None, _("Somebody has changed this meanwhile. Open it again to go on."))
        except WriteRefused as error:
            form.add_error("what", str(error))
    title = _("Cancel: %(name)s") % {"name": entry.title}
    steps = crumbs(DATES, (entry.title, entry.get_absolute_url()), (_("Cancel this date"), ""))
    context = {"form": form, "date": entry, "title": title, "breadcrumb": steps}
    status = 409 if is_late else 400 if form.errors else 200
    return render(request, "districts/cancel.html", context, status=status)


def _form(request: HttpRequest, entry: Date) -> CancelForm:
    """Return the form as it was sent, or with the time chosen that a link has named."""
    coming, named = _times(entry), request.GET.get("what", "")
    initial = {"what": named}
    if named and named not in {time.day.isoformat() for time in coming}:
        initial = {"what": OTHER, "other": named}
    return CancelForm(
        request.POST if request.method == "POST" else None,
        times=coming,
        on=functools.partial(_on, entry),
        initial=initial,
    )


def _times(entry: Date) -> list[recurrence.Occurrence]:
    """Return the next times of a series, and those that are cancelled later: they may return."""
    if not entry.recurrence:
        return []
    now, series = timezone.now(), recurrence.series_of(entry)
    shown = list(itertools.islice(series.between(now, now + timedelta(days=366)), SHOWN))
    off = [day for day, change in sorted(series.changes.items()) if change.cancelled]
    found = [series.on(day) for day in off if day not in {time.day for time in shown}]
    return shown + [time for time in found if time and time.end >= now]


def _on(entry: Date, day: date) -> recurrence.Occurrence | None:
    """Return the time on a day, be it that it was moved there or away from it."""
    try:
        regular = time_on(entry, day)
    except NoSuchTime:
        regular = None
    if regular is not None and not regular.other_day:
        return regular
    moved = (each.time for each in times.changed(entry))
    here = (time for time in moved if recurrence.on_the_wall(time.start).date() == day)
    return next(here, regular)


def _cancel(request: HttpRequest, entry: Date, form: CancelForm) -> HttpResponse:
    day, user, because = form.only(), me(request), form.cleaned_data["because"]
    if day is None:
        services.cancel_date(entry=entry, because=because, by=user)
        messages.success(request, _("This date is marked as cancelled."))
        return HttpResponseRedirect(entry.get_absolute_url())
    off = form.is_off()
    signature = Signature(user, network=limits.network_of(request), summary=because)
    start = time_on(entry, day).start.astimezone(recurrence.ZONE)
    services.cancel_time(entry=entry, day=day, because=because, cancelled=off, signature=signature)
    words = {"day": date_format(start, "DATE_FORMAT")}
    said = _("It does not take place on %(day)s.") if off else _("It takes place on %(day)s.")
    messages.success(request, said % words)
    return HttpResponseRedirect(entry.get_absolute_url())
