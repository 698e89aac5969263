"""Suggestions by keyboard and by ear, filters, and the search without scripts, in Chromium."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from search.models import Entry
from tests.search.both_engines import publish
from tests.search.fake_source import CANNSTATT, VAIHINGEN, MemorySource, only_sources

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def things(transactional_db: None) -> None:
    Entry.objects.all().delete()
    source = MemorySource("article")
    source.put(1, title="Mittagstisch", districts=(CANNSTATT,), url="/wiki/")
    source.put(2, title="Mittwochsrunde", districts=(VAIHINGEN,), url="/stadtteile/")
    with only_sources(source):
        publish(source, 1, 2)


def test_suggestions_by_keyboard(page: Page, things: None) -> None:
    page.goto("/suche/")
    box = page.locator("#ergebnis-q")
    expect(box).to_have_attribute("role", "combobox")
    box.press_sequentially("Mitt")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="2 Vorschläge")).to_have_count(1)
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = options.first.get_attribute("id") or ""
    expect(box).to_have_attribute("aria-activedescendant", chosen)
    results = Axe().run(page, "main")
    assert results.violations_count == 0, results.generate_report()
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("Mitt")
    box.press("ArrowDown")
    expect(options).to_have_count(2)
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url(lambda url: url.endswith(("/wiki/", "/stadtteile/")))


def test_enter_without_a_choice_searches(page: Page, things: None) -> None:
    page.goto("/suche/")
    box = page.locator("#ergebnis-q")
    box.press_sequentially("Mittagstisch")
    box.press("Enter")
    page.wait_for_url("**/suche/?q=Mittagstisch")
    expect(page.locator("[data-list-count]")).to_contain_text("1 Treffer")


def test_a_filter_is_set_and_taken_back_on_a_phone(page: Page, things: None) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/suche/?q=Mittagstisch+Mittwochsrunde")
    expect(page.locator("[data-list-count]")).to_contain_text("2 Treffer")
    page.locator("summary", has_text="Filter").click()
    page.get_by_label("Vaihingen").check()
    expect(page.locator("[data-list-count]")).to_contain_text("1 Treffer")
    assert "district=vaihingen" in page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto(page.url)
    # The panel stays folded above the hits: the chip says what is set.
    expect(page.locator("details.filters")).not_to_have_attribute("open", "")
    page.locator("a.chip", has_text="Vaihingen").click()
    expect(page.locator("[data-list-count]")).to_contain_text("2 Treffer")


def test_the_search_works_without_scripts(
    browser: Browser, live_server: LiveServer, things: None
) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/suche/")
    page.locator("#ergebnis-q").fill("Mittagstisch")
    page.locator("#ergebnis-q").press("Enter")
    expect(page.get_by_role("link", name="Mittagstisch", exact=True)).to_be_visible()
    context.close()
