"""The code that leads a phone to a page of this site."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from text.qr_codes import page_address, qr_code

#: It says an address and nothing of what is there, so it never changes.
LONG = "public, max-age=31536000, immutable"


@require_safe
def code(request: HttpRequest, page: str) -> HttpResponse:
    """Answer with the code of a page, whether there is one or not; 404 for what is too long.

    It leads to this site only, so that nobody has codes for other sites made here.
    """
    try:
        # On a dark screen, too, phones read black on white.
        svg = qr_code(page_address(page), ground="#fff")
    except ValueError as error:
        raise Http404 from error
    response = HttpResponse(svg, content_type="image/svg+xml")
    response["Cache-Control"] = LONG
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
