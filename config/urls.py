"""Every address: German words without prefix; other locales below `/en/`, `/de-simple/`."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.registered.sign_in_reasons import to_the_admin
from config.api import api, not_found
from config.german import without_prefix

handler403 = "config.refused.refused"
urlpatterns = [
    path("-/", include("config.health")),
    path("api/v1/", api.urls),
    re_path(r"^api/v1/", not_found),
    # One way to sign in for everybody: the one with limits and mailed codes.
    path("admin/login/", to_the_admin),
    path("", include("cms.admin.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path(settings.MEDIA_URL.lstrip("/"), include("config.media")),
    path("", include("cms.machines.urls")),
    # German has no prefix; the address a visitor might guess leads to the one that is.
    re_path(r"^de/(?P<rest>.*)$", without_prefix),
    *i18n_patterns(
        path("", include("accounts.urls")),
        path("", include("search.urls")),
        path("", include("community.urls")),
        path("", include("pictures.urls")),
        path("", include("districts.urls")),
        path("", include("wiki.urls")),
        path("", include("cms.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
