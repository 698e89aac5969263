"""Districts and their Lagezeichen."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

import pagecache
from accounts.person import Person
from districts.entries import overviews
from districts.map.signs import sign_of
from districts.models import CitySign
from districts.pages.cached_parts import cached_parts
from districts.pages.district_parts import district_parts
from districts.pages.district_question import question_of
from districts.pages.figures import cities_with_figures
from districts.pages.nearby import Around, around, lacking
from districts.pages.schema_org import of_district
from text.captured import data_block
from text.site_address import absolute_url

#: The slots that stand at the head of the page, and all others.
FIRST, REST = range(overviews.DATES + 1), range(overviews.DATES + 1, 100)
A_YEAR = 365 * 24 * 3600


@require_safe
def districts(request: HttpRequest) -> HttpResponse:
    """Show all districts side by side, by city and name; never a ranking."""

    def make(user: Person, audience: str) -> dict[str, Any]:
        pagecache.shows_only()  # beside the figures
        return {"cities": cities_with_figures(), "today": timezone.localdate()}

    parts = cached_parts(request, {"body": "districts/_districts.html"}, make)
    return render(request, "districts/districts.html", parts)


@require_safe
def district(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is known in a district: the editors' text, the directory, what others add."""
    place = around(slug)
    if place is None:
        raise Http404
    parts = cached_parts(
        request,
        {
            "body": "districts/_district.html",
            "versions": "districts/_versions.html",
        },
        lambda user, audience: _known(request, place, user, audience),
    )
    versions = json.loads(parts.pop("versions"))
    if versions:
        request.language_alternates = versions  # type: ignore[attr-defined]
    context = {
        "district": place.district,
        "full_url": absolute_url(place.district),
        "schema_org": data_block(of_district(place.district)),
        **parts,
    }
    return render(request, "districts/district.html", context)


def _known(request: HttpRequest, place: Around, user: Person, audience: str) -> dict[str, Any]:
    found = place.district
    pagecache.shows_only()  # beside the parts, which say what they show
    parts = district_parts(request, place, user, audience)
    return {
        "district": found,
        # The parts may be kept; the language switch then still has to know what they are.
        "versions": json.dumps(parts.text.versions),
        "lage": sign_of(found),
        "text": mark_safe(parts.text.html),
        "first": parts.html(FIRST),
        "parts": parts.html(REST),
        "changes": parts.changes,
        "empty": parts.empty,
        "plan": parts.plan,
        "pictures": parts.pictures,
        "office": parts.office,
        "question": question_of(found, parts),
        "near": place.near,
        "inside": place.inside,
        "ways_to_write": parts.ways,
        "first_way": parts.first_way,
        "lacking": lacking(found, place.near, parts.topics),
        "stewards": parts.stewards,
    }


@require_safe
def signs(request: HttpRequest, slug: str, digest: str) -> HttpResponse:
    """Serve the sprite of a city; an old digest gets the present drawing, uncached."""
    row = CitySign.objects.filter(city__slug=slug).values_list("svg", "city__sign_digest").first()
    if row is None:
        raise Http404
    response = HttpResponse(row[0], content_type="image/svg+xml")
    fresh = digest == row[1]
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable" if fresh else "no-cache"
    return response
