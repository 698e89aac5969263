"""Addresses that have no language: what machines ask for."""

from django.contrib.sitemaps import views
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from cms import for_machines
from cms.robots import robots
from cms.sitemaps import sections

SECTION = "cms-sitemap-section"

urlpatterns: list[URLPattern] = [
    path("robots.txt", robots),
    path("manifest.webmanifest", for_machines.manifest),
    path(".well-known/security.txt", for_machines.security),
    path("security.txt", for_machines.security),
    *(path(name, for_machines.icon, {"name": name}) for name in for_machines.ICONS),
    path(
        "sitemap.xml",
        require_safe(views.index),
        {"sitemaps": sections(), "sitemap_url_name": SECTION},
    ),
    path("sitemap-gesuche.xml", RedirectView.as_view(url="/sitemap-gesucht.xml", permanent=True)),
    path(
        "sitemap-<section>.xml", require_safe(views.sitemap), {"sitemaps": sections()}, name=SECTION
    ),
]
