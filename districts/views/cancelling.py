"""Cancelling a date: one time of it or all, or letting it take place after all."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

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
from districts import recurrence, services
from districts.forms.cancelling import CancelForm
from districts.models import Date
from districts.services.versioned import EditConflict, Signature
from districts.views.entry_kinds import DATES, crumbs

#: So many of the next times can be cancelled alone.
SHOWN = 8


def may_cancel(user: Any, entry: Date) -> bool:
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
    entry: Date = DATES.get(request.user, slug)
    if entry.state != "live" or entry.council_meeting:
        raise Http404
    if not may_cancel(request.user, entry):
        raise PermissionDenied
    now = timezone.now()
    times = recurrence.series_of(entry).between(now, now + timedelta(days=366))
    shown = itertools.islice(times, SHOWN) if entry.recurrence else ()
    form = CancelForm(request.POST if request.method == "POST" else None, times=shown)
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
    title = _("Cancel: %(name)s") % {"name": entry.title}
    steps = crumbs(DATES, (entry.title, entry.get_absolute_url()), (_("Cancel this date"), ""))
    context = {"form": form, "date": entry, "title": title, "breadcrumb": steps}
    status = 409 if is_late else 400 if form.errors else 200
    return render(request, "districts/cancel.html", context, status=status)


def _cancel(request: HttpRequest, entry: Date, form: CancelForm) -> HttpResponse:
    day, user, because = form.only(), me(request), form.cleaned_data["because"]
    if day is None:
        services.cancel_date(entry=entry, because=because, by=user)
        messages.success(request, _("This date is marked as cancelled."))
        return HttpResponseRedirect(entry.get_absolute_url())
    off = form.is_off()
    signature = Signature(user, network=limits.network_of(request), summary=because)
    services.cancel_time(entry=entry, day=day, because=because, cancelled=off, signature=signature)
    words = {"day": date_format(day, "DATE_FORMAT")}
    said = _("It does not take place on %(day)s.") if off else _("It takes place on %(day)s.")
    messages.success(request, said % words)
    return HttpResponseRedirect(entry.get_absolute_url())
