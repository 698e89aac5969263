"""The home page and that of a district on a phone: what one came for is in the first screen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

PHONE = {"width": 360, "height": 740}
#: The page of a district is no longer than seven screens of a usual phone.
SCREENS, SCREEN = 7, 800
DISTRICT = "/stadtteile/west/"


@pytest.fixture
def site(committed_site: None) -> None:
    """Each test commits."""


def bottom(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box, selector
    return box["y"] + box["height"]


def test_a_district_begins_with_what_one_came_for(site: None, page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(DISTRICT)
    for selector in ("h1", ".page-head .lead", "#hier-q", 'a:has-text("Ich weiß etwas")', ".tile"):
        assert bottom(page, selector) <= PHONE["height"], selector
    assert page.evaluate("document.documentElement.scrollHeight") <= SCREENS * SCREEN
    page.locator("#hier-q").fill("Bank")
    page.locator("#hier-q").press("Enter")
    expect(page).to_have_url(re.compile(r"district=west&q=Bank"))


def test_home_begins_with_both_ways(site: None, page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/")
    for selector in ("h1", "#start-q", 'a:has-text("Ich weiß etwas")'):
        assert bottom(page, selector) <= PHONE["height"], selector
    field, button = page.locator("#start-q"), page.locator('.hero a:has-text("Ich weiß etwas")')
    box, other = field.bounding_box(), button.bounding_box()
    assert box
    assert other
    assert box["height"] == pytest.approx(other["height"], abs=2), "one is no less than the other"


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_the_plan_leads_to_a_district(site: None, page: Page, by: str) -> None:
    page.goto("/")
    name = page.locator(".plan a", has_text="West")
    if by == "mouse":
        name.locator("use").click()
    else:
        name.focus()
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{DISTRICT}$"))


def test_the_districts_are_a_list_as_well(site: None, page: Page) -> None:
    page.goto("/")
    listed = page.locator(".places a", has_text="West")
    expect(listed).to_be_hidden()
    page.locator(".home-map summary").click()
    expect(listed).to_be_visible()


def test_the_name_of_the_site_is_never_broken_within_a_word(site: None, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    for path in ("/", "/de-simple/"):
        page.goto(path)
        lines = "(name) => name.offsetHeight / parseFloat(getComputedStyle(name).lineHeight)"
        assert page.locator(".site-name strong").evaluate(lines) < 1.5, path


def test_a_printed_district_has_no_field_to_type_in(site: None, page: Page) -> None:
    page.goto(DISTRICT)
    expect(page.locator("#hier-q")).to_be_visible()
    page.emulate_media(media="print")
    page.goto(DISTRICT)  # its style sheet for print comes when it may
    expect(page.locator("#hier-q")).to_be_hidden()
