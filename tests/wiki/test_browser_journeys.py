"""Three errands of a volunteer of 70 on her phone, from reading to reading, each tap counted.

What she may tap is what she can read: everything is found by its visible words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.people import person
from tests.wiki.factories import article, district
from tests.wiki.test_browser import HOME, is_clean, sign_in
from tests.wiki.test_browser_without_markup import settle
from wiki import services
from wiki.models import Article, Revision

TEXT = """\
# Spielplätze

Offen ist der Hof jeden Tag.

| Tag | Zeit |
|:----|-----:|
| Mo  | 9–12 |
| Mi  | 15–18 |

Wer einen Schlüssel braucht, fragt im Laden nach.
"""
#: As a word processor puts a leaflet on the clipboard.
LEAFLET = (
    "<html><head><style>p.MsoNormal{margin:0;color:#c00}</style></head><body>"
    "<h1 style='color:red;font-size:28pt'>Sommerfest im Hof</h1>"
    "<p class=MsoNormal align=center style='font-family:Comic Sans MS'>"
    "<span style='font-weight:700'>Samstag, 14 Uhr</span><o:p></o:p></p>"
    "<p class=MsoNormal style='mso-list:l0 level1'><span style='mso-list:Ignore'>·&nbsp;</span>"
    "Kuchen und Kaffee</p>"
    "<p class=MsoNormal style='mso-list:l0 level1'><span style='mso-list:Ignore'>·&nbsp;</span>"
    "Basteln für Kinder</p>"
    "<img src='file:///C:/Users/x/fest.png'>"
    "<p class=MsoNormal>Anmeldung: <a href='mailto:fest@example.org'>fest@example.org</a></p>"
    "</body></html>"
)


@dataclass
class Hand:
    """A finger on a phone that counts what it taps."""

    page: Page
    taps: int = 0

    def tap(self, target: Locator) -> None:
        expect(target).to_be_visible()
        target.tap()
        self.taps += 1

    def tap_button(self, words: str) -> None:
        self.tap(self.page.get_by_role("button", name=words, exact=True))

    def type(self, words: str) -> None:
        settle(self.page)
        self.page.keyboard.type(words)

    def retype_end(self, old: str, new: str) -> None:
        """Write other words instead of the last ones of the line that was tapped."""
        self.page.keyboard.press("End")
        settle(self.page)
        for _letter in old:
            self.page.keyboard.press("Backspace")
        self.type(new)

    def paste(self, html: str) -> None:
        """Paste as the phone's own menu does, where the cursor is."""
        settle(self.page)
        self.page.evaluate(
            """data => {
                const event = new ClipboardEvent("paste", {
                    clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
                event.clipboardData.setData("text/html", data);
                document.activeElement.dispatchEvent(event);
            }""",
            html,
        )


@pytest.fixture
def hand(browser: Browser, live_server: LiveServer) -> Iterator[Hand]:
    """A phone whose reader is signed in and has never chosen how to write."""
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 360, "height": 740},
        has_touch=True,
        is_mobile=True,
        locale="de-DE",
    )
    sign_in(context, live_server, person(name="Ilse"))
    yield Hand(context.new_page())
    context.close()


def sheet(hand: Hand) -> Locator:
    found = hand.page.locator(".visual .ProseMirror")
    expect(found).to_be_visible()
    return found


def test_changing_a_time_in_a_table(hand: Hand) -> None:
    article(body=TEXT)
    hand.page.goto(HOME)
    hand.tap(hand.page.locator("main").get_by_role("link", name="Bearbeiten").first)
    cell = sheet(hand).get_by_text("15–18", exact=True)
    hand.tap(cell)
    hand.retype_end("15–18", "16–19")
    is_clean(hand.page)
    hand.tap_button("Speichern")
    expect(hand.page.locator("article table")).to_contain_text("16–19")
    new = Revision.objects.order_by("-number")[0].body
    assert new == TEXT.replace("| Mi  | 15–18 |", "| Mi | 16–19 |")
    assert hand.taps <= 3


