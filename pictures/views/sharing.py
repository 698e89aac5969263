"""Giving a picture to all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community import limits, trust
from community.views.access import me
from pictures import belonging, services
from pictures.encoding.anew import NotTaken
from pictures.models import Picture
from pictures.querysets import PLACES
from pictures.share_forms import ShareForm
from pictures.taking import taken
from text import thing_keys


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limits.answering_limits
def share(request: HttpRequest) -> HttpResponse:
    """Show the form, and receive a picture. `?ort=district:3` has chosen a place already."""
    user = me(request)
    if not trust.may(user, "create", trust.EVERYWHERE):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, ShareForm.begun(user, _given(request)))
    form = ShareForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, 400)
    limits.count(action="picture_file", user=user)
    try:
        upload = taken(form.cleaned_data["file"].read())
    except NotTaken as error:
        form.add_error("file", str(error.message))
        return _page(request, form, 400)
    limits.count(action="picture", user=user)
    made = services.share_picture(upload=upload, words=form.words, places=form.places, by=user)
    if made.state == Picture.State.LIVE:
        messages.success(request, _("Your picture is public now. Thank you!"))
    else:
        messages.success(
            request,
            _("Thank you! Your picture is here. We look at it before others can see it."),
        )
    return HttpResponseRedirect(made.get_absolute_url())


def _page(request: HttpRequest, form: ShareForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "waits": trust.held_because(me(request), trust.EVERYWHERE),
        "entry": belonging.found(form["entry"].value() or "", None),
    }
    return render(request, "pictures/share.html", context, status=status)


def _given(request: HttpRequest) -> dict[str, Any]:
    place = thing_keys.read(request.GET.get("ort", ""))
    if place is None:
        return {}
    return {place[0] if place[0] in PLACES else "entry": thing_keys.key(*place)}
