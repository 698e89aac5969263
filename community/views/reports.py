"""`/melden/`: saying that something is not right, without an account."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from community import cases, limits, trust
from community.forms import ReportForm
from community.inbox import reports
from community.typed.in_words import with_labels


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limits.answering_limits
def report(request: HttpRequest) -> HttpResponse:
    """Show the form for the page named by `?url=`, and receive the report."""
    user = request.user if isinstance(request.user, User) else None
    host, signed_in = request.get_host(), user is not None
    if not trust.may(user, "report", trust.EVERYWHERE):
        sent = ReportForm(request.POST, host=host, signed_in=signed_in)
        return with_labels(render(request, "403.html", status=403), sent)
    if request.method != "POST":
        form = ReportForm(initial=_preset(request), host=host, signed_in=signed_in)
        return render(request, "community/report.html", {"form": form})
    form = ReportForm(request.POST, host=host, signed_in=signed_in)
    if not form.is_valid():
        return render(request, "community/report.html", {"form": form}, status=400)
    network = limits.network_of(request)
    limits.count(action="report", user=user, network=network)
    values = form.cleaned_data
    sender = cases.Sender(user, mail=values.get("mail", ""), network=network)
    case = reports.receive_report(
        path=values["url"], cause=values["cause"], words=values["words"], sender=sender
    )
    return HttpResponseRedirect(reverse("community:receipt", args=[case.receipt]))


def _preset(request: HttpRequest) -> dict[str, str]:
    """Return what the address of the form says; an impossible page is left out."""
    try:
        return {"url": reports.own_path(request.GET.get("url", ""), request.get_host())}
    except ValidationError:
        return {}
