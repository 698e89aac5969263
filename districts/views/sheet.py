"""What is printed of a district: a sheet to hang up, and a leaflet to fold and hand out.

A sheet is read from two metres, and whoever passes tears off a strip. Both are laid out by hand for
A4; how many lines of each fit is said here.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

import pagecache
from districts.map.signs import sign_of
from districts.pages.nearby import around
from districts.pages.on_paper import on_paper
from text.qr_codes import qr_code
from text.site_address import absolute_url

#: Of a sheet's lines, in letters that are read from two metres.
ON_SHEET = {"dates": 4, "needs": 2, "articles": 2}
#: Of two and a half centimetres each, across the lower edge.
STRIPS = 7
#: Of a leaflet's lines, on pages of A5 in letters for the hand.
ON_LEAFLET = {"dates": 6, "needs": 3, "articles": 3, "to_call": 8}
PAPER = "#fff"


@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the sheet of a district, for one side of A4."""
    context = _context(slug, ON_SHEET) | {"strips": range(STRIPS)}
    return render(request, "districts/sheet.html", context)


@require_safe
def leaflet(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the leaflet of a district: both sides of A4, folded once to four pages of A5."""
    return render(request, "districts/leaflet.html", _context(slug, ON_LEAFLET))


def _context(slug: str, most: dict[str, int]) -> dict[str, Any]:
    place = around(slug)
    if place is None:
        raise Http404
    district = place.district
    pagecache.shows_only()  # beside the parts, which say what they show
    address = absolute_url(district)
    known = on_paper(district)
    return {
        "district": district,
        "lage": sign_of(district),
        **{part: getattr(known, part)[:number] for part, number in most.items()},
        "office": known.office,
        "stewards": known.stewards,
        "picture": known.picture,
        "address": address,
        "short_address": address.partition("://")[2].rstrip("/"),
        "code": qr_code(address, ground=PAPER),
        "today": timezone.localdate(),
    }
