"""A browser that runs no scripts: writing, a conflict, a picture, a question, watching."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from community.models import Comment, Watch
from pictures.models import Picture
from tests.people import person
from tests.wiki.factories import article
from tests.wiki.test_browser import HOME, sign_in
from wiki import services
from wiki.models import Revision

TEXT = "# Hof\n\nOffen ist der Hof jeden Tag.\n\n| Tag | Zeit |\n|-----|------|\n| Mo  | 9–12 |\n"


@pytest.fixture
def ilse(live_server: LiveServer) -> User:
    return person(name="Ilse")


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, ilse: User) -> Iterator[Page]:
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 360, "height": 740},
        locale="de-DE",
        java_script_enabled=False,
    )
    sign_in(context, live_server, ilse)
    yield context.new_page()
    context.close()


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).first.click()


def test_writing_and_a_conflict(page: Page) -> None:
    made = article(body=TEXT)
    page.goto(HOME)
    page.locator("main").get_by_role("link", name="Bearbeiten").first.click()
    text = page.locator("textarea[name=body]")
    expect(text).to_be_visible()
    text.fill(TEXT.replace("jeden Tag", "jeden Abend").replace("9–12", "9–13"))
    press(page, "Vorschau")
    expect(page.locator("main")).to_contain_text("Offen ist der Hof jeden Abend.")
    services.save_edit(
        article=made,
        base_revision=1,
        body=TEXT.replace("jeden Tag", "jeden Samstag"),
        author=person(name="Otto"),
    )
    press(page, "Speichern")
    expect(page.locator("[data-clash]")).to_have_count(1)
    page.get_by_label("Beide, zuerst: Fassung von Otto").first.check()
    press(page, "Speichern")
    expect(page.locator("article")).to_contain_text("jeden Samstag")
    new = Revision.objects.order_by("-number")[0].body
    assert [word in new for word in ("jeden Abend", "jeden Samstag", "9–13")] == [True] * 3


def test_a_picture_is_given_and_shown(page: Page, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.PRIVATE_MEDIA_ROOT = str(tmp_path / "private")
    article(body=TEXT)
    drawn = BytesIO()
    Image.new("RGB", (64, 48), "#0c5560").save(drawn, "PNG")
    page.goto("/bilder/neu/")
    page.locator("input[type=file]").set_input_files(
        {"name": "hof.png", "mimeType": "image/png", "buffer": drawn.getvalue()}
    )
    page.get_by_label("Was ist zu sehen?").fill("Ein Hof")
    page.get_by_label("Niemand, oder niemand ist zu erkennen").check()
    page.get_by_label("Ich habe das Bild selbst gemacht", exact=False).check()
    press(page, "Bild absenden")
    picture = Picture.objects.get()
    page.goto(f"{HOME}bearbeiten/")
    page.locator("textarea[name=body]").fill(f"{TEXT}\n![Der Hof](/bilder/{picture.pk}/)\n")
    press(page, "Speichern")
    expect(page.locator("article figure img")).to_have_attribute("alt", "Der Hof")


def test_asking_settling_and_watching(page: Page, ilse: User) -> None:
    article(body=TEXT, author=person(name="Otto"))
    page.goto(HOME)
    page.locator("summary", has_text="Stimmt etwas nicht?").first.click()
    page.get_by_role("link", name="Nachfragen oder einen Hinweis geben").first.click()
    page.locator("textarea[name=words]").fill("Auch an Feiertagen?")
    page.wait_for_timeout(3200)  # quicker than anybody can write is taken for a program
    press(page, "Kommentar senden")
    expect(page.locator("article.comment")).to_contain_text("Auch an Feiertagen?")
    page.goto(f"{HOME}diskussion/")
    press(page, "Das ist erledigt")
    assert Comment.objects.get().resolved_by == ilse
    page.goto(HOME)
    press(page, "Beobachten")
    assert Watch.objects.filter(user=ilse).exists()
