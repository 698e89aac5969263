"""The moderation's desk by keyboard alone: how many keys and pages forty mixed cases take.

Forty with --full; every day a quarter of them in a quarter of the time.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from community import cases
from community.cases import Sender
from community.models import Case
from tests import people
from tests.community.factories import KIND, Board
from tests.community.test_browser import sign_in
from tests.fixtures.conditions import full_proofs

#: The kinds of decisions, as they come in on a busy day.
MIX = ["accept", "accept", "refuse", "accept", "report"] * (8 if full_proofs() else 2)
#: What a person needs for a key, and for a page that answers and is looked at, in seconds.
KEY, LOOK = 0.5, 10.0
TEN_MINUTES, FORTY = 600, 40


class Keyboard:
    """Presses keys and counts them; `loads` counts the pages that were answered."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed, self.loads = page, Counter[str](), 0
        page.on("load", lambda _page: self._loaded())

    def _loaded(self) -> None:
        self.loads += 1

    def press(self, key: str) -> None:
        self.pressed[key] += 1
        self.page.keyboard.press(key)

    def send(self, key: str) -> None:
        """Press a key that leads to the next page."""
        with self.page.expect_navigation(wait_until="load"):
            self.press(key)


def hold_mixed(board: Board) -> list[Case]:
    made = []
    for number, decision in enumerate(MIX):
        title = f"Nummer {number}"
        if decision == "report":
            note = board.pin(title=title)
            made.append(
                cases.open_case(
                    sort=Case.Sort.REPORT,
                    kind=KIND,
                    pk=note.pk,
                    title=title,
                    url="/zettel/",
                    sender=Sender(people.person()),
                    scopes=note.trust_scopes(),
                    cause="wrong",
                )
            )
        else:
            made.append(board.hold(title=title))
    return made


def decide(keys: Keyboard, decision: str) -> None:
    if decision == "accept":
        keys.send("a")
        return
    keys.press("r")
    keys.press("ArrowDown")
    if decision == "refuse":
        keys.send("Control+Enter")
        return
    keys.press("Tab")  # the reason in own words
    keys.press("Tab")  # leave it as it is
    keys.send("Enter")


@pytest.mark.timeout(180)
def test_forty_mixed_cases_by_keyboard_in_ten_minutes(
    page: Page, context: BrowserContext, live_server: LiveServer, board: Board
) -> None:
    made = hold_mixed(board)
    sign_in(context, live_server, people.moderator())
    keys = Keyboard(page)
    page.goto("/moderation/")
    keys.press("j")
    for case, decision in zip(made, MIX, strict=True):
        expect(page.locator(f"#fall-{case.pk}")).to_be_focused()
        decide(keys, decision)
    expect(page.locator("main")).to_contain_text("Nichts wartet")
    assert Case.objects.open().count() == 0
    states = Counter(Case.objects.values_list("sort", "state"))
    assert states == {
        ("pending", "accepted"): MIX.count("accept"),
        ("pending", "refused"): MIX.count("refuse"),
        ("report", "refused"): MIX.count("report"),
    }
    assert not Case.objects.filter(state="refused", decision="").exists()
    strokes = keys.pressed.total()
    seconds = strokes * KEY + keys.loads * LOOK
    print(f"\n{len(MIX)} cases: {strokes} keys, {keys.loads} pages, {seconds:.0f} s for a person")
    assert strokes <= 100 * len(MIX) / FORTY
    assert keys.loads <= len(MIX) + 1
    assert seconds <= TEN_MINUTES * len(MIX) / FORTY


def test_keys_do_nothing_in_fields_and_can_be_switched_off(
    page: Page, context: BrowserContext, live_server: LiveServer, board: Board
) -> None:
    first, second = board.hold(title="Bank"), board.hold(title="Beet")
    sign_in(context, live_server, people.moderator())
    page.goto("/moderation/")
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.locator(f"#id_{first.pk}_ready")).to_be_focused()
    page.keyboard.press("Enter")  # a list of choices is no button
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.type("ja, aber jux?")
    expect(page.locator(f"#id_{first.pk}_reason")).to_have_value("ja, aber jux?")
    assert Case.objects.open().count() == 2
    page.locator(f"#fall-{second.pk}").focus()
    page.keyboard.press("x")
    expect(page.locator(f"#case-{second.pk}")).to_be_checked()
    page.keyboard.press("?")
    expect(page.locator("[data-desk-keys] dl")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-desk-switch]")).to_have_attribute("aria-pressed", "true")
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    assert Case.objects.open().count() == 2
    expect(page.locator("[data-desk-keys] summary")).to_be_visible()


def test_the_page_of_a_case_has_its_keys_too(
    page: Page, context: BrowserContext, live_server: LiveServer, board: Board
) -> None:
    case, other = board.hold(title="Bank"), board.hold(title="Beet")
    sign_in(context, live_server, people.moderator())
    page.goto("/moderation/?group=thing")
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.locator("h1")).to_have_text("Bank")
    page.keyboard.press("r")
    expect(page.locator("#id_ready")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_have_text("Beet")
    case.refresh_from_db()
    assert case.state == "refused"
    page.keyboard.press("u")
    page.wait_for_url(re.compile(r"/moderation/\?group=thing"))
    case.refresh_from_db()
    assert case.state == "open"
    page.goto(f"/moderation/{other.pk}/?group=thing")
    page.keyboard.press("l")
    page.wait_for_url(re.compile(r"/moderation/\?group=thing"))


@pytest.mark.parametrize("width", [360, 1280])
def test_the_opened_row_is_accessible_and_fits(
    page: Page, context: BrowserContext, live_server: LiveServer, board: Board, width: int
) -> None:
    author = people.newcomer(name="Rita Langername-Nachbarschaft")
    board.hold(Sender(author), title="Donaudampfschifffahrtsgesellschaft" * 4)
    hold_mixed(board)
    sign_in(context, live_server, people.moderator())
    page.set_viewport_size({"width": width, "height": 900})
    for query in ("", "?group=account", "?group=thing&show=reports"):
        page.goto(f"/moderation/{query}")
        page.evaluate("document.querySelectorAll('main details').forEach((d) => { d.open = true })")
        found = Axe().run(page).response["violations"]
        assert [(query, v["id"], v["nodes"][0]["html"]) for v in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, query
