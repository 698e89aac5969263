"""On a phone the first sentence is seen at once; contents are folded there and open elsewhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from districts import services
from wiki.services import create_article

PHONE = {"width": 360, "height": 640}
SENTENCE = "Auf der Bank am Bach sitzt man im Schatten und redet."
LONG = "/wiki/allgemein/vom-sitzen/"
#: The end of the first sentence that the page says about its thing, in pixels from the top.
END = """() => {
  const whole = document.querySelector(".lead, .prose p, .prose li");
  const walk = document.createTreeWalker(whole, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  range.setStart(whole, 0);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.search(/[.!?](\\s|$)/);
    range.setEnd(node, at < 0 ? node.length : at + 1);
    if (at >= 0) break;
  }
  return range.getBoundingClientRect().bottom;
}"""


@pytest.fixture
def site(committed_site: None) -> None:
    parts = "\n\n".join(f"## Teil {number}\n\nText." for number in range(12))
    author = User.objects.get(email="mia@example.org")
    create_article(title="Vom Sitzen", body=f"{SENTENCE}\n\n{parts}", author=author)
    create_article(title="Ohne Anfang", body=parts, author=author)


def test_the_first_sentence_is_in_the_first_screen(site: None, page: Page) -> None:
    page.set_viewport_size(PHONE)
    for path in (
        LONG,
        "/stadtteile/west/",
        "/kuehle-orte/",
        "/impressum/",
        "/projekte/bank-am-bach/",
    ):
        page.goto(path)
        assert page.evaluate(END) <= PHONE["height"], path


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_contents_are_folded_on_a_phone_and_open_elsewhere(
    site: None, browser: Browser, live_server: LiveServer, scripts: bool
) -> None:
    context = browser.new_context(
        base_url=live_server.url, viewport=PHONE, java_script_enabled=scripts
    )
    page = context.new_page()
    for path in (LONG, "/wiki/allgemein/ohne-anfang/"):
        page.set_viewport_size(PHONE)
        page.goto(path)
        last = page.locator("article .toc a", has_text="Teil 11")
        expect(last).to_be_hidden()
        page.locator("article .toc summary").click()
        expect(last).to_be_visible()
        last.click()
        assert page.url.endswith("#teil-11")
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(path)
        expect(page.locator("aside .toc a", has_text="Teil 11")).to_be_visible()
        expect(last).to_be_hidden()
        expect(
            page.locator(".toc").get_by_text("Inhalt", exact=True).locator("visible=true")
        ).to_have_count(1)
    context.close()


def test_what_one_came_for_is_in_the_first_screen(site: None, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/")
    field = page.locator("#start-q").bounding_box()
    assert field
    assert field["y"] + field["height"] <= 740
    name = "Beratungsstelle für Nachbarschaftsangelegenheiten"
    services.create_actor(name=name, sector="counselling", phone="069 90009 110", phone_public=True)
    page.goto("/akteure/telefonliste/")
    number = page.locator(".phone a", has_text="069 90009 110").bounding_box()
    assert number
    assert number["x"] + number["width"] <= 360
