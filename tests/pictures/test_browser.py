"""Giving a picture and putting it into an article: by keyboard, on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from pictures.models import Picture
from pictures.services.states import move
from tests.people import person
from tests.pictures.sharing import given_picture
from tests.pictures.test_objecting import ADDRESS, link_to
from tests.pictures.uploads import saved
from tests.wiki.factories import article
from tests.wiki.test_browser import HOME, is_clean, sign_in
from wiki.models import Revision

PHONE = {"width": 360, "height": 740}


def saved_text(page: Page) -> str:
    page.get_by_role("button", name="Speichern", exact=True).press("Enter")
    page.wait_for_url(lambda url: "bearbeiten" not in url)
    return Revision.objects.order_by("-number").values_list("body", flat=True)[0]


def opened(page: Page, view: str) -> Locator:
    """Open the editor of an article in one of its views, on a phone; return what is written in."""
    page.set_viewport_size(PHONE)
    page.add_init_script(f"localStorage.setItem('schreibweise', '{view}')")
    page.goto(f"{HOME}bearbeiten/")
    is_sheet = view == "blatt"
    field = page.locator(".visual .ProseMirror" if is_sheet else "textarea[name=body]")
    expect(field).to_be_visible()
    return field


def choose(page: Page) -> None:
    page.get_by_role("button", name="Bild", exact=True).press("Enter")
    expect(page.get_by_label("Was ist zu sehen?", exact=True)).to_be_focused()
    page.keyboard.type("Brunnen")
    choice = page.get_by_role("button", name="Kinder am Brunnen")
    expect(choice).to_be_visible()
    is_clean(page)
    choice.press("Enter")


def test_a_picture_is_put_into_the_text_by_keyboard(
    page: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    writer = person()
    sign_in(context, live_server, writer)
    article(body="Eins.\n\nZwei.\n")
    picture = given_picture(writer)
    opened(page, "quelltext").focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("End")
    choose(page)
    assert saved_text(page) == f"Eins.\n\n![Kinder am Brunnen](/bilder/{picture.pk}/)\n\nZwei.\n"
    expect(page.locator("article figure img")).to_be_visible()
    is_clean(page)


def test_a_phone_shows_what_puts_a_picture_in_and_takes_it_back(
    page: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    """The other buttons are reached by pushing the row, and one that is cut off says so."""
    sign_in(context, live_server, person())
    article(body="Eins.\n")
    opened(page, "blatt")
    for name in ("Bild", "Rückgängig"):
        place = page.get_by_role("button", name=name, exact=True).bounding_box()
        assert place
        assert place["x"] + 40 < PHONE["width"], name


def test_pictures_without_markup_by_keyboard(
    page: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    """Put one in, say what is on it and below it, move it, take another one out, bring it back."""
    writer = person()
    sign_in(context, live_server, writer)
    picture, hidden = given_picture(writer), given_picture(person())
    move(hidden, Picture.State.HIDDEN)
    there = f"![Alt *da*](</bilder/{picture.pk}/> 'So')"
    unseen = f"![Verborgenes Wort](/bilder/{hidden.pk}/)"
    article(body=f"Eins.\n\n{there}\n\nZwei.\n\n{unseen}\n")
    sheet, press = opened(page, "blatt"), page.keyboard.press
    status = page.locator("[data-mode-status]")
    closed = sheet.get_by_role("group", name="Bild im Text", exact=True)
    expect(closed).to_contain_text("nicht sehen")
    expect(closed.get_by_role("textbox")).to_have_count(0)
    assert "Verborgenes" not in sheet.inner_text()
    expect(sheet.get_by_role("textbox", name="Bildunterschrift")).to_have_value("So")

    sheet.focus()
    press("Control+Home")
    press("End")
    choose(page)
    new = sheet.get_by_role("group", name="Bild im Text").first
    expect(new.locator("img")).to_be_visible()
    expect(new.get_by_label("Was ist zu sehen?")).to_be_focused()
    own = new.get_by_text("Einweihung im Mai")  # the caption of the picture itself
    expect(own).to_be_visible()
    expect(status).to_contain_text("Das Bild steht im Text")
    press("Control+a")
    page.keyboard.type('Ein "Fest" [am] Bach')
    press("Tab")
    page.keyboard.type('Sagte: "Schön" & *gut*')
    expect(own).to_be_hidden()
    is_clean(page)
    new.get_by_role("button", name="Bild nach unten").press("Enter")
    expect(status).to_contain_text("andere")
    expect(sheet.get_by_role("button", name="Bild nach unten").nth(1)).to_be_focused()

    first = sheet.get_by_role("group", name="Bild im Text: Alt da")
    first.get_by_role("button", name="Bild entfernen").press("Enter")
    expect(first).to_have_count(0)
    expect(status).to_contain_text("„Rückgängig“ holt es zurück")
    page.get_by_role("button", name="Rückgängig").press("Enter")
    expect(first).to_be_visible()
    is_clean(page)
    said = f'![Ein "Fest" [am] Bach](/bilder/{picture.pk}/ "Sagte: \\"Schön\\" & *gut*")'
    assert saved_text(page) == f"Eins.\n\n{there}\n\n{said}\n\nZwei.\n\n{unseen}\n"
    expect(page.locator("article figcaption").nth(1)).to_contain_text('Sagte: "Schön" & *gut*')


def test_a_picture_is_given_by_keyboard(
    page: Page, context: BrowserContext, live_server: LiveServer, tmp_path: Path
) -> None:
    sign_in(context, live_server, person())
    file = tmp_path / "bild.jpg"
    file.write_bytes(saved("JPEG"))
    page.set_viewport_size(PHONE)
    page.goto("/bilder/neu/")
    is_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.get_by_label("Bild", exact=True).set_input_files(str(file))
    page.get_by_label("Was ist zu sehen?").focus()
    page.keyboard.type("Ein Fest am Bach")
    page.get_by_label("Niemand, oder niemand ist zu erkennen").press("Space")
    page.get_by_label("Ich habe das Bild selbst gemacht").press("Space")
    page.get_by_role("button", name="Bild absenden").press("Enter")
    page.wait_for_url("**/bilder/*/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ein Fest am Bach")
    is_clean(page)
    assert Picture.objects.get().is_public
    page.goto("/bilder/")
    is_clean(page)


def test_who_is_in_a_picture_hides_it_by_the_mailed_link(page: Page, settings: Any) -> None:
    """A browser says of the form where it comes from, and must not be told to keep that silent."""
    settings.RATE_LIMITS = False  # a program fills forms quicker than people
    picture = given_picture(person())
    page.set_viewport_size(PHONE)
    page.goto(f"/bilder/{picture.pk}/")
    page.get_by_role("link", name="Ich bin auf dem Bild").click()
    is_clean(page)
    page.get_by_label("Ihre Mailadresse").fill(ADDRESS)
    page.get_by_role("button", name="Link zuschicken").click()
    expect(page.locator("main")).to_contain_text("Wir haben Ihnen eine Mail geschickt")
    page.goto(link_to())
    is_clean(page)
    page.get_by_role("button", name="Ja, Bild verbergen").click()
    expect(page.locator("main")).to_contain_text("Das Bild ist jetzt verborgen")
    # What is hidden cannot be gone back to.
    expect(page.locator("main").get_by_role("link", name="Zurück")).to_have_count(0)
    is_clean(page)
    assert not Picture.objects.get().is_public