def test_pasting_a_leaflet(hand: Hand) -> None:
    district(name="Eigel")
    hand.page.goto("/wiki/")
    hand.tap(hand.page.locator("main").get_by_role("link", name="Einen Artikel anfangen").first)
    hand.tap(hand.page.get_by_label("Titel"))
    hand.type("Sommerfest im Hof")
    hand.tap(sheet(hand))
    hand.paste(LEAFLET)
    is_clean(hand.page)
    expect(hand.page.locator("[data-mode-status]")).to_contain_text("Bilder")
    hand.tap_button("Speichern")
    expect(hand.page.locator("article")).to_contain_text("Basteln für Kinder")
    made = Article.objects.get(title="Sommerfest im Hof")
    body = made.revisions.get().body
    assert "**Samstag, 14 Uhr**" in body
    assert "- Kuchen und Kaffee\n- Basteln für Kinder\n" in body
    assert "[fest@example.org](mailto:fest@example.org)" in body or "fest@example.org" in body
    assert not any(word in body for word in ("mso", "Mso", "style", "file:", "&nbsp;", "<"))
    assert hand.taps <= 4


def test_solving_a_conflict(hand: Hand) -> None:
    """Three places: her own words, the other's, and those of both."""
    made = article(body=TEXT)
    hand.page.goto(HOME)
    hand.tap(hand.page.locator("main").get_by_role("link", name="Bearbeiten").first)
    for words, old, new in (
        ("Offen ist der Hof jeden Tag.", "Tag.", "Abend."),
        ("15–18", "18", "19"),
        ("Wer einen Schlüssel braucht, fragt im Laden nach.", "Laden nach.", "Laden oder Ilse."),
    ):
        hand.tap(sheet(hand).get_by_text(words, exact=True))
        hand.retype_end(old, new)
    theirs = TEXT.replace("jeden Tag.", "jeden Samstag.").replace("15–18", "15–20")
    services.save_edit(
        article=made,
        base_revision=1,
        body=theirs.replace("Laden nach.", "Laden gegenüber."),
        author=person(name="Otto"),
    )
    before = hand.taps
    hand.tap_button("Speichern")
    places = hand.page.locator("[data-clash]")
    expect(places).to_have_count(3)
    is_clean(hand.page)
    for number, choice in enumerate(
        ("Ihre Fassung", "Fassung von Otto", "Beide, zuerst: Fassung von Otto")
    ):
        hand.tap(places.nth(number).get_by_text(choice, exact=True))
    expect(hand.page.locator("[data-undecided]")).to_have_text("Alles ist entschieden.")
    hand.tap_button("Speichern")
    shown = hand.page.locator("article")
    expect(shown).to_contain_text("Offen ist der Hof jeden Abend.")
    expect(shown).to_contain_text("15–20")
    expect(shown).to_contain_text("Laden gegenüber.")
    expect(shown).to_contain_text("Laden oder Ilse.")
    # Saving, one choice for each place, and saving once more; before it her own writing.
    assert (before, hand.taps - before) == (4, 5)


def test_solving_a_conflict_by_keyboard(
    page: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    """Three places, by the keys of the page alone: each choice is one press, and saving another."""
    made = article(body=TEXT)
    sign_in(context, live_server, person(name="Ilse"))
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{HOME}bearbeiten/")
    changes = [
        ("jeden Tag", "Abend", "Samstag"),
        ("15–18", "15–19", "15–20"),
        ("Laden", "Hof", "Ort"),
    ]
    mine = theirs = TEXT
    for old, hers, his in changes:
        mine, theirs = mine.replace(old, hers), theirs.replace(old, his)
    page.locator("textarea[name=body]").fill(mine)
    services.save_edit(article=made, base_revision=1, body=theirs, author=person(name="Otto"))
    presses = 0
    page.get_by_role("button", name="Speichern", exact=True).focus()
    # Otto's words, her own (the next choice), Otto's.
    for key in ("Enter", "Space", "ArrowDown", "Space", "Enter"):
        if key != "Enter":
            _tab_to(page, f"[data-clash] >> nth={presses - 1} >> input[type=radio]")
        elif presses:
            _tab_to(page, "button[type=submit]:has-text('Speichern')")
        page.keyboard.press(key)
        presses += 1
        if presses == 1:
            expect(page.locator("[data-clash]")).to_have_count(3)
            is_clean(page)
            page.locator("main h1").click()
    page.wait_for_url(lambda url: "bearbeiten" not in url)
    new = Revision.objects.order_by("-number")[0]
    assert [word in new.body for word in ("Samstag", "15–19", "15–20", "Ort")] == [
        *(True, True, False, True)
    ]
    assert (presses, new.parents) == (5, [2])


def _tab_to(page: Page, selector: str) -> None:
    """Go on by Tab until one of these has the focus; nothing is reached otherwise."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.locator(selector).and_(page.locator(":focus")).count():
            return
    raise AssertionError(f"Tab does not lead to {selector}")
