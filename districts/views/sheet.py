"""One printable page per district: what comes, what is new, what is wanted, and how to get here.

The lines are those of the district's page (`districts.pages.district_overview`); at which of its
single times a date stands there is decided in `districts.entries.date_lines`.
"""

from __future__ import annotations

import io

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from districts import panels
from districts.map.signs import sign_of
from districts.models import Date, Need
from districts.pages.district_overview import overview
from districts.pages.nearby import around
from districts.shown import said_by_district
from text.site_address import absolute_url

#: The sheet is laid out by hand for one side of A4: a part for dates, one for what is wanted, each
#: with lines of its own. What a new kind has stands on the page to which its code leads.
PARTS = {"dates": Date.KIND, "needs": Need.KIND}
#: So many new articles fit on one side beside everything else.
MOST = 6


@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the sheet of a district, for one side of A4."""
    place = around(slug)
    if place is None:
        raise Http404
    district = place.district
    said_by_district(district)
    known = overview(district, None, timezone.now())
    filled = panels.panels_for(district, None)
    address = absolute_url(district)
    context = {
        "district": district,
        "lage": sign_of(district),
        **{
            part: [line for group in known.groups.get(kind, ()) for line in group.lines]
            for part, kind in PARTS.items()
        },
        "articles": [line for panel in filled for line in panel.context.get("articles", ())][:MOST],
        "stewards": [name for _slug, name in known.stewards],
        "address": address,
        "code": qr_code(address),
        "today": timezone.localdate(),
    }
    return render(request, "districts/sheet.html", context)


def qr_code(address: str) -> SafeString:
    """Return a QR code as SVG without styles; its address stands beside it in words."""
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2, svgclass="qr-code"
    )
    return mark_safe(out.getvalue().decode())
