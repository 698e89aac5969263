"""Editorial pages for tests: the skeleton is in every test database, the rest is made here."""

from collections.abc import Callable

import pytest
from wagtail.models import Page

from cms.models import BasePage
from cms.services import create_page, find_page
from districts.models import City, District
from districts.services.places import create_city, create_district
from pictures.models import Picture
from tests.pictures.factories import create_picture

MakePage = Callable[..., BasePage]


@pytest.fixture
def home(db: None) -> Page:
    """The German home page."""
    page = find_page(path="", locale="de")
    assert page is not None
    return page


def page_at(path: str, *, title: str = "", locale: str = "de", **values: object) -> BasePage:
    """Make a published standard page at a path, below its parent of the same language."""
    above, _slash, slug = path.rpartition("/")
    parent = find_page(path=above, locale=locale)
    given: dict[str, object] = {
        "type": "standard",
        "parent": parent,
        "locale": locale,
        "slug": slug,
        "title": title or slug.capitalize(),
        **values,
    }
    return create_page(**given)  # type: ignore[arg-type]


@pytest.fixture
def make_page(db: None) -> MakePage:
    """Make pages as ``page_at`` does."""
    return page_at


@pytest.fixture
def picture(db: None) -> Picture:
    """A real image with all that belongs to it."""
    return create_picture()


@pytest.fixture
def city(db: None) -> City:
    """A town with a word of its own for its parts."""
    return create_city(name="Musterstadt", district_term="Bezirk", district_term_plural="Bezirke")


@pytest.fixture
def district(city: City) -> District:
    """A district, with the page that its creation makes."""
    return create_district(city=city, name="Mühlental", short="Mühlental", sentence="Am Bach.")
