"""`/konto/`: what somebody is asked for, and what is new."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import awaiting
from accounts.views import settings
from community.typed import detour
from community.views.access import me
from community.watching import overview as reading
from community.watching import visits


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Show the overview; what is sent here are settings, which had this address before."""
    if request.method == "POST":
        return settings(request)
    user = me(request)
    waiting = awaiting.of(user)
    context = {
        "asked": [one for one in waiting if one.asks],
        "held": [one for one in waiting if not one.asks],
        "news": reading.news_for(user, visits.begin(user)),
        "drafts": detour.waiting_of(request),
    }
    return render(request, "community/overview.html", context)
