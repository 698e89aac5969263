"""Districts and their Lagezeichen."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from districts import panels
from districts.figures import cities_with_figures
from districts.fragments import fragments
from districts.models import CitySign, District
from districts.nearby import lacking, with_neighbours
from districts.overview import Overview, overview
from districts.signs import sign_of
from districts.words import sector_label, status_label

A_YEAR = 365 * 24 * 3600


@require_safe
def districts(request: HttpRequest) -> HttpResponse:
    """Show all districts side by side, by city and name; never a ranking."""

    def make(user: Any, audience: str) -> dict[str, Any]:
        return {"cities": cities_with_figures(), "today": timezone.localdate()}

    parts = fragments(request, {"body": "districts/_districts.html"}, make)
    return render(request, "districts/districts.html", parts)


@require_safe
def district(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one district by its address."""
    found, near = with_neighbours(slug)
    if found is None:
        raise Http404
    return district_detail(request, found, near)


def district_detail(request: HttpRequest, district: District, near: list[District]) -> HttpResponse:
    """Show what is known in a district: the editors' text, the directory, what others add."""
    parts = fragments(
        request,
        {"body": "districts/_district.html", "beside": "districts/_district_aside.html"},
        lambda user, audience: _known(request, district, near, user),
    )
    return render(request, "districts/district.html", {"district": district, **parts})


def _known(
    request: HttpRequest, district: District, near: list[District], user: Any
) -> dict[str, Any]:
    language = get_language() or ""
    page = panels.district_page(request, district, language)
    known = overview(district, near, user, timezone.now())
    filled = panels.panels_for(district, user)
    return {
        "district": district,
        "lage": sign_of(district),
        "page": page.page if page else None,
        "text": page,
        "text_language": page.language if page and page.language != language else "",
        "sections": sections(known),
        "changes": known.changes,
        "panels": filled,
        "empty": known.empty and not filled,
        "near": [(neighbour, sign_of(neighbour)) for neighbour in near],
        "lacking": lacking(district, near, known.topics),
        "stewards": known.stewards,
    }


def sections(known: Overview) -> dict[str, Any]:
    """Return the groups of an overview with the words people read."""
    labels = {"project": status_label, "actor": sector_label}
    return {
        kind: {
            "total": known.total(kind),
            "groups": [
                {"label": labels[kind](group.value) if kind in labels else "", "group": group}
                for group in groups
            ],
        }
        for kind, groups in known.groups.items()
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
