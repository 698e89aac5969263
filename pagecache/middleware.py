"""Answers anonymous readers from memory, as long as nothing has changed that a page shows.

The content version is read *before* a page is rendered, and kept with it: what was rendered from
older content is never taken for a page of a newer version.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from pagecache import shared
from pagecache.compression import compress, is_accepted, named_as_sent, packed_copy, sent
from pagecache.shown import collecting
from pagecache.version import current

# A minute bounds what time alone changes on a page ("next dates"), where nobody wrote anything.
MAX_SECONDS = 60
MAX_BYTES = 1_000_000
# Longer addresses are nobody's bookmark; each would push a page that many read out of the store.
MAX_ADDRESS = 500
NEVER = (
    *("/admin/", "/-/", "/api/", "/konto/", "/static/", "/media/", "/documents/"),
    "/lagezeichen/",  # says itself how long it may be kept
    # The index follows a change by a second; an answer from before that must not last a minute.
    *(f"{language}/suche/" for language in ("", "/en", "/de-simple")),
)
# Parameters that our pages read. Any other one goes past the store, so that nobody can fill it
# with copies of one page under made-up addresses.
KNOWN_PARAMETERS = frozenset(
    "q district kind topic sector status language near sort page from to title effort cost "
    "target_group transferable funding when open_to view ansicht month type year purpose reach "
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
        stored = shared.read(name)
        if stored is None:
            seen = current()
            with collecting() as shown:
                response = self.get_response(request)
            # What answers HEAD may be shorter than what answers GET.
            if request.method != "GET" or not _may_be_stored(response):
                return compress(request, response)
            stored = shared.Stored(_freeze(response), seen, shown.keys)
            cache.set(name, stored, MAX_SECONDS)
        return _thaw(request, stored.value)


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


@dataclass(frozen=True, slots=True)
class _Page:
    """An answer as it is kept; `packed` is its body compressed, where that is worth while."""

    body: bytes
    packed: bytes | None
    etag: str
    headers: dict[str, str]


def _freeze(response: HttpResponse) -> _Page:
    body = response.content
    etag = '"' + hashlib.blake2b(body, digest_size=12).hexdigest() + '"'
    headers = {name: value for name, value in response.items() if name != "Set-Cookie"}
    return _Page(body, packed_copy(response), etag, headers)


def _thaw(request: HttpRequest, page: _Page) -> HttpResponse:
    asked = request.headers.get("if-none-match", "")
    unchanged = page.etag in {tag.strip().removeprefix("W/") for tag in asked.split(",")}
    response = HttpResponseNotModified() if unchanged else HttpResponse(page.body)
    for name, value in page.headers.items():
        # A 304 has no length of its own, and that of the page depends on its shape.
        if not (unchanged and name == "Content-Length"):
            response[name] = value
    response["ETag"] = page.etag
    # Browsers ask again each time: a change shows at once, an unchanged page costs no transfer.
    response["Cache-Control"] = "no-cache"
    if page.packed is None:
        return response
    if unchanged:
        return named_as_sent(response, packed=is_accepted(request))
    return sent(response, page.packed if is_accepted(request) else None)
