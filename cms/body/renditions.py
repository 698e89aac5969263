"""Which sizes of pictures will readers ask for? Those are made when a page is published.

A visitor must not wait for a picture to be drawn smaller in two formats. What the templates of the
blocks ask for is found by rendering them once, so that no list of sizes can lag behind.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from wagtail.models import Page

from cms.models import SiteSettings
from pictures.models import Picture

# The header's 48 px, twice as sharp.
LOGO_SIZE = "fill-96x96"


def pictures_of(page: Page) -> list[Picture]:
    """Return the pictures in the body of a page, with their sizes fetched along. One query."""
    found = [picture for _block, pictures in _with_pictures(page) for picture in pictures]
    if found:
        prefetch_related_objects(found, "renditions")
    return found


def make_for_page(page: Page) -> None:
    """Make what a public page shows once its transaction is committed; drafts have time."""
    if page.live and any(True for _ in _with_pictures(page)):
        transaction.on_commit(lambda: _render(page), robust=True)


def make_for_picture(picture: Picture) -> None:
    """Make the sizes of a changed picture for the pages that show it, after the commit."""
    transaction.on_commit(lambda: _render_users(picture), robust=True)


def make_for_settings(settings: SiteSettings) -> None:
    """Make the logo at the size of the header, after the commit."""
    logo = settings.logo
    if logo and logo.is_public:
        transaction.on_commit(lambda: logo.get_rendition(LOGO_SIZE), robust=True)


def _render(page: Page) -> None:
    for block, _pictures in _with_pictures(page):
        block.render_as_block({"page": page})


def pages_with(picture: Picture) -> list[Page]:
    """Return the pages that show a picture, or would if it were public."""
    return [user for user, _references in picture.get_usage() if isinstance(user, Page)]


def _render_users(picture: Picture) -> None:
    for user, _references in picture.get_usage():
        if isinstance(user, Page) and user.live:
            _render(user.specific)
        elif isinstance(user, SiteSettings) and picture.is_public:
            picture.get_rendition(LOGO_SIZE)


def _with_pictures(page: Page) -> Iterator[tuple[Any, list[Picture]]]:
    for block in getattr(page, "body", None) or ():
        if pictures := list(_pictures_in(block.value)):
            yield block, pictures


def _pictures_in(value: object) -> Iterable[Picture]:
    if isinstance(value, Picture):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _pictures_in(part)
