"""From where does a request come, and is the way there secured? One rule for both.

What a request says of itself (`X-Forwarded-For`, `X-Forwarded-Proto`) counts only when a proxy that
`TRUSTED_PROXIES` names has handed it over. The address serves rate limits only; it is never stored.
"""

from __future__ import annotations

import ipaddress
import logging
import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)

#: In `TRUSTED_PROXIES`: whoever comes through a socket of this machine, and so has no address.
UNIX = "unix"
FOR, PROTO = "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"
#: Other ways in which proxies say that a visitor came by HTTPS. We do not take them, but know them.
OTHERWISE = {
    "HTTP_FORWARDED": r"proto=\"?https",
    "HTTP_X_FORWARDED_PROTOCOL": "^https$",
    "HTTP_X_FORWARDED_SCHEME": "^https$",
    "HTTP_X_URL_SCHEME": "^https$",
    "HTTP_X_FORWARDED_SSL": "^on$",
    "HTTP_FRONT_END_HTTPS": "^on$",
}
#: Nothing further in may take one of these for the truth.
CLAIMS = (
    *(FOR, PROTO, "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT", "HTTP_X_FORWARDED_PREFIX"),
    *("HTTP_X_REAL_IP", *OTHERWISE),
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
        believed = is_trusted(peer)
        if believed:
            if claimed:
                _set_scheme(request, "https" if _all_secured(claimed) else "http")
            request.META["REMOTE_ADDR"] = address_of(request)
        if settings.HTTPS and not request.is_secure() and _came_by_https(request):
            return _misunderstood(peer, believed=believed, claimed=claimed)
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


def _came_by_https(request: HttpRequest) -> bool:
    """Whether a proxy says, in whatever way, that the visitor's own way to it is secured.

    Then leading to HTTPS, as usual, would come back here for ever.
    """
    claimed = str(request.META.get(PROTO, ""))
    if claimed:
        return claimed.split(",")[0].strip().lower() == "https"
    said = ((str(request.META.get(name, "")), words) for name, words in OTHERWISE.items())
    return any(re.search(words, value.strip(), re.IGNORECASE) for value, words in said)


def _misunderstood(peer: str, *, believed: bool, claimed: str) -> HttpResponse:
    """Say which setting or header is missing."""
    if not believed:
        name = peer or UNIX
        words = (
            f"Diese Website steht hinter einem Proxy ({name}), den sie nicht kennt. "
            f"{'Seine Adresse' if peer else f'Das Wort „{UNIX}“'} gehört in die Einstellung "
            "TRUSTED_PROXIES."
        )
    elif claimed:
        words = (
            "Nicht jeder Schritt bis zu dieser Website ist verschlüsselt: X-Forwarded-Proto nennt "
            f"„{claimed[:100]}“. Der Proxy soll dort nur sagen, wie die Besucher zu ihm kommen."
        )
    else:
        words = (
            "Der Proxy vor dieser Website soll mit X-Forwarded-Proto sagen, dass seine Besucher "
            "über HTTPS kommen; andere Kopfzeilen dafür kennt sie nicht."
        )
    _log(peer or UNIX, believed)
    return HttpResponse(f"{words}\n", status=400, content_type="text/plain; charset=utf-8")


@lru_cache(maxsize=64)
def _log(peer: str, believed: bool) -> None:
    """Once for each: whoever sends such headers on purpose does not fill the log."""
    if believed:
        logger.warning("The proxy at %s does not say in X-Forwarded-Proto that HTTPS is on.", peer)
    else:
        logger.warning(
            "A proxy at %s is not in TRUSTED_PROXIES; its headers are not believed.", peer
        )
