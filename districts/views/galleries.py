"""The pictures of a district."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from districts.models import District
from districts.shown import DISTRICT
from pictures.models import Picture
from pictures.views.gallery import listed
from text import thing_keys


@require_safe
def gallery(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the public pictures that residents gave of a district, the newest first."""
    district = District.objects.filter(slug=slug).select_related("city").first()
    if district is None:
        raise Http404
    rows = Picture.objects.shared().live().at(DISTRICT, district.pk)
    context = {
        **listed(request, rows),
        "district": district,
        "key": thing_keys.key(DISTRICT, district.pk),
    }
    return render(request, "districts/gallery.html", context)
