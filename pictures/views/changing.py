"""Putting right what is said of a picture, and having its file destroyed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community import limits
from community.views.access import me
from pictures import services
from pictures.errors import StateChanged, WordsChanged
from pictures.models import Picture
from pictures.share_forms import ChangeForm
from pictures.showing import shown
from pictures.views.access import picture_for


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limits.answering_limits
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the words of a picture, and receive changed ones."""
    user, picture = me(request), picture_for(request.user, pk)
    if not services.may_change(user, picture):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, picture, ChangeForm.begun(picture, services.seen(picture)))
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _page(request, picture, form, 400)
    limits.count(action="edit", user=user)
    try:
        services.change_words(
            picture=picture,
            seen_as=form.cleaned_data["seen"],
            words=form.words,
            places=form.places,
            by=user,
        )
    except WordsChanged:
        return _changed_meanwhile(request, pk, form)
    messages.success(request, _("The words of the picture are saved."))
    return HttpResponseRedirect(picture.get_absolute_url())


def _changed_meanwhile(request: HttpRequest, pk: int, form: ChangeForm) -> HttpResponse:
    """Show what was typed once more, beside the picture as it is now; sent again it is saved."""
    picture = picture_for(request.user, pk)
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["seen"] = services.seen(picture)  # type: ignore[index]
    form.add_error(
        None,
        _(
            "Somebody has changed these words while you were writing. Above you see how they are"
            " now, below what you wrote. Send it again to replace theirs."
        ),
    )
    return _page(request, picture, form, 409)


def _page(
    request: HttpRequest, picture: Picture, form: ChangeForm, status: int = 200
) -> HttpResponse:
    context = {"form": form, "picture": picture, "shown": shown(picture)}
    return render(request, "pictures/change.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then have the file destroyed."""
    user, picture = me(request), picture_for(request.user, pk)
    if not services.may_delete(user, picture):
        raise PermissionDenied
    if request.method != "POST":
        return render(
            request, "pictures/delete.html", {"picture": picture, "shown": shown(picture)}
        )
    try:
        services.delete_picture(picture=picture, by=user)
    except StateChanged:
        messages.warning(request, _("Somebody has decided about this picture meanwhile."))
        return HttpResponseRedirect(reverse("pictures:gallery"))
    messages.success(request, _("The picture is deleted, with all its files."))
    return HttpResponseRedirect(reverse("pictures:gallery"))
