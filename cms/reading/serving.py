"""Which editorial page is at an address?

Wagtail walks down the tree, one query a step, and knows no other language. This finds the page by
its whole path, in the language of the address or else in German, and then leaves it to Wagtail.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve

import pagecache
from cms.querysets import around_address, specific_of
from cms.reading.surrounding_pages import EASY_LANGUAGE, EASY_LANGUAGE_PAGE, remember_frame
from text.languages import current_language


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Show the page at a path (without language prefix), or answer 404.

    Where there is no version in the language of the address, the German text is shown there; its
    template says so.
    """
    route = find_route(path, request)
    request._wagtail_route_for_request = route  # type: ignore[attr-defined]
    pagecache.shows_only()  # beside lists, passages and links, which say what they show
    response: HttpResponse = serve(request, path)
    return response


def find_route(path: str, request: HttpRequest) -> RouteResult | None:
    """Return what Wagtail's own search would: the page to serve, or None. One query.

    The request learns what the page's frame links to.
    """
    language = current_language()
    homes = {root.language_code: root.root_path for root in Site.get_site_root_paths()}
    helping = f"{homes.get(EASY_LANGUAGE, '')}{EASY_LANGUAGE_PAGE}/"
    around = list(around_address(path, homes, {language, settings.LANGUAGE_CODE}, helping))
    here = [page for page in around if page.is_here]
    own = next((page for page in here if page.locale.language_code == language), None)
    found = own or next(iter(here), None)
    if found is None:
        return None
    page = _specific(found)
    remember_frame(request, page, [known for known in around if not known.is_private])
    return RouteResult(page)


def _specific(page: Page) -> Page:
    """Return the page as its type, without asking again for what is known of it."""
    specific = specific_of(page)
    specific.locale = page.locale
    specific.is_known_public = not page.is_private
    return specific
