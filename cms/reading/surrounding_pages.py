"""What the frame of a page links to: found together with the page, or with one query."""

from functools import cached_property

from django.http import HttpRequest
from wagtail.models import Page

from cms.querysets import frame_pages

EASY_LANGUAGE_PAGE = "leichte-sprache"


class SurroundingPages:
    """The pages around one page that everybody may read."""

    def __init__(self, page: Page, known: list[Page] | None = None) -> None:
        self.page = page
        self._known = known

    @cached_property
    def _pages(self) -> list[Page]:
        if self._known is not None:
            return self._known
        return list(frame_pages(self.page))

    @property
    def ancestors(self) -> list[Page]:
        """The pages above, from home down."""
        return [
            page
            for page in self._pages
            if page.path != self.page.path and self.page.path.startswith(page.path)
        ]

    @property
    def versions(self) -> list[Page]:
        """The page in every language it is published in."""
        key = self.page.translation_key
        return [page for page in self._pages if page.translation_key == key]


def surrounding_pages_of(request: HttpRequest, page: Page) -> SurroundingPages:
    """Return the frame of the page this request shows; the second call costs nothing."""
    known: SurroundingPages | None = getattr(request, "_cms_surrounding_pages", None)
    if known is None or known.page != page:
        known = SurroundingPages(page)
        request._cms_surrounding_pages = known  # type: ignore[attr-defined]
    return known


def remember_frame(request: HttpRequest, page: Page, known: list[Page]) -> None:
    """Keep the frame of the page this request shows; `known` are the readable pages around it."""
    request._cms_surrounding_pages = SurroundingPages(page, known)  # type: ignore[attr-defined]
