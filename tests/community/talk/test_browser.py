"""Asking about marked words, answering and settling in a real browser, and what axe says of it."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as site
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from community.models import Comment
from tests.fixtures.conditions import in_every_look
from tests.people import person
from tests.wiki.factories import article

MARK = """() => {
  const text = document.querySelector("article .prose p").firstChild;
  getSelection().setBaseAndExtent(text, 0, text, 9);
}"""


def sign_in(context: BrowserContext, live_server: LiveServer, user: User) -> None:
    client = Client()
    client.force_login(user)
    cookie = client.cookies[site.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])


def is_clean(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(page.url, v["id"], v["nodes"][0]["html"]) for v in found] == []


@in_every_look(360, 1280)
def test_asking_about_marked_words_and_settling_it(
    page: Page,
    context: BrowserContext,
    live_server: LiveServer,
    settings: Any,
    width: int,
    scheme: str,
) -> None:
    settings.RATE_LIMITS = False  # a program fills forms quicker than people
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    text = article(body="Dienstags ist von drei bis fünf offen.", author=person())
    sign_in(context, live_server, person())
    page.goto(f"/wiki/allgemein/{text.slug}/")
    ask = page.locator(".ask-marked")
    expect(ask).to_be_hidden()
    page.evaluate(MARK)
    expect(ask).to_be_visible()
    ask.click()
    expect(page.get_by_label("Um welche Worte im Text geht es?")).to_have_value("Dienstags")
    is_clean(page)
    page.get_by_label("Ihr Kommentar").fill("Auch in den Ferien?")
    page.get_by_role("button", name="Kommentar senden").click()
    expect(page.locator("article.comment")).to_contain_text("Auch in den Ferien?")
    is_clean(page)
    page.get_by_role("button", name="Das ist erledigt").click()
    expect(page.locator("#erledigt")).to_be_visible()
    assert Comment.objects.get().resolved_at is not None
    page.goto(f"/wiki/allgemein/{text.slug}/")
    page.locator("summary", has_text="Stimmt etwas nicht?").click()
    expect(page.get_by_role("link", name="Selbst verbessern")).to_be_visible()
    is_clean(page)
