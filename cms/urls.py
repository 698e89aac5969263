"""The addresses of this app; the last ones but Wagtail's own."""

from django.urls import URLPattern, path, re_path
from wagtail.urls import serve_pattern

from cms.machines.feeds import SeriesFeed
from cms.reading.passwords import open_with_password
from cms.reading.serving import serve_page
from cms.registered.sign_in_reasons import to_sign_in
from cms.style_guide.page import styleguide

urlpatterns: list[URLPattern] = [
    path("styleguide/", styleguide, name="styleguide"),
    # Wagtail's own login form would stand beside ours, without its limits.
    path("_util/login/", to_sign_in),
    # Wagtail's address, which the pattern of its pages would take for one.
    path(
        "_util/authenticate_with_password/<number:page_view_restriction_id>/<number:page_id>/",
        open_with_password,
    ),
    path("beitraege/<slug:slug>/feed.atom", SeriesFeed(), name="cms-series-feed"),
    # Wagtail's route of the same pattern stays behind this one, to make addresses with.
    re_path(serve_pattern, serve_page),
]
