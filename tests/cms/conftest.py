"""Editorial pages for tests: the skeleton is in every test database, the rest is made here."""

import io
from collections.abc import Callable

import pytest
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import Page

from cms.models import BasePage
from cms.services import create_page, find_page
from districts.models import City, District
from districts.services.places import create_city, create_district
from pictures.models import Picture

MakePage = Callable[..., BasePage]


@pytest.fixture
def home(db: None) -> Page:
    """The German home page."""
    page = find_page(path="", locale="de")
    assert page is not None
    return page


@pytest.fixture
def make_page(db: None) -> MakePage:
    """Make a published standard page at a path, below its parent of the same language."""

    def make(path: str, *, title: str = "", locale: str = "de", **values: object) -> BasePage:
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

    return make


@pytest.fixture
def picture(db: None) -> Picture:
    """A real image with all that belongs to it."""
    content = io.BytesIO()
    Image.new("RGB", (1600, 900), "teal").save(content, "PNG")
    content.seek(0)
    return Picture.objects.create(
        title="Der Bach",
        description="Ein Bach unter Weiden",
        file=ImageFile(content, name="bach.png"),
        credit="Mia Muster",
        licence="cc-by-4.0",
        source_url="https://example.org/bach",
    )


@pytest.fixture
def city(db: None) -> City:
    """A town with a word of its own for its parts."""
    return create_city(name="Musterstadt", district_term="Bezirk", district_term_plural="Bezirke")


@pytest.fixture
def district(city: City) -> District:
    """A district, with the page that its creation makes."""
    return create_district(city=city, name="Mühlental", short="Mühlental", sentence="Am Bach.")
