"""Addresses that have no language: what machines ask for."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.sitemaps import views
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from cms.machines import qr, well_known
from cms.machines.robots import robots
from cms.machines.sitemaps import used_sections
from cms.previews.view import preview

SECTION = "cms-sitemap-section"


def of_used(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a view of Django's sitemaps tell of what is used now."""

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> Any:
        return view(request, used_sections(), **kwargs)

    return answer


urlpatterns: list[URLPattern] = [
    path("robots.txt", robots),
    path("manifest.webmanifest", well_known.manifest),
    path(".well-known/security.txt", well_known.security),
    path("security.txt", well_known.security),
    *(path(name, well_known.icon, {"name": name}) for name in well_known.ICONS),
    path("qr/<path:page>.svg", qr.code, name="qr"),
    path("vorschau/<slug:kind>/<number:pk>-<slug:digest>.png", preview, name="preview"),
    path(
        "sitemap.xml",
        require_safe(of_used(views.index)),
        {"sitemap_url_name": SECTION},
    ),
    path("sitemap-gesuche.xml", RedirectView.as_view(url="/sitemap-gesucht.xml", permanent=True)),
    path("sitemap-<section>.xml", require_safe(of_used(views.sitemap)), name=SECTION),
]
