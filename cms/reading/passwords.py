"""Who knows the password that its editors have given a page?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.models import PageViewRestriction
from wagtail.views import authenticate_with_password

from accounts.models import User
from community import limits


@limits.answering_limits
def open_with_password(
    request: HttpRequest, page_view_restriction_id: int, page_id: int
) -> HttpResponse:
    """Let in whoever knows it: Wagtail's own view, for passwords alone and not without end."""
    rule = get_object_or_404(
        PageViewRestriction,
        pk=page_view_restriction_id,
        restriction_type=PageViewRestriction.PASSWORD,
    )
    if request.method == "POST":
        user = request.user if isinstance(request.user, User) else None
        network = limits.network_of(request)
        limits.count(action="page_password", user=user, network=network)
    response: HttpResponse = authenticate_with_password(request, rule.pk, page_id)
    return response
