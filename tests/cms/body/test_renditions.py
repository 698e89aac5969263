"""Pictures are made small before anybody asks for them."""

import re
from typing import Any

import pytest
from django.test import Client

from cms.models import BasePage, SiteSettings
from pictures.models import Picture, Rendition
from tests.cms.conftest import MakePage

pytestmark = pytest.mark.any_database


@pytest.fixture
def with_picture(
    make_page: MakePage, picture: Picture, django_capture_on_commit_callbacks: Any
) -> BasePage:
    page = make_page("am-bach", title="Am Bach")
    page.body.append(("image", {"image": picture, "caption": "Der Bach"}))
    assert not Rendition.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    return page


def test_the_visitor_finds_every_size_in_a_modern_format(
    with_picture: BasePage, client: Client
) -> None:
    made = set(Rendition.objects.values_list("filter_spec", flat=True))
    html = client.get("/am-bach/").content.decode()
    assert set(Rendition.objects.values_list("filter_spec", flat=True)) == made
    assert re.search(r'<source [^>]*type="image/avif"', html)
    assert 'loading="lazy"' in html
    for size in Rendition.objects.all():
        assert size.url in html


def test_many_pictures_cost_no_more_queries_than_one(
    with_picture: BasePage, client: Client, django_assert_max_num_queries: Any
) -> None:
    first = with_picture.body[-1].value["image"]
    for number in range(5):
        other = Picture.objects.create(title=f"Bild {number}", file=first.file, description="Bach")
        with_picture.body.append(("image", {"image": other, "caption": ""}))
    with_picture.save_revision().publish()
    client.get("/am-bach/?frisch=1")  # outside a commit nothing was made ahead
    with django_assert_max_num_queries(9):
        client.get("/am-bach/?frisch=1")


def test_another_part_of_a_picture_is_made_for_the_pages_that_show_it(
    with_picture: BasePage, picture: Picture, django_capture_on_commit_callbacks: Any
) -> None:
    Rendition.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        picture.save()
    assert Rendition.objects.filter(filter_spec__contains="avif").exists()


def test_the_logo_is_made_with_the_settings(
    picture: Picture, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    settings = SiteSettings.objects.get(locale__language_code="de")
    settings.logo = picture
    with django_capture_on_commit_callbacks(execute=True):
        settings.save()
    logo = Rendition.objects.get()
    assert f'class="site-mark" src="{logo.url}"' in client.get("/").content.decode()
