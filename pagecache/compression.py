"""Answers leave compressed, where the reader's program takes that and nothing in them is secret.

How long a compressed answer is tells what is in it: who can have words of their own shown beside a
secret, and watch the line, learns the secret letter by letter (BREACH). So only what everybody may
read is compressed: nobody's session, no cookie, nothing that is to be kept private.
"""

from __future__ import annotations

import gzip
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

R = TypeVar("R", bound=HttpResponse)
#: Below this the frame of the compression takes what it saves.
LEAST_BYTES = 500
# Level 6 takes 2 ms for a page of 60 kB; 9 takes twice as long and saves one per cent.
LEVEL = 6
TYPES = (
    "text/",
    "application/json",
    "application/geo+json",
    "application/feed+json",
    "application/ld+json",
    "application/atom+xml",
    "application/rss+xml",
    "application/xml",
    "application/javascript",
    "image/svg+xml",
)


def without_secrets(response: R) -> R:
    """Let an answer be compressed that no proxy may keep: guests see nothing there of their own."""
    response.has_no_secrets = True  # type: ignore[attr-defined]
    return response


def compress(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Compress an answer that nobody keeps, if it is for everybody; others are left as they are."""
    if not _is_for_everybody(request, response) or not may_be_compressed(response):
        return response
    return sent(response, packed_copy(response) if is_accepted(request) else None)


def _is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    if request.method not in {"GET", "HEAD"} or "authorization" in request.headers:
        return False
    control = response.get("Cache-Control", "")
    is_private = "private" in control or "no-store" in control
    is_private &= not getattr(response, "has_no_secrets", False)
    return not (request.COOKIES or response.cookies or is_private)


def may_be_compressed(response: HttpResponse) -> bool:
    """Say whether it is worth while: text, long enough, whole and not compressed yet."""
    if response.streaming or response.status_code != 200 or response.has_header("Content-Encoding"):
        return False
    kind = response.get("Content-Type", "").lower()
    return kind.startswith(TYPES) and len(response.content) >= LEAST_BYTES


def packed_copy(response: HttpResponse) -> bytes | None:
    """Return the body compressed; None where that is not worth while."""
    if not may_be_compressed(response):
        return None
    return gzip.compress(response.content, LEVEL, mtime=0)


def sent(response: HttpResponse, packed: bytes | None) -> HttpResponse:
    """Send the compressed body in place of the other, if there is one (None: not wanted)."""
    if packed is not None:
        response.content = packed
        response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(packed))
    return named_as_sent(response, packed=packed is not None)


def named_as_sent(response: HttpResponse, *, packed: bool) -> HttpResponse:
    """Say that the answer has two shapes, and name the one that is sent, or would be (304)."""
    patch_vary_headers(response, ["Accept-Encoding"])
    # Compressed it is the same page, and not the same bytes (RFC 9110, 8.8.3).
    if packed and response.get("ETag", "").startswith('"'):
        response["ETag"] = f"W/{response['ETag']}"
    return response


def is_accepted(request: HttpRequest) -> bool:
    """Say whether the program that asks takes gzip (RFC 9110, 12.5.3)."""
    weights: dict[str, bool] = {}
    for offer in request.headers.get("accept-encoding", "").lower().split(","):
        name, _, weight = offer.partition(";")
        value = weight.strip().removeprefix("q=").strip()
        weights[name.strip()] = value.rstrip("0") not in {"0.", ""} if weight else True
    return weights.get("gzip", weights.get("*", False))
