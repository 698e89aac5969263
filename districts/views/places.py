"""Districts and their Lagezeichen."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import pagecache
from accounts.person import Person
from districts import entries, panels
from districts.lists.choice_labels import kind_label
from districts.map.outline import outline_of
from districts.map.signs import sign_of
from districts.models import CitySign, District
from districts.modules import Usage, states
from districts.pages.cached_parts import cached_parts
from districts.pages.district_overview import NEWEST, Overview, overview
from districts.pages.figures import cities_with_figures
from districts.pages.nearby import Around, around, lacking
from districts.pages.schema_org import of_district
from districts.shown import said_by_district
from text.captured import data_block

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
            "beside": "districts/_district_aside.html",
            "versions": "districts/_versions.html",
        },
        lambda user, audience: _known(request, place, user),
    )
    versions = json.loads(parts.pop("versions"))
    if versions:
        request.language_alternates = versions  # type: ignore[attr-defined]
    context = {
        "district": place.district,
        "schema_org": data_block(of_district(place.district)),
        **parts,
    }
    return render(request, "districts/district.html", context)


def _known(request: HttpRequest, place: Around, user: Person) -> dict[str, Any]:
    found, language = place.district, get_language() or ""
    said_by_district(found, place.near)
    page = panels.district_page(request, found, language)
    known = overview(found, place.near, user, timezone.now())
    filled = panels.panels_for(found, user)
    return {
        "district": found,
        # The parts may be kept; the language switch then still has to know what they are.
        "versions": json.dumps(getattr(request, "language_alternates", None)),
        "lage": sign_of(found),
        "page": page.page if page else None,
        "text": page,
        "text_language": page.language if page and page.language != language else "",
        "parts": parts(sections(known), filled),
        "changes": newest(known, filled),
        "empty": known.empty and not filled,
        "outline": outline_of(found, place.near),
        "near": place.near,
        "inside": place.inside,
        "ways_to_write": ways_to_write(found),
        "lacking": lacking(found, place.near, known.topics),
        "stewards": known.stewards,
    }


def parts(shown: list[dict[str, Any]], filled: list[panels.Panel]) -> list[dict[str, Any]]:
    """Return what stands on a district's page by its slots; of one slot panels come first."""
    found = [
        *({"slot": p.slot, "template": p.template, "panel": p.context} for p in filled),
        *({"slot": s["on"].slot, "template": s["on"].template, "section": s} for s in shown),
    ]
    return sorted(found, key=lambda part: part["slot"])


def sections(known: Overview) -> list[dict[str, Any]]:
    """Return the sections of a district's page from top to bottom, those with nothing left out."""
    return [
        {
            "kind": kind,
            "on": on,
            "total": known.total(kind.key),
            "shown": sum(len(group.lines) for group in known.groups[kind.key]),
            "groups": [
                {"label": on.group_label(group.value), "group": group}
                for group in sorted(known.groups[kind.key], key=lambda g: on.place_of(g.value))
            ],
        }
        for kind, on in entries.on_districts()
        if kind.key in known.groups
    ]


def ways_to_write(district: District) -> list[dict[str, Any]]:
    """Return the forms in which something new of this district is written down."""
    now = states.states()
    return [
        {
            "title": kind.written.new_title,
            "url": f"{reverse(f'districts:{kind.route}_new')}?district={district.slug}",
        }
        for kind in entries.kinds()
        if kind.writing and now.of(kind.module, district.city_id) == Usage.ON
    ]


def newest(known: Overview, filled: list[panels.Panel]) -> list[dict[str, Any]]:
    """Return what changed last in the directory and in the articles of panels, newest first."""
    changes: list[dict[str, Any]] = [
        {
            "title": line.title,
            "url": line.url,
            "moment": line.moment,
            "label": kind_label(line.kind),
        }
        for line in known.changes
        if line.moment
    ]
    for panel in filled:
        changes += [
            {
                "title": line["title"],
                "url": line["url"],
                "moment": line["updated_at"],
                "label": _("Article"),
            }
            for line in panel.context.get("articles", ())
        ]
    changes.sort(key=lambda line: line["moment"], reverse=True)
    return changes[: NEWEST.most]


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
