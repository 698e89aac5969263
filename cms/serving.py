"""Which editorial page is at an address?

Wagtail walks down the tree, one query a step, and knows no other language. This finds the page by
its whole path, in the language of the address or else in German, and then leaves it to Wagtail.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from cms.querysets import at_address, specific_of


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Show the page at a path (without language prefix), or answer 404.

    Where there is no version in the language of the address, the German text is shown there; its
    template says so.
    """
    request._wagtail_route_for_request = find_route(path)  # type: ignore[attr-defined]
    response: HttpResponse = serve(request, path)
    return response


def find_route(path: str) -> RouteResult | None:
    """Return what Wagtail's own search would: the page to serve, or None. One query."""
    language = get_language() or settings.LANGUAGE_CODE
    homes = {root.language_code: root.root_path for root in Site.get_site_root_paths()}
    pages = list(at_address(path, homes, language, settings.LANGUAGE_CODE))
    own = next((page for page in pages if page.locale.language_code == language), None)
    found = own or next(iter(pages), None)
    return RouteResult(_specific(found)) if found else None


def _specific(page: Page) -> Page:
    """Return the page as its type, without asking again for what is known of it."""
    specific = specific_of(page)
    specific.locale = page.locale
    specific.is_known_public = not page.is_private
    return specific
