"""The moderators' and reporters' pages in a real browser: by keyboard, and asked by axe."""

import re

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from community import decisions
from community.cases import Sender
from community.models import Case
from tests import people
from tests.community.factories import Board
from tests.fixtures.conditions import at_this_width, in_every_look


def sign_in(context: BrowserContext, live_server: LiveServer, user: User) -> None:
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])


def tab_to(page: Page, name: str) -> None:
    """Press the tab key until what is called `name` has the focus."""
    for _press in range(80):
        page.keyboard.press("Tab")
        words = page.evaluate("document.activeElement.innerText || ''").strip()
        if words == name:
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


def test_deciding_and_undoing_by_keyboard(
    page: Page, context: BrowserContext, live_server: LiveServer, board: Board
) -> None:
    case = board.hold(title="Bänke am Neckar")
    sign_in(context, live_server, people.moderator())
    page.goto("/moderation/")
    tab_to(page, "Bänke am Neckar")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Bänke am Neckar")
    accept = page.locator("button[value=accept]")
    tab_to(page, accept.inner_text())
    page.keyboard.press("Enter")
    expect(page.locator("[role=status] button")).to_be_visible()
    case.refresh_from_db()
    assert case.state == Case.State.ACCEPTED
    tab_to(page, page.locator("[role=status] button").inner_text())
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Bänke am Neckar")).to_be_visible()
    case.refresh_from_db()
    assert case.state == Case.State.OPEN


def test_a_guest_reports_and_reads_the_answer(
    page: Page, live_server: LiveServer, board: Board
) -> None:
    note = board.pin()
    page.goto(f"/melden/?url=/stadtteile/{note.pk}/")
    page.locator("input[value=wrong]").check()
    page.locator("textarea").fill("Das Fest ist schon vorbei.")
    page.wait_for_timeout(3200)  # quicker than anybody can write is taken for a program
    page.locator("main form button").press("Enter")
    expect(page.locator("dl")).to_contain_text("Das Fest ist schon vorbei.")
    case = Case.objects.get()
    decisions.answer_report(
        case=case, by=people.moderator(), outcome="settled", reason="Termin berichtigt."
    )
    page.reload()
    expect(page.locator("main")).to_contain_text("Termin berichtigt.")


def test_a_form_that_comes_back_is_read_out_first(page: Page, live_server: LiveServer) -> None:
    page.goto("/melden/")
    page.locator("textarea").fill("Das stimmt nicht.")
    page.evaluate("document.querySelector('main [name=csrfmiddlewaretoken]').value = 'x'")
    page.locator("main form button").press("Enter")
    expect(page.locator("main > .callout")).to_be_focused()
    expect(page).to_have_title(re.compile("^Noch nicht abgeschickt – "))
    expect(page.locator("textarea")).to_have_value("Das stimmt nicht.")


@in_every_look(360, 1280)
def test_pages_are_accessible_and_fit(
    page: Page,
    context: BrowserContext,
    live_server: LiveServer,
    board: Board,
    width: int,
    scheme: str,
) -> None:
    moderator, author = people.moderator(), people.newcomer()
    case, decided = board.hold(Sender(author)), board.hold(Sender(author))
    board.hold(Sender(name="x" * 80), title="Donaudampfschifffahrtsgesellschaft" * 6)
    decisions.refuse(case=decided, by=moderator, reason="Steht schon da.")
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    guests = ["/melden/", f"/konto/beleg/{case.receipt}/", f"/konto/beleg/{decided.receipt}/"]
    members = [
        "/moderation/",
        f"/moderation/{case.pk}/",
        f"/moderation/{decided.pk}/",
        "/moderation/protokoll/",
        f"/moderation/konten/{author.pk}/",
        "/konto/beitraege/",
    ]
    for address in (*at_this_width(guests, width), *at_this_width(members, width)):
        if address in members:
            sign_in(context, live_server, moderator)
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200
        found = Axe().run(page).response["violations"]
        assert [(address, v["id"], v["nodes"][0]["html"]) for v in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_long_address_fits_on_a_phone(page: Page, live_server: LiveServer) -> None:
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto("/konto/login/code/")
    page.locator("main input[type=email]").fill(f"{'rosemarie' * 6}@beispielhausen.example")
    page.locator("main form button").first.press("Enter")
    expect(page.locator("main h1")).to_have_text("Code eintippen")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_pages_of_an_account_are_accessible_and_fit(
    page: Page, context: BrowserContext, live_server: LiveServer, board: Board
) -> None:
    guests = ["/konto/login/", "/konto/login/code/", "/konto/anmelden/"]
    members = ["/konto/", "/konto/mails/", "/konto/loeschen/", "/konto/mail/", "/konto/logout/"]
    page.set_viewport_size({"width": 360, "height": 900})
    for address in (*guests, *members):
        if address == members[0]:
            sign_in(context, live_server, people.moderator())
        page.goto(address)
        found = Axe().run(page).response["violations"]
        assert [(address, v["id"], v["nodes"][0]["html"]) for v in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
