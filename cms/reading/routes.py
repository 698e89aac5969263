"""Which editorial page is at an address?

Wagtail walks down the tree, one query a step, and knows no other language. This finds the page by
its whole path, in the language of the address or else in German.
"""

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from cms.querysets import around_address, specific_of
from cms.reading.surrounding_pages import remember_frame
from text.languages import current_language


def find_route(path: str, request: HttpRequest) -> Page | None:
    """Return the page to serve, or None. One query.

    The request learns it, as Wagtail's own search would tell it, and what its frame links to.
    """
    page = _found(path, request)
    route = RouteResult(page) if page else None
    request._wagtail_route_for_request = route  # type: ignore[attr-defined]
    return page


def _found(path: str, request: HttpRequest) -> Page | None:
    language = current_language()
    homes = {root.language_code: root.root_path for root in Site.get_site_root_paths()}
    around = list(around_address(path, homes, {language, settings.LANGUAGE_CODE}))
    here = [page for page in around if page.is_here]
    own = next((page for page in here if page.locale.language_code == language), None)
    found = own or next(iter(here), None)
    if found is None:
        return None
    page = _specific(found)
    remember_frame(request, page, [known for known in around if not known.is_private])
    return page


def _specific(page: Page) -> Page:
    """Return the page as its type, without asking again for what is known of it."""
    specific = specific_of(page)
    specific.locale = page.locale
    specific.is_known_public = not page.is_private
    return specific
