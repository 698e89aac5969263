"""A page may have its text in sign language, as a video that is asked of nobody before it plays."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cms.models import BasePage
from tests.cms.conftest import MakePage, page_at
from tests.cms.test_blocks import show

pytestmark = pytest.mark.django_db

VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


@pytest.mark.parametrize("address", ["/", "/barrierefreiheit/", "/hitze/"])
def test_it_stands_below_the_title_and_loads_nothing(
    client: Client, make_page: MakePage, home: BasePage, address: str
) -> None:
    page: Any = home.specific if address == "/" else make_page(address.strip("/"))
    page.sign_language = VIDEO
    page.full_clean()
    page.save_revision().publish()
    html = client.get(address).content.decode()
    assert html.count("<summary>In Gebärdensprache</summary>") == 1
    assert 'data-video="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"' in html
    assert "<iframe" not in html
    assert "i.ytimg.com" not in html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://example.org/film.mp4", "film"])
def test_other_addresses_are_refused_at_the_field_and_never_shown(client: Client, url: str) -> None:
    page = page_at("hitze", title="Hitze")
    page.sign_language = url
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert list(refused.value.message_dict) == ["sign_language"]
    type(page).objects.filter(pk=page.pk).update(sign_language=url)
    html = client.get("/hitze/").content.decode()
    assert url not in html
    assert "Gebärdensprache" not in html


def test_a_section_in_easy_language_has_a_drawing_where_it_has_no_picture(
    client: Client, make_page: MakePage
) -> None:
    value = {"heading": "Was ist ein Runder Tisch?", "image": None, "text": "<p>Ein Treffen.</p>"}
    page = make_page("tisch")
    assert "illustrations" not in show(client, page, ("easy_section", value))
    html = show(client, page, ("easy_section", value | {"drawing": "runder-tisch"}))
    assert "#runder-tisch" in html
    assert 'aria-hidden="true"' in html


def test_every_drawing_has_a_name_in_the_chooser(db: None) -> None:
    from cms.blocks.drawings import drawings

    named = dict(drawings())
    assert len(named) >= 30
    assert all(str(words).strip() for words in named.values())
    assert not any(name.startswith("empty-") for name in named)
