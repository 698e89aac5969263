"""One printable page per district: what comes, what is new, what is wanted, and how to get here.

It hangs on a wall: what it says is read from two metres, and whoever passes tears off a strip.

The lines are those of the district's page (`districts.pages.district_overview`); at which of its
single times a date stands there is decided in `districts.entries.date_lines`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

import pagecache
from districts import entries, panels
from districts.map.signs import sign_of
from districts.models import Actor, Date, District, Need
from districts.pages.district_overview import Overview, overview
from districts.pages.district_pictures import pictures_of
from districts.pages.district_sections import office_in
from districts.pages.nearby import around
from districts.shown import DISTRICT, said_by_kind
from pagecache.shared import kept_each
from pictures.showing import ShownPicture
from text.qr_codes import qr_code
from text.site_address import absolute_url

#: The sheet is laid out by hand for one side of A4: a part for dates, one for what is wanted, each
#: with lines of its own, and whom to call. What a new kind has stands on the page to which its code
#: leads.
PARTS = {"dates": Date.KIND, "needs": Need.KIND, "office": Actor.KIND}
#: So many lines of each fit on one side in letters that are read from two metres.
MOST = {"dates": 4, "needs": 2, "articles": 2}
#: Of two and a half centimetres each, across the lower edge.
STRIPS = 7


@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the sheet of a district, for one side of A4."""
    place = around(slug)
    if place is None:
        raise Http404
    district = place.district
    pagecache.shows_only()  # beside the parts, which say what they show
    address = absolute_url(district)
    context = {
        "district": district,
        "lage": sign_of(district),
        **_parts(district),
        "address": address,
        "short_address": address.partition("://")[2].rstrip("/"),
        "code": qr_code(address),
        "strips": range(STRIPS),
        "today": timezone.localdate(),
    }
    return render(request, "districts/sheet.html", context)


def _parts(district: District) -> dict[str, Any]:
    """Return what changes on a sheet, each part made or kept by itself."""
    now, known = timezone.now(), Overview()
    here = f"{district.pk} {get_language()} {timezone.localdate(now)}"
    words = {part: f"{part} {here}" for part in (*PARTS, "articles", "stewards", "picture")}

    def fetch(missing: Collection[str]) -> None:
        nonlocal known
        kinds = [kind for part, kind in PARTS.items() if words[part] in missing]
        stewards = words["stewards"] in missing
        known = overview(district, None, now, kinds=kinds, stewards=stewards)

    makers: dict[str, Callable[[], Any]] = {
        **{words[part]: partial(_part, lambda: known, district, part) for part in PARTS},
        words["articles"]: lambda: _articles(district),
        words["stewards"]: lambda: _stewards(known),
        words["picture"]: lambda: _picture(district),
    }
    found = kept_each("districts:sheet", makers, ahead=fetch)
    return {part: found[name] for part, name in words.items()}


def _part(known: Callable[[], Overview], district: District, part: str) -> Any:
    kind = PARTS[part]
    said_by_kind(kind, DISTRICT, [district.pk])
    groups = known().groups.get(kind, [])
    if part == "office":
        return office_in(groups, entries.by_key(kind), district)
    return [line for group in groups for line in group.lines][: MOST[part]]


def _articles(district: District) -> list[Any]:
    pagecache.shows_only()  # beside panels, which say what they show
    filled = panels.panels_for(district, None)
    lines = [line for panel in filled for line in panel.context.get("articles", ())]
    return lines[: MOST["articles"]]


def _stewards(known: Overview) -> list[str]:
    pagecache.shows_only()  # who is the contact of what belongs to every page
    return [name for _slug, name, _about in known.stewards]


def _picture(district: District) -> ShownPicture | None:
    pagecache.shows_only()  # each change of a picture ends every page
    return pictures_of(district).head
