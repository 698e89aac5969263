"""Does a form come from one of our own pages?

Browsers say so and pages cannot make them lie. What says nothing at all is no browser of these
years, and so nobody's whom another site could lead here.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def is_own(request: HttpRequest) -> bool:
    """Say whether nothing speaks for another site having sent this."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("origin")
    if origin is not None:
        return _is_ours(request, origin)
    referer = request.headers.get("referer")
    return referer is None or _is_ours(request, referer)


def is_page(request: HttpRequest) -> bool:
    """Say whether a person waits for a page, and not a script for an answer."""
    if request.headers.get("x-requested-with") or request.path_info.startswith(("/api/", "/-/")):
        return False
    if request.headers.get("sec-fetch-mode", "navigate") != "navigate":
        return False
    accepted = request.headers.get("accept", "*/*")
    return "text/html" in accepted or "*/*" in accepted


def came_from(request: HttpRequest) -> tuple[str, str]:
    """Return path and query of the page of ours that the form was on; ("", "") when not told."""
    referer = request.headers.get("referer", "")
    if not referer or not _is_ours(request, referer):
        return "", ""
    parts = urlsplit(referer)
    return parts.path, parts.query


def _is_ours(request: HttpRequest, address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if f"{parts.scheme}://{parts.netloc}" in settings.CSRF_TRUSTED_ORIGINS:
        return True
    # Behind a proxy we may not know whether a page came by https; its host we do know.
    return parts.netloc == request.get_host() and parts.scheme in {"http", "https"}
