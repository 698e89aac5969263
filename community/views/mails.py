"""Stopping mails, and reading them where the demo runs."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from community.mail_topics import TOPICS
from community.mails import stops
from community.mails.live_names import resolved
from community.models import Mail
from text.site_address import site_address

PAGE = 20


@never_cache
@csrf_exempt  # mail programs post here for their owner; the signed address is the permission
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop mails of one kind to one address, or send them again.

    Opening the link changes nothing: programs that look through mails open every link.
    """
    parts = stops.read_token(token)
    if parts is None:
        raise Http404
    if request.method == "POST":
        act = stops.resume if request.POST.get("again") else stops.stop
        act(token=token)
    context = {
        "stopped": stops.is_stopped_digest(*parts),
        "topic": TOPICS[parts[1]].words,
    }
    return render(request, "community/stop.html", context)


@never_cache
@require_safe
def demo_mailbox(request: HttpRequest) -> HttpResponse:
    """Show every mail the demo would have sent; on a real site there is no such page."""
    if not settings.DEMO:
        raise Http404
    page = Paginator(Mail.objects.order_by("-created", "-pk"), PAGE).get_page(
        request.GET.get("page")
    )
    # The demo may run on another port than the one its mails were written for.
    here = request.build_absolute_uri("/").rstrip("/")
    for row in page.object_list:
        row.body = resolved(row.body).replace(site_address(), here)
    return render(request, "community/demo_mailbox.html", {"page": page})
