"""Looking at the pictures that residents share, and at one of them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from community import contract
from pictures import services
from pictures.markdown_line import line_for
from pictures.models import Picture
from pictures.querysets import PLACES, PictureQuerySet
from pictures.showing import SIDE_BY_SIDE, shown
from pictures.uses import uses_of
from pictures.views.access import picture_for
from text import thing_keys

PER_PAGE = 24


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show the public pictures, of all or of one district or topic, the newest first."""
    chosen = request.GET.get("ort", "")
    place = thing_keys.read(chosen)
    names = contract.scope_names([place]) if place and place[0] in PLACES else {}
    rows = Picture.objects.shared().live()
    if chosen:
        rows = rows.at(*place) if place and names else rows.none()
    context = {
        **listed(request, rows),
        "chosen": chosen,
        "place": next(iter(names.values()), ""),
        "choices": [(contract.scope_label(kind), contract.choices_of(kind)) for kind in PLACES],
    }
    return render(request, "pictures/gallery.html", context)


def listed(request: HttpRequest, rows: PictureQuerySet) -> dict[str, Any]:
    """Return one page of pictures, as `pictures/_pictures.html` takes them."""
    ordered = rows.prefetch_related("renditions").order_by("-created_at", "-pk")
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "pictures": [shown(row, sizes=SIDE_BY_SIDE) for row in page]}


@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one picture with all that is said of it, and where it is used."""
    found = picture_for(request.user, pk)
    names = contract.scope_names(found.trust_scopes())
    context = {
        "picture": found,
        "shown": shown(found),
        "line": line_for(found),
        "places": [
            {"label": _("Belongs to"), "value": name, "key": thing_keys.key(*key)}
            for key, name in sorted(names.items())
        ],
        "uses": uses_of(found) if found.is_public else [],
        "is_own": isinstance(request.user, User) and found.uploaded_by_user == request.user,
        "may_change": services.may_change(request.user, found),
        "may_delete": services.may_delete(request.user, found),
    }
    return render(request, "pictures/picture.html", context)
