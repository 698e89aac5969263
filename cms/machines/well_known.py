"""What browsers and others look for at the root of a site: an icon, a manifest, whom to warn."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.reading.frame import settings_in
from text.site_address import site_address
from wiki.module import begin_url

#: The colours of the mark and of the page behind it, as in `static/css/tokens.css`.
DARK, LIGHT = "#0d4450", "#ffffff"
#: At the root, where nobody asks for a page first.
ICONS = ("favicon.ico", "apple-touch-icon.png", "apple-touch-icon-precomposed.png")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Describe the site to a phone that puts it on its first screen.

    There is no service worker: without a connection the browser says so, as for any page.
    """
    site = settings_in(settings.LANGUAGE_CODE)
    icons = [
        {"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml"},
        *(_icon(f"icon-{size}.png", size) for size in (192, 512)),
        _icon("icon-maskable-512.png", 512) | {"purpose": "maskable"},
    ]
    return JsonResponse(
        {
            "id": "/",
            "name": site.name,
            "short_name": site.name[:30],
            "description": site.tagline,
            "lang": settings.LANGUAGE_CODE,
            "dir": "ltr",
            "start_url": "/",
            "scope": "/",
            # With the browser's own bar: people pass on addresses, and go back.
            "display": "minimal-ui",
            "theme_color": DARK,
            "background_color": LIGHT,
            "icons": icons,
            "shortcuts": [{"name": name, "url": url} for name, url in _shortcuts()],
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


def _shortcuts() -> list[tuple[str, str]]:
    """Return what a long press on the icon offers; writing only while some town takes articles."""
    write = begin_url()
    return [
        (_("Search"), reverse("search:results")),
        (_("Districts"), reverse("districts:districts")),
        *([(_("I know something"), write)] if write else []),
    ]


def _icon(name: str, size: int) -> dict[str, str]:
    return {"src": static(f"img/{name}"), "sizes": f"{size}x{size}", "type": "image/png"}


@require_safe
def icon(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with the site's mark where browsers look for it without being told."""
    path = finders.find(f"img/{name.replace('-precomposed', '')}")
    if path is None:
        raise Http404
    kind = "image/x-icon" if name.endswith(".ico") else "image/png"
    with open(str(path), "rb") as file:
        return HttpResponse(file.read(), content_type=kind)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Say whom somebody tells who has found a hole (RFC 9116).

    The mail address of the operator, else the page on contact. `Expires` lies six to seven
    months ahead and changes with the month: nobody has to renew it, and while the site is up
    it holds.
    """
    mail = settings_in(settings.LANGUAGE_CODE).operator_mail
    base = site_address()
    codes = dict.fromkeys(code.partition("-")[0] for code, _name in settings.LANGUAGES)
    lines = [
        f"Contact: mailto:{quote(mail, safe='@')}" if mail else f"Contact: {base}/kontakt/",
        f"Expires: {_expires(timezone.now()):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(codes)}",
        f"Canonical: {base}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _expires(now: datetime) -> datetime:
    """Return the first of the month in seven months' time."""
    months = now.year * 12 + now.month - 1 + 7
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=UTC)
