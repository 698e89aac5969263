"""Answers anonymous readers with kept pages, as long as nothing has changed that a page shows.

The content version is read *before* a page is rendered, and kept with it: what was rendered from
older content is never taken for a page of a newer version.
"""

import hashlib
from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

from pagecache import pages, shared
from pagecache.compression import compress, is_accepted, named_as_sent, packed_copy
from pagecache.shown import collecting
from pagecache.version import current

MAX_BYTES = 1_000_000
# Longer addresses are nobody's bookmark; each would push a page that many read out of the store.
MAX_ADDRESS = 500
NEVER = (
    *("/admin/", "/-/", "/api/", "/konto/", "/static/", "/media/", "/documents/"),
    *("/lagezeichen/", "/qr/", "/vorschau/"),  # say themselves how long they may be kept
    # The index follows a change by a second; an answer from before that must not last a minute.
    *(f"{language}/suche/" for language in ("", "/en", "/de-simple")),
)
# Parameters that our pages read. Any other one goes past the store, so that nobody can fill it
# with copies of one page under made-up addresses.
KNOWN_PARAMETERS = frozenset(
    "q district kind topic sector status language near sort page from to title effort cost "
    "target_group transferable funding when open_to view ansicht month day type year purpose reach "
    "cooperation failed_because".split()
)

Query = list[tuple[str, tuple[str, ...]]]


class AnonymousPageMiddleware:
    """Stores whole pages for readers without a session; the first middleware of all.

    Stores only answers with status 200, without `Set-Cookie`, without `Cache-Control: no-store` or
    `private`, up to 1 MB.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Addresses and forms of this site are UTF-8, whatever a request says about itself: else one
        # address could be read in several ways, and be stored under the other's name.
        request.encoding = None  # type: ignore[assignment]
        if not _is_anonymous_read(request):
            return compress(request, _kept_private(request, self.get_response(request)))
        # As the views will read it: of a parameter's own values the order counts.
        query = sorted((name, tuple(values)) for name, values in request.GET.lists())
        if not _is_worth_storing(request, query):
            return compress(request, self.get_response(request))
        name = shared.key("page", _words(request, query))
        page = pages.read(name)
        if page is None:
            seen = current()
            with collecting(seen) as shown:
                response = self.get_response(request)
            # What answers HEAD may be shorter than what answers GET.
            if request.method != "GET" or not _may_be_stored(response):
                return compress(request, response)
            page = _freeze(response, seen, shown.keys)
            pages.keep(name, page)
        return _thaw(request, page)


def _is_anonymous_read(request: HttpRequest) -> bool:
    if request.method not in {"GET", "HEAD"} or request.path_info.startswith(NEVER):
        return False
    cookies = request.COOKIES
    return settings.SESSION_COOKIE_NAME not in cookies and "messages" not in cookies


def _kept_private(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let no proxy on the way keep what somebody with a session sees, unless the view decides."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        response.headers.setdefault("Cache-Control", "private")
    return response


def _is_worth_storing(request: HttpRequest, query: Query) -> bool:
    """Say whether others are likely to ask for the same."""
    if any(name not in KNOWN_PARAMETERS for name, _values in query):
        return False
    return len(request.META.get("QUERY_STRING", "")) + len(request.path_info) <= MAX_ADDRESS


def _words(request: HttpRequest, query: Query) -> str:
    """Return everything beside the content that the making of a page depends on.

    The path is the one by which the page is chosen (`path_info`), not the one that a server may
    have put together from a header.
    """
    parts = (
        request.scheme or "",
        request.headers.get("host", ""),
        request.path_info,
        urlencode(query, doseq=True),
    )
    return repr(parts)


def _may_be_stored(response: HttpResponse) -> bool:
    if response.status_code != 200 or response.streaming or response.cookies:
        return False
    control = response.get("Cache-Control", "")
    if "no-store" in control or "private" in control or "no-cache" in control:
        return False
    return len(response.content) <= MAX_BYTES


def _freeze(response: HttpResponse, seen: int, keys: tuple[str, ...]) -> pages.Page:
    body, packed = response.content, packed_copy(response)
    etag = '"' + hashlib.blake2b(body, digest_size=12).hexdigest() + '"'
    headers = {
        name: value
        for name, value in response.items()
        if name not in {"Set-Cookie", "Content-Length"}
    }
    sent = body if packed is None else packed
    return pages.Page(sent, packed is not None, etag, headers, seen, keys)


def _thaw(request: HttpRequest, page: pages.Page) -> HttpResponse:
    asked = request.headers.get("if-none-match", "")
    unchanged = page.etag in {tag.strip().removeprefix("W/") for tag in asked.split(",")}
    packed = page.packed and is_accepted(request)
    body = b"" if unchanged else page.sent if packed else page.body()
    response = HttpResponseNotModified() if unchanged else HttpResponse(body)
    for name, value in page.headers.items():
        response[name] = value
    response["ETag"] = page.etag
    # Browsers ask again each time: a change shows at once, an unchanged page costs no transfer.
    response["Cache-Control"] = "no-cache"
    if settings.SHARED_CACHE_SECONDS:
        response["Cache-Control"] = (
            f"public, max-age=0, must-revalidate, s-maxage={settings.SHARED_CACHE_SECONDS}"
        )
        # Who has a session sees another page at the same address.
        patch_vary_headers(response, ["Cookie"])
    if not unchanged:
        response["Content-Length"] = str(len(body))
    if not page.packed:
        return response
    if packed and not unchanged:
        response["Content-Encoding"] = "gzip"
    return named_as_sent(response, packed=packed)
