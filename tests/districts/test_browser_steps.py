"""The long form of a project on a phone: one part at a time, in a real browser."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from districts.models import Project
from tests.districts.conftest import Town, person
from tests.districts.test_browser_projects import accessible
from tests.wiki.test_browser import sign_in

NEW = "/projekte/neu/"


@pytest.fixture
def phone(
    page: Page, context: BrowserContext, live_server: LiveServer, committed_town: Town
) -> Page:
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(context, live_server, person("resident"))
    return page


def at(page: Page, number: int) -> None:
    """Check that one part is shown alone, and read."""
    heading = page.locator("[data-step]:not([hidden]) h2").first
    expect(heading).to_have_text(re.compile(rf"Schritt\s+{number}\s+von\s+5:"))
    expect(page.locator("[data-step]:not([hidden])")).to_have_count(1)
    expect(page.locator("[aria-current=step]")).to_have_attribute("href", f"#schritt-{number}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_on_and_back_and_saved(phone: Page) -> None:
    phone.goto(NEW)
    at(phone, 1)
    save = phone.get_by_role("button", name="Speichern")
    expect(save).to_be_hidden()
    phone.fill("#id_title", "Lastenrad")
    phone.keyboard.press("Enter")
    at(phone, 2)
    expect(phone.locator("#schritt-2 h2")).to_be_focused()
    phone.go_back()
    at(phone, 1)
    phone.fill("#id_summary", "Drei Räder zum Leihen.")
    for number in (2, 3, 4):
        phone.get_by_role("button", name="Weiter").click()
        at(phone, number)
        accessible(phone)
    phone.get_by_role("button", name="Weitere Bedingung").click()
    expect(phone.locator("#id_bedingung-1-kind")).to_be_focused()
    expect(phone.get_by_role("group", name="Bedingung 2")).to_be_visible()
    phone.fill("#id_bedingung-1-text", "Ein trockener Raum")
    phone.get_by_role("button", name="Zurück").click()
    at(phone, 3)
    phone.get_by_role("link", name="Was daraus wurde").click()
    at(phone, 5)
    expect(phone.get_by_role("button", name="Weiter")).to_be_hidden()
    save.click()
    phone.wait_for_url("**/projekte/lastenrad/")
    project = Project.objects.get(title="Lastenrad")
    assert [row.text for row in project.conditions.all()] == ["Ein trockener Raum"]


def test_a_refused_form_opens_where_it_is_wrong(phone: Page) -> None:
    phone.goto(NEW)
    phone.fill("#id_title", "Lastenrad")
    phone.fill("#id_summary", "Drei Räder zum Leihen.")
    phone.goto(f"{NEW}#schritt-4")
    at(phone, 4)
    phone.fill("#id_cost_base", "viel")
    phone.get_by_role("link", name="Wo und wann").click()
    phone.fill("#id_began", "gestern")
    phone.get_by_role("link", name="Was daraus wurde").click()
    phone.get_by_role("button", name="Speichern").click()
    at(phone, 2)
    expect(phone.locator("[data-error-summary]")).to_be_focused()
    accessible(phone)
    phone.locator("[data-error-summary] a[href='#id_cost_base']").click()
    at(phone, 4)
    expect(phone.locator("#id_cost_base")).to_be_focused()
    expect(phone.locator("#id_cost_base")).to_have_value("viel")


def test_what_is_there_is_saved_from_every_part(phone: Page, committed_town: Town) -> None:
    address = committed_town.project.get_absolute_url()
    phone.goto(f"{address}bearbeiten/#schritt-3")
    at(phone, 3)
    phone.fill("#id_target_groups", "Alle im Haus")
    phone.keyboard.press("Tab")
    phone.get_by_role("button", name="Speichern").click()
    phone.wait_for_url(f"**{address}")
    committed_town.project.refresh_from_db()
    assert committed_town.project.head_number == 2


def test_without_scripts_everything_is_on_one_page(
    browser: Browser, live_server: LiveServer, committed_town: Town
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    sign_in(context, live_server, person("resident"))
    page = context.new_page()
    page.goto(f"{live_server.url}{NEW}")
    for number in range(1, 6):
        expect(page.locator(f"#schritt-{number}")).to_be_visible()
    page.fill("#id_title", "Lastenrad")
    page.get_by_role("button", name="Weitere Bedingung").click()
    expect(page.locator("#id_bedingung-1-text")).to_be_visible()
    expect(page.locator("#id_title")).to_have_value("Lastenrad")
    context.close()
