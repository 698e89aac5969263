"""What is typed into the form of an entry stays in the browser until it is saved."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from districts.models import Actor, Project
from districts.services import Signature, update_actor
from tests.districts.conftest import Town, person
from tests.wiki.test_browser import sign_in
from tests.wiki.test_browser_writing import DRAFTS, KEPT_AFTER_MS, NOTICE, leave

NEW = "/projekte/neu/"


@pytest.fixture
def reader(
    page: Page, context: BrowserContext, live_server: LiveServer, committed_town: Town
) -> Page:
    page.set_viewport_size({"width": 360, "height": 740})
    return page


def use(page: Page) -> None:
    expect(page.locator(NOTICE)).to_be_visible()
    page.locator("[data-draft-use]").click()
    expect(page.locator(NOTICE)).to_be_hidden()


def test_a_closed_tab_loses_nothing_of_a_long_form(
    reader: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    sign_in(context, live_server, person("resident"))
    reader.goto(NEW)
    reader.fill("#id_title", "Lastenrad")
    reader.fill("#id_summary", "Drei Räder zum Leihen.")
    reader.get_by_label("Nicht getragen").check()
    reader.locator("#id_failed_because input").first.check()
    reader.goto(f"{NEW}#schritt-4")
    reader.fill("#id_bedingung-0-text", "Ein trockener Raum")
    reader.get_by_role("button", name="Weitere Bedingung").click()
    reader.fill("#id_bedingung-1-text", "Strom")
    reader.wait_for_timeout(KEPT_AFTER_MS)
    assert leave(reader, "/") == ["beforeunload"]

    reader.goto(NEW)
    use(reader)
    expect(reader.locator("#id_title")).to_be_focused()
    expect(reader.locator("#id_title")).to_have_value("Lastenrad")
    expect(reader.locator("#id_bedingung-1-text")).to_have_value("Strom")
    expect(reader.locator("#id_failed_because input").first).to_be_checked()
    expect(reader.locator("#id_failed_because")).to_be_visible()
    reader.get_by_role("link", name="Was daraus wurde").click()
    reader.get_by_role("button", name="Speichern").click()
    reader.wait_for_url("**/projekte/lastenrad/")
    rows = Project.objects.get(title="Lastenrad").conditions.values_list("text", flat=True)
    assert list(rows) == ["Ein trockener Raum", "Strom"]
    assert reader.evaluate(DRAFTS) == 0


def test_a_draft_is_joined_with_what_others_have_saved(
    reader: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    writer = person("resident")
    sign_in(context, live_server, writer)
    actor = Actor.objects.filter(state="live").first()
    assert actor is not None
    reader.goto(f"{actor.get_absolute_url()}bearbeiten/")
    reader.fill("#id_summary", "Aus dem Entwurf.")
    reader.wait_for_timeout(KEPT_AFTER_MS)
    leave(reader, "/")
    signature = Signature(author=person("moderator"))
    update_actor(
        actor=actor, name=f"{actor.name} am Markt", base=actor.head_number, signature=signature
    )
    reader.goto(f"{actor.get_absolute_url()}bearbeiten/")
    expect(reader.locator("[data-draft-older]")).to_be_visible()
    use(reader)
    reader.get_by_role("button", name="Speichern").click()
    reader.wait_for_url(re.compile("(?<!bearbeiten/)$"))
    actor.refresh_from_db()
    assert (actor.summary, actor.name.endswith("am Markt")) == ("Aus dem Entwurf.", True)


def test_a_draft_belongs_to_the_account_and_tells_nothing_of_a_guest(
    reader: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    reader.goto(NEW)
    reader.fill("#id_title", "Vom Gast")
    reader.goto(f"{NEW}#schritt-5")
    reader.fill("#id_guest-author_name", "Ayşe Demir")
    reader.fill("#id_guest-mail", "gast@example.org")
    reader.wait_for_timeout(KEPT_AFTER_MS)
    leave(reader, "/")
    kept = reader.evaluate("JSON.stringify(Object.values(localStorage))")
    assert "Vom Gast" in kept
    assert "Ayşe" not in kept
    assert "gast@example.org" not in kept

    sign_in(context, live_server, person("resident"))
    reader.goto(NEW)
    use(reader)
    expect(reader.locator("#id_title")).to_have_value("Vom Gast")
    reader.fill("#id_title", "Vom Konto")
    reader.wait_for_timeout(KEPT_AFTER_MS)
    leave(reader, "/")
    context.clear_cookies()
    reader.goto(NEW)
    expect(reader.locator("#id_title")).to_be_visible()
    expect(reader.locator(NOTICE)).to_be_hidden()
    sign_in(context, live_server, person("resident", "andere"))
    reader.goto(NEW)
    expect(reader.locator(NOTICE)).to_be_hidden()
