"""Looking at the pictures that residents share, and at one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.person import Person
from community import contract
from community.talk import shown as talk
from pictures import belonging, services
from pictures.markdown_line import line_for
from pictures.models import Picture
from pictures.querysets import PLACES, PictureQuerySet
from pictures.showing import SIDE_BY_SIDE, shown
from pictures.subject import SUBJECT
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
    entry = belonging.found(chosen, request.user)
    rows = Picture.objects.shared().live()
    if chosen:
        rows = rows.at(*place) if place and (names or entry) else rows.none()
    context = {
        **listed(request, rows),
        "chosen": chosen,
        "place": entry.name if entry else next(iter(names.values()), ""),
        "entry": entry,
        "choices": [(contract.scope_label(kind), contract.choices_of(kind)) for kind in PLACES],
    }
    return render(request, "pictures/gallery.html", context)


def listed(request: HttpRequest, rows: PictureQuerySet) -> dict[str, Any]:
    """Return one page of pictures, as `pictures/_pictures.html` takes them."""
    ordered = rows.prefetch_related("renditions").order_by("-created_at", "-pk")
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "pictures": [shown(row, sizes=SIDE_BY_SIDE) for row in page]}


def _places(names: Mapping[tuple[str, int], str]) -> Iterator[tuple[str, str]]:
    """Yield address and name of the places a picture belongs to."""
    for key, name in sorted(names.items()):
        yield f"{reverse('pictures:gallery')}?ort={thing_keys.key(*key)}", name


def _entries_of(picture: Picture, user: Person) -> Iterator[tuple[str, str]]:
    """Yield address and name of the entries it belongs to that somebody may know of."""
    for kind, pk in sorted(picture.trust_scopes()):
        if entry := belonging.found(thing_keys.key(kind, pk), user):
            yield entry.url, entry.name


@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one picture with all that is said of it, and where it is used."""
    found = picture_for(request.user, pk)
    names = contract.scope_names(found.trust_scopes())
    context = {
        "picture": found,
        "shown": shown(found),
        "line": line_for(found),
        "places": [*_entries_of(found, request.user), *_places(names)],
        "uses": uses_of(found) if found.is_public else [],
        "is_own": isinstance(request.user, User) and found.uploaded_by_user == request.user,
        "talk": talk.below(SUBJECT.key, found) if found.is_public else "",
        "may_change": services.may_change(request.user, found),
        "may_delete": services.may_delete(request.user, found),
    }
    return render(request, "pictures/picture.html", context)
