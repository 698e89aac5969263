"""“I am in this picture”: asking to have it hidden, and confirming that from one's own mailbox."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from community import limits
from community.limits import LimitReached
from community.mails.links import LinkOver
from community.views.links import over
from pictures import services
from pictures.models import Picture
from pictures.objection_form import PicturedForm
from pictures.services.objecting import DONE
from pictures.showing import shown
from pictures.views.access import picture_for

FORM = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(FORM)
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the address of somebody who is in a picture, and mail them a link."""
    picture = picture_for(request.user, pk)
    if not picture.is_public:
        raise Http404  # there is nothing to hide yet, or any more
    user = request.user if isinstance(request.user, User) else None
    if request.method != "POST":
        return _page(request, picture, PicturedForm(initial={"mail": user.email if user else ""}))
    form = PicturedForm(request.POST)
    if not form.is_valid():
        return _page(request, picture, form, 400)
    try:
        services.ask_by_mail(
            picture=picture,
            address=form.cleaned_data["mail"],
            words=form.cleaned_data["words"],
            network=limits.network_of(request),
            user=user,
        )
    except LimitReached as error:
        why = _(
            "Many have asked for this today. You can also report the picture: then a person looks"
            " at it."
        )
        return limits.too_many(request, error, why)
    return _page(request, picture, form, is_sent=True)


def _page(
    request: HttpRequest,
    picture: Picture,
    form: PicturedForm,
    status: int = 200,
    *,
    is_sent: bool = False,
) -> HttpResponse:
    context = {
        "form": form,
        "picture": picture,
        "shown": shown(picture),
        "is_sent": is_sent,
    }
    return render(request, "pictures/objection.html", context, status=status)


@never_cache
@require_http_methods(FORM)
def confirm(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Show the button to whoever has the link from their mail, and do what it says."""
    picture = get_object_or_404(Picture.objects.shared().prefetch_related("renditions"), pk=pk)
    try:
        services.check_link(picture=picture, secret=token)
        if request.method == "POST":
            case = services.confirm_by_mail(picture=picture, secret=token)
            return HttpResponseRedirect(reverse("community:receipt", args=[case.receipt]))
    except LinkOver as error:
        said = _(
            "The picture was hidden then. A person looks at it and decides what becomes of it."
        )
        return over(request, error, {DONE: said})
    context = {"shown": shown(picture) if picture.is_public else None}
    return render(request, "pictures/objection_confirm.html", context)
