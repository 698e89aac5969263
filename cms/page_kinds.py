"""Which kind of thing is a page for search?"""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from cms.models import DistrictPage, HomePage

PAGE, DISTRICT = "page", "district"
KINDS = (PAGE, DISTRICT)


def kind_of(page: Page) -> str:
    """Return the search kind. Works on a bare `Page`, too, as Wagtail hands out after a move."""
    model = page.specific_class or type(page)
    return DISTRICT if issubclass(model, DistrictPage) else PAGE


def by_kind(pages: Iterable[Page]) -> dict[str, list[int]]:
    """Sort pages into the kinds: their primary keys by kind."""
    found: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for page in pages:
        found[kind_of(page)].append(page.pk)
    return found


def never_findable(model: type[Any]) -> bool:
    """Home pages only lead elsewhere, so nobody looks for them."""
    return issubclass(model, HomePage)
