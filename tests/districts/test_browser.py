"""The directory in a real browser, by keyboard alone, and asked by axe."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from community.models import Mail
from districts import reminders, services
from districts.models import Actor
from tests.fixtures.days import in_days
from tests.people import person
from tests.wiki.test_browser import tab_to

pytestmark = pytest.mark.django_db(transaction=True)
#: Levels A and AA, as the law asks for.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def bakery(**more: str) -> Actor:
    city = services.create_city(name="Musterstadt")
    west = services.create_district(city=city, name="West")
    return services.create_actor(
        name="Bäckerei Krümel",
        sector="business",
        summary="Brot und ein Tisch.",
        address="Marktplatz 1",
        mail="kontakt@krumel.example",
        districts=[west],
        **more,
    )


def is_clean(page: Page) -> None:
    found = Axe().run(page, options=RULES).response["violations"]
    assert [violation["id"] for violation in found] == [], page.url


def link_in_mail(actor: Actor) -> str:
    found = re.search(rf"{re.escape(actor.get_absolute_url())}\S+", Mail.objects.get().body)
    assert found
    return found[0]


def press(page: Page, selector: str) -> None:
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def signed_in(context: BrowserContext, url: str) -> User:
    user, client = person(), Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])
    return user


def test_claiming_an_actor(page: Page, context: BrowserContext, live_server: object) -> None:
    actor = bakery()
    user = signed_in(context, str(live_server))
    page.goto(actor.get_absolute_url())
    is_clean(page)
    press(page, "a[href$='/kuemmern/']")
    is_clean(page)
    press(page, "button[value=mail]")
    expect(page.locator("[role=status]").first).to_be_visible()
    page.goto(link_in_mail(actor))
    is_clean(page)
    press(page, "main form button[type=submit]")
    expect(page).to_have_url(re.compile(rf"{actor.get_absolute_url()}$"))
    assert services.carers_of(actor) == [user]


def test_answering_the_yearly_question(page: Page, live_server: object) -> None:
    actor = bakery()
    Actor.objects.update(created_at=timezone.now() - timedelta(days=400))
    reminders.ask_whether_right()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(link_in_mail(actor))
    is_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    press(page, "button[value=right]")
    expect(page.locator("h1")).to_have_text("Danke")
    actor.refresh_from_db()
    assert actor.checked_at == timezone.localdate()


def test_cancelling_one_time_of_a_date(
    page: Page, context: BrowserContext, live_server: object
) -> None:
    entry = services.create_date(title="Mittagstisch", start=in_days(2), recurrence="FREQ=WEEKLY")
    signed_in(context, str(live_server))
    page.goto(entry.get_absolute_url())
    is_clean(page)
    press(page, "a[href$='/absagen/']")
    is_clean(page)
    tab_to(page, "input[name=what]")
    page.keyboard.press("Space")
    press(page, "main form button[type=submit]")
    expect(page).to_have_url(re.compile(rf"{entry.get_absolute_url()}$"))
    entry.refresh_from_db()
    assert len(entry.changes) == 1


def test_one_time_of_a_date_is_elsewhere(
    page: Page, context: BrowserContext, live_server: object
) -> None:
    bakery()
    entry = services.create_date(title="Mittagstisch", start=in_days(2), recurrence="FREQ=WEEKLY")
    signed_in(context, str(live_server))
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(entry.get_absolute_url())
    press(page, "a[href*='/einzeln/']")
    is_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    tab_to(page, "input[name=place]")
    page.keyboard.type("Haus am Hang")
    press(page, "main form button[value=save]")
    expect(page).to_have_url(re.compile(rf"{entry.get_absolute_url()}$"))
    is_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    entry.refresh_from_db()
    assert [change["place"] for change in entry.changes.values()] == ["Haus am Hang"]


def test_describing_an_actor_without_markup_on_a_phone(
    page: Page, context: BrowserContext, live_server: object
) -> None:
    actor = bakery(description="__Brot__ von gestern.\n\n* Kuchen")
    signed_in(context, str(live_server))
    page.set_viewport_size({"width": 360, "height": 740})
    page.add_init_script("localStorage.setItem('schreibweise', 'blatt')")
    page.goto(f"{actor.get_absolute_url()}bearbeiten/")
    expect(page.locator(".ProseMirror")).to_have_count(0)  # nobody sees it yet
    page.get_by_text("Mehr dazu").click()
    sheet = page.locator(".ProseMirror")
    expect(sheet.get_by_text("Kuchen", exact=True)).to_be_visible()
    is_clean(page)
    sheet.get_by_text("Kuchen", exact=True).click()
    page.keyboard.press("End")
    page.wait_for_timeout(100)
    page.keyboard.press("Enter")
    page.keyboard.press("Control+b")
    page.keyboard.type("Tee*")
    press(page, "button[value=save]")
    actor.refresh_from_db()
    written = actor.description.replace("\r\n", "\n")
    assert written == "__Brot__ von gestern.\n\n* Kuchen\n* **Tee\\***"
