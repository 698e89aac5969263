"""Saying that what was wanted has been found, or is wanted again."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from community import limits, trust
from community.views.access import me
from districts import services
from districts.models import Need


def may_close(user: trust.Person, need: Need) -> bool:
    """Say whether somebody may: whoever asked for it, and whoever may publish there."""
    if not isinstance(user, User) or need.state != "live":
        return False
    asked = need.created_by_id == user.pk and trust.may(user, "edit", need)
    return bool(asked or trust.may(user, "publish", need))


@require_POST
@login_required
@limits.answering_limits
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Carry it out; pressed twice it is done once."""
    need = get_object_or_404(Need.objects.live(), slug=slug)
    need.ensure_open()
    if not may_close(request.user, need):
        raise PermissionDenied
    found = request.POST.get("found") != "no"
    services.close_need(need=need, found=found, by=me(request))
    messages.success(
        request,
        _("It is noted that this has been found.") if found else _("It is wanted again."),
    )
    return HttpResponseRedirect(need.get_absolute_url())
