"""What may programs of others do with what everybody may read? Read it from any page, and cheaply.

The API, the feeds and the calendars are open: a page of somebody else may fetch them in the
browser of its readers, as a guest. Never with what identifies a reader (a session, a token): such
an answer says nothing about other pages, and browsers then keep it from them.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import (
    get_conditional_response,
    patch_vary_headers,
    set_response_etag,
)
from django.utils.http import parse_http_date_safe

API = "/api/v1/"
FILES = (".atom", ".ics")
READING = ("GET", "HEAD")
#: What else a page may read of an answer, besides the few headers that it always may.
EXPOSED = "Allow, Content-Disposition, Content-Language, Content-Length, ETag, Retry-After"
#: What a page may send besides what needs no leave; nothing that says who somebody is.
ASKED = frozenset({"accept", "accept-language", "content-type", "if-none-match"})
ASKED_ALSO = frozenset({"if-modified-since", "cache-control", "range", "x-requested-with"})
LASTS = "86400"


class OpenAddressesMiddleware:
    """Marks open answers as open, and answers 304 where nothing has changed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not _is_open(request.path_info):
            return response
        patch_vary_headers(response, ["Cookie", "Authorization"])
        if request.method in READING:
            response = _if_changed(request, response)
        if _says_who(request):
            return response
        if request.method in READING:
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Expose-Headers"] = EXPOSED
        elif request.method == "OPTIONS" and response.status_code in (200, 405):
            _answer_preflight(request, response)
        return response


def _is_open(path: str) -> bool:
    return path.startswith(API) or path.endswith(FILES)


def _says_who(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers


def _answer_preflight(request: HttpRequest, response: HttpResponse) -> None:
    """Let reading pass that tells nobody's name; for anything else there is no leave."""
    names = request.headers.get("Access-Control-Request-Headers", "").lower().split(",")
    wanted = {name.strip() for name in names} - {""}
    method = request.headers.get("Access-Control-Request-Method", "GET")
    if method in READING and wanted <= ASKED | ASKED_ALSO:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = ", ".join(sorted(ASKED | ASKED_ALSO))
        response.headers["Access-Control-Max-Age"] = LASTS


def _if_changed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Name the state of what is answered, and send nothing to whoever has it already."""
    if response.status_code != 200 or response.streaming:
        return response
    response.headers.setdefault("Cache-Control", "no-cache")
    if not response.has_header("ETag"):
        set_response_etag(response)
    found = get_conditional_response(
        request,
        etag=response.headers.get("ETag"),  # an answer without a word has none
        last_modified=parse_http_date_safe(response.headers.get("Last-Modified", "")),
        response=response,
    )
    return found or response
