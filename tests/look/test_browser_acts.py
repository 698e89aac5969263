"""What one can do next is in reach of the thumb, and in the way of nothing."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from districts.models import Actor, Project
from wiki.services import create_article

PHONE = {"width": 360, "height": 640}
PROJECT = "/projekte/bank-am-bach/"
ARTICLE = "/wiki/allgemein/mittagstisch/"
BODY = """Wir kochen am Bach. Wer will, hilft mit.

Ort
: Am Markt 3

Wann
: dienstags, 12 Uhr

Telefon
: 069 90009 123

## Wer hilft

Alle, die wollen.

## Was es gibt

Suppe.
"""
#: What is behind the bar of acts, among all that has the focus in turn.
COVERED = """() => {
  const bar = document.querySelector(".acts-page").getBoundingClientRect();
  const at = document.activeElement.getBoundingClientRect();
  const apart = document.activeElement.closest("body, .acts-page") === document.body
    && document.activeElement !== document.body;
  return apart && at.height > 0 && at.top < innerHeight && at.bottom > bar.top + 1
    ? document.activeElement.outerHTML.slice(0, 90) : "";
}"""


@pytest.fixture
def site(committed_site: None) -> None:
    author = User.objects.get(email="mia@example.org")
    create_article(title="Mittagstisch", body=BODY, author=author)
    Actor.objects.update(mail="da@example.org", phone="069 90009 123", phone_public=True)
    Project.objects.update(contact_willing=True, nameless=False)


def place(page: Page, selector: str) -> dict[str, float]:
    box: Any = page.locator(selector).first.bounding_box()
    return {**box, "end": box["y"] + box["height"]}


def test_on_a_phone_they_stay_at_the_lower_edge_and_cover_nothing(site: None, page: Page) -> None:
    page.set_viewport_size(PHONE)
    for path in (PROJECT, ARTICLE):
        page.goto(path)
        for top in (0, 100_000):
            page.evaluate(f"scrollTo({{top: {top}, behavior: 'instant'}})")
            bar = place(page, ".acts-page")
            assert bar["end"] == PHONE["height"], path
            assert bar["height"] <= 90, path
        assert place(page, ".site-footer")["end"] <= bar["y"] + 1, path
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        page.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
        covered = []
        for _stop in range(60):
            page.keyboard.press("Tab")
            covered.append(page.evaluate(COVERED))
        assert not any(covered), [each for each in covered if each]


@pytest.mark.parametrize(
    "size", [(320, 400), (640, 320), (820, 1180), (1280, 800)], ids=lambda size: f"{size[0]}"
)
def test_where_there_is_no_height_or_much_room_they_stand_in_the_text(
    site: None, page: Page, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(PROJECT)
    assert page.evaluate("getComputedStyle(document.querySelector('.acts-page')).position") == (
        "static" if size[0] >= 640 or size[1] <= 400 else "fixed"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_a_card_leads_to_its_thing_and_its_acts_lead_elsewhere(site: None, page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/akteure/")
    card = page.locator(".card").filter(has=page.locator(".act")).first
    for act in card.locator(".act").all():
        box: Any = act.bounding_box()
        assert box["height"] >= 44
    card.get_by_role("link", name="Schreiben").click()
    assert page.url.endswith("/nachricht/")


def test_a_telephone_opens_its_own_map_program(
    site: None, browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(base_url=live_server.url, user_agent="Android 16")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(ARTICLE)
    way = page.get_by_role("link", name="Weg dorthin")
    assert way.get_attribute("href") == "geo:0,0?q=Am%20Markt%203"
    assert all(url.startswith(live_server.url) for url in asked)
    context.close()


def test_header_trail_and_tabs_leave_the_screen_to_the_text(site: None, page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(ARTICLE)
    above = sum(place(page, each)["height"] for each in (".site-header", ".breadcrumb", ".tabs"))
    assert above <= 220
    lead, box, first = (
        place(page, each) for each in ("article .prose p", ".fact-box", "h2#wer-hilft")
    )
    assert lead["end"] <= place(page, ".acts-page")["y"]
    assert lead["end"] < box["y"] < first["y"]
    page.set_viewport_size({"width": 1280, "height": 800})
    aside, text = place(page, "aside .fact-box"), place(page, "article .prose")
    assert aside["x"] >= text["x"] + text["width"]
    assert aside["end"] <= 800
    expect(page.locator("article .fact-box")).to_be_hidden()


def test_the_menu_of_a_section_opens_by_keyboard_beside_its_heading(site: None, page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(ARTICLE)
    summary = page.locator(".section-menu > summary").first
    at: Any = summary.bounding_box()
    heading = place(page, "h2#wer-hilft")
    assert at["width"] >= 44
    assert at["height"] >= 44
    assert abs(at["y"] + at["height"] / 2 - (heading["y"] + heading["height"] / 2)) < 24
    summary.focus()
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Abschnitt bearbeiten").first
    expect(link).to_be_visible()
    box: Any = link.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
