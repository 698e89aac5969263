"""Writing together in a real browser: by keyboard alone, and asked by axe."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.fixtures.chromium import AS_MARKDOWN
from tests.fixtures.conditions import at_this_width, in_every_look
from tests.people import moderator, newcomer, person
from tests.wiki.factories import article, district, topic
from wiki import services
from wiki.models import Article, Revision

HOME = "/wiki/allgemein/spielplaetze/"


def sign_in(context: BrowserContext, live_server: LiveServer, user: User) -> None:
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])


def tab_to(page: Page, selector: str) -> None:
    """Press the tab key until what `selector` names has the focus."""
    for _press in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def is_clean(page: Page) -> None:
    """Ask axe; a page on the way of a journey has to be as clean as its first one."""
    found = Axe().run(page).response["violations"]
    assert [(page.url, v["id"], v["nodes"][0]["html"]) for v in found] == []


def retype(page: Page, words: str) -> None:
    page.keyboard.press("Control+a")
    page.keyboard.type(words)


def test_a_guests_suggestion_from_the_form_to_the_public(
    page: Page, browser: Browser, live_server: LiveServer
) -> None:
    article(body="Eine Rutsche.")
    page.goto(HOME)
    tab_to(page, "a.button[href='bearbeiten/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bearbeiten/")
    is_clean(page)
    tab_to(page, "textarea[name=body]")
    retype(page, "Eine Rutsche und zwei Wippen.")
    tab_to(page, "input[name=author_name]")
    page.keyboard.type("Frau Öz")
    tab_to(page, "button[value=save]")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("zwei Wippen")
    expect(page.locator("[data-draft-saved]")).to_be_visible()
    is_clean(page)

    reviewing = browser.new_context(base_url=live_server.url)
    reviewing.add_init_script(AS_MARKDOWN)
    sign_in(reviewing, live_server, moderator())
    inbox = reviewing.new_page()
    inbox.goto(f"{HOME}ausstehend/")
    tab_to(inbox, "main a[href^='/moderation/']")
    inbox.keyboard.press("Enter")
    inbox.wait_for_url("**/moderation/*/")
    expect(inbox.locator("ins").first).to_be_visible()
    is_clean(inbox)
    tab_to(inbox, "button[value=accept]")
    inbox.keyboard.press("Enter")
    inbox.wait_for_url("**/moderation/?decided=*")
    is_clean(inbox)
    reviewing.close()

    page.goto(HOME)
    expect(page.locator("article")).to_contain_text("zwei Wippen")
    expect(page.locator("aside")).to_contain_text("Frau Öz")


def test_a_conflict_between_two_browsers(
    page: Page, context: BrowserContext, browser: Browser, live_server: LiveServer
) -> None:
    """Three places, by keyboard, on a phone: two choices, own words without markup, and saving."""
    body = "Offen bis 18 Uhr.\n\nDrei Rutschen.\n\n| Tag | Zeit |\n|---|---|\n| Mo | 9 Uhr |\n"
    article(body=body)
    other_context = browser.new_context(base_url=live_server.url)
    other_context.add_init_script(AS_MARKDOWN)
    sign_in(context, live_server, person())
    sign_in(other_context, live_server, person(name="Otto"))
    other = other_context.new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    for tab in (page, other):
        tab.goto(f"{HOME}bearbeiten/")
    theirs = body.replace("18 Uhr", "20 Uhr").replace("Drei", "Vier").replace("9 Uhr", "8 Uhr")
    mine = body.replace("18 Uhr", "22 Uhr").replace("Drei", "Fünf").replace("9 Uhr", "10 Uhr")
    for tab, words in ((other, theirs), (page, mine)):
        tab.locator("textarea[name=body]").fill(words)
        tab.locator("textarea[name=body]").focus()
        tab_to(tab, "button[value=save]")
        tab.keyboard.press("Enter")
        tab.wait_for_load_state()
    said = "Jemand anderes hat dieselbe Stelle geändert"
    expect(page).to_have_title(re.compile(f"^{said} – Bearbeiten: "))
    expect(page.locator("[data-error-summary]").first).to_be_focused()
    expect(page.locator("[data-clash]")).to_have_count(3)
    expect(page.locator("[data-own]:visible")).to_have_count(0)
    expect(page.locator("[data-undecided]")).to_have_text(re.compile("Stelle 1 Stelle 2 Stelle 3"))
    is_clean(page)
    # Nothing is chosen: a blank chooses what has the focus, arrows go from one to the next.
    tab_to(page, "[name=place-1]")
    page.keyboard.press("Space")
    page.evaluate("localStorage.setItem('schreibweise', 'blatt')")
    tab_to(page, "[name=place-2]")
    page.keyboard.press("ArrowUp")  # the last one: own words
    sheet = page.locator("[data-clash='2'] .ProseMirror")
    expect(sheet).to_have_text("Fünf Rutschen.")
    expect(page.locator("[data-own]:visible")).to_have_count(1)
    page.evaluate("document.querySelector('[data-clash=\"2\"] .ProseMirror').focus()")
    retype(page, "Vier *oder* fünf.")
    tab_to(page, "[name=place-3]")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-undecided]")).to_have_text("Alles ist entschieden.")
    is_clean(page)
    tab_to(page, "[name=cell-3-1]")
    retype(page, "9.30 Uhr")
    tab_to(page, "button[value=save]")
    page.keyboard.press("Enter")
    expect(page.locator("article")).to_contain_text("9.30 Uhr")
    expect(page.locator("article")).to_contain_text("Vier *oder* fünf.")
    expect(page.locator("article")).to_contain_text("Offen bis 20 Uhr.")
    other_context.close()
    assert Revision.objects.count() == 3
    # Nothing that was saved is offered as a draft once more.
    page.goto(f"{HOME}bearbeiten/")
    expect(page.locator("[data-draft-notice]")).to_be_hidden()


def test_comparing_two_versions_by_keyboard(page: Page, live_server: LiveServer) -> None:
    made = article(body="Eins.\n\nZwei.\n")
    for number, body in ((1, "Eins.\n\nZwei neu.\n"), (2, "Eins.\n\nZwei neu.\n\nDrei.\n")):
        services.save_edit(article=made, base_revision=number, body=body, author=person())
    page.goto(f"{HOME}verlauf/")
    tab_to(page, "input[name=from]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "form[action$='vergleich/'] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/vergleich/*")
    expect(page.locator("ins:visible")).to_have_text(["neu"])
    assert "from=1" in page.url


def test_a_draft_survives_and_goes_after_saving(
    page: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    article(body="Alt.")
    sign_in(context, live_server, person())
    page.goto(f"{HOME}bearbeiten/")
    page.locator("textarea[name=body]").fill("Lange überlegt.")
    page.wait_for_timeout(1000)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(HOME)
    page.goto(f"{HOME}bearbeiten/")
    page.locator("[data-draft-use]").click()
    assert page.locator("textarea[name=body]").input_value() == "Lange überlegt."
    page.locator("button[value=save]").click()
    expect(page.locator("[data-draft-saved]")).to_be_visible()
    page.goto(f"{HOME}bearbeiten/")
    expect(page.locator("[data-draft-notice]")).to_be_hidden()


def test_the_preview_shows_links_as_they_will_be(page: Page, live_server: LiveServer) -> None:
    article("Ziel")
    article()
    page.goto(f"{HOME}bearbeiten/")
    page.locator("textarea[name=body]").fill("Siehe [[Ziel]].")
    page.locator("[data-preview-toggle]").click()
    expect(page.locator("[data-preview] a.wikilink")).to_have_attribute(
        "href", "/wiki/allgemein/ziel/"
    )


@pytest.fixture
def rich(live_server: LiveServer) -> Article:
    """An article with everything an article can have, in a district."""
    place, subject = district(), topic()
    body = (
        "Vorwort mit [[Spielorte|Link]] und [[Fehlt]].\n\n## Eins\n\n| a | b |\n|---|--:|\n"
        "| 1 | 2 |\n\n::: warnung\nVorsicht.\n:::\n\n### Zwei\n\n- [ ] tun\n- [x] getan\n\n"
        "## Drei\n\nEnde[^1]\n\n[^1]: Fußnote"
    )
    made = article("Spielorte", body, district=place, topics=[subject.pk])
    long = "Donaudampfschifffahrtsgesellschaftskapitän" * 4
    services.save_edit(
        article=made, base_revision=1, body=f"{body}\n\n{long}\n", summary=long, author=person()
    )
    services.save_edit(article=made, base_revision=2, body="Anders.", author=newcomer())
    return made


@in_every_look(360, 1280)
def test_pages_are_accessible_and_fit(
    page: Page,
    context: BrowserContext,
    live_server: LiveServer,
    rich: Article,
    width: int,
    scheme: str,
) -> None:
    home = "/wiki/bad-cannstatt/spielorte/"
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    guests = ["/wiki/", "/wiki/bad-cannstatt/", "/wiki/letzte-aenderungen/", "/wiki/neu/"]
    guests += [home + view for view in ("", "bearbeiten/", "ergaenzen/?abschnitt=1", "verlauf/")]
    guests += [home + view for view in ("version/1/", "vergleich/?from=1&to=2", "ausstehend/")]
    members = ["verwalten/", "umbenennen/", "zuruecksetzen/1/", "version/1/verbergen/"]
    members += ["ausstehend/3/", "ausstehend/3/bearbeiten/"]
    by_guests = at_this_width(guests, width)
    for address in [*by_guests, *(home + view for view in at_this_width(members, width))]:
        if address not in by_guests:
            sign_in(context, live_server, moderator())
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        found = Axe().run(page).response["violations"]
        assert [(address, v["id"], v["nodes"][0]["html"]) for v in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
