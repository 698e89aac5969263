"""From where does a request come, and is the way there secured? One rule for both.

What a request says of itself (`X-Forwarded-For`, `X-Forwarded-Proto`) counts only when a proxy that
`TRUSTED_PROXIES` names has handed it over. The address serves rate limits only; it is never stored.
"""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Callable, Iterable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)

#: In `TRUSTED_PROXIES`: whoever comes through a socket of this machine, and so has no address.
UNIX = "unix"
FOR, PROTO = "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"
#: Nothing further in may take one of these for the truth.
CLAIMS = (
    *(FOR, PROTO, "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT", "HTTP_X_FORWARDED_PREFIX"),
    *("HTTP_X_FORWARDED_SSL", "HTTP_X_FORWARDED_PROTOCOL", "HTTP_X_REAL_IP", "HTTP_FORWARDED"),
)

#: Where proxies and containers of one's own are.
NEAR = tuple(
    ipaddress.ip_network(text)
    for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "fc00::/7", "::1")
)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def address_of(request: HttpRequest) -> str:
    """Walk back through the proxies we trust; whatever stands before them may be made up."""
    forwarded = str(request.META.get(FOR, "")).split(",")
    address = str(request.META.get("REMOTE_ADDR", ""))
    while forwarded and is_trusted(address):
        before = _read(forwarded.pop())
        if before is None:
            break  # a proxy's "unknown", or nothing: then the proxy stands for its visitors
        address = str(before)
    return address


def is_trusted(address: str) -> bool:
    """Whether what comes from this address was handed over by a proxy of ours."""
    proxies = settings.TRUSTED_PROXIES
    read = _read(address)
    if read is None:
        return not address and UNIX in proxies
    return any(read in network for network in _networks(tuple(proxies)))


@lru_cache(maxsize=8)
def _networks(texts: Iterable[str]) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(text) for text in texts if text != UNIX)


def _read(text: str) -> Address | None:
    """Return an address, also one with a port or in the form that IPv6 sockets give to IPv4."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


class ProxyMiddleware:
    """Puts address and scheme of the visitor into the request, the first of all middleware.

    From here on a request looks as if the visitor had come without a proxy.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        peer = str(request.META.get("REMOTE_ADDR", ""))
        claimed = str(request.META.get(PROTO, ""))
        if is_trusted(peer):
            if claimed:
                _set_scheme(request, "https" if _all_secured(claimed) else "http")
            request.META["REMOTE_ADDR"] = address_of(request)
        elif settings.HTTPS and _all_secured(claimed) and _is_near(peer):
            return _unknown_proxy(peer)
        for name in CLAIMS:
            request.META.pop(name, None)
        return self.get_response(request)


def _all_secured(claimed: str) -> bool:
    """Whether every step that proxies tell of was secured; one that was not could be overheard."""
    return {step.strip().lower() for step in claimed.split(",")} == {"https"}


def _set_scheme(request: HttpRequest, scheme: str) -> None:
    if hasattr(request, "scope"):
        request.scope["scheme"] = scheme
    request.META["wsgi.url_scheme"] = scheme


def _is_near(peer: str) -> bool:
    """Whether this is an address of private networks: there it is a proxy, not a visitor."""
    address = _read(peer)
    return address is not None and any(address in network for network in NEAR)


def _unknown_proxy(peer: str) -> HttpResponse:
    """Say what is missing. Leading to HTTPS, as usual, would come back here for ever."""
    words = (
        f"Diese Website steht hinter einem Proxy ({peer}), den sie nicht kennt. "
        "Seine Adresse gehört in die Einstellung TRUSTED_PROXIES.\n"
    )
    logger.warning("A proxy at %s is not in TRUSTED_PROXIES; its headers are not believed.", peer)
    return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")
