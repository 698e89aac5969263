"""From which address does a request come? For brakes only: it is never stored."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Walk back through the proxies we trust; whatever stands before them may be made up."""
    forwarded = request.headers.get("x-forwarded-for", "").split(",")
    address = str(request.META.get("REMOTE_ADDR", ""))
    while forwarded and address in settings.TRUSTED_PROXIES:
        address = forwarded.pop().strip()
    return address
