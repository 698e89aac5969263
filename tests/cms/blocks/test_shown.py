"""A page shows nothing in the place of a picture that is hidden, and editors keep it."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from accounts.models import User
from accounts.services import create_user
from cms.body.page_text import plain_text_of
from cms.models import BasePage, SiteSettings
from pictures.models import Picture
from pictures.services import set_state
from tests.cms.conftest import MakePage

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

IMAGE = {"decorative": False, "alt_text": "Ein Mühlrad"}
VIDEO = {"url": "https://youtu.be/dQw4w9WgXcQ", "title": "Ein Film", "transcript": ""}


@pytest.fixture
def moderator(db: None) -> User:
    return create_user(email="m@example.org", name="Mara", trust=User.Trust.MODERATOR)


@pytest.fixture
def page(make_page: MakePage, picture: Picture) -> BasePage:
    image = {"image": picture.pk, **IMAGE}
    raw = [
        {"type": "image", "value": {"image": image, "caption": "Im Mai am Rad"}},
        {"type": "video", "value": {**VIDEO, "still": image}},
        {"type": "easy_section", "value": {"heading": "Das Rad", "image": image, "text": "Es"}},
    ]
    made = make_page("bausteine")
    made.body = made.body.stream_block.to_python(raw)
    made.save_revision().publish()
    return made


def shown(client: Client, page: BasePage) -> str:
    answer = client.get(page.get_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_hidden_and_shown_again(
    client: Client,
    page: BasePage,
    picture: Picture,
    moderator: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    assert shown(client, page).count("<picture>") == 3
    with django_capture_on_commit_callbacks(execute=True):
        set_state(picture=picture, state=Picture.State.HIDDEN, by=moderator)
    hidden = shown(client, page)
    for gone in ("<picture", "Mühlrad", "Im Mai am Rad", "Mia Muster", "preview/", "not-found"):
        assert gone not in hidden, gone
    for stays in ("Ein Film", "Das Rad"):
        assert stays in hidden
    again = Page.objects.get(pk=page.pk).specific
    assert again.body[0].value["image"].pk == picture.pk, "editors have it in their form"
    with django_capture_on_commit_callbacks(execute=True):
        set_state(picture=picture, state=Picture.State.LIVE, by=moderator)
    assert shown(client, page).count("<picture>") == 3


def test_no_word_about_it_is_found(page: BasePage, picture: Picture, moderator: User) -> None:
    assert "Im Mai am Rad" in plain_text_of(page)
    set_state(picture=picture, state=Picture.State.HIDDEN, by=moderator)
    words = plain_text_of(Page.objects.get(pk=page.pk).specific)
    assert "Rad" in words
    assert "Mühlrad" not in words
    assert "Im Mai" not in words


def test_a_hidden_logo_gives_way_to_ours(
    client: Client, page: BasePage, picture: Picture, moderator: User
) -> None:
    settings = SiteSettings.objects.get(locale__language_code="de")
    settings.logo = picture
    settings.save()
    assert "/media/images/bach" in shown(client, page).partition("site-mark")[2][:200]
    set_state(picture=picture, state=Picture.State.HIDDEN, by=moderator)
    client.cookies["x"] = "fresh"
    mark = client.get(f"{page.get_url()}?frisch=1").content.decode().partition("site-mark")[2]
    assert "img/mark" in mark[:200]
