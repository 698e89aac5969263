"""Writing in a real browser: links are offered, and drafts survive whatever happens."""

from playwright.sync_api import BrowserContext, Dialog, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.people import person
from tests.wiki.factories import article, district
from tests.wiki.test_browser import HOME, sign_in, tab_to
from wiki import services
from wiki.models import Revision

EDIT = f"{HOME}bearbeiten/"
TEXT = "textarea[name=body]"
NOTICE = "[data-draft-notice]"
KEPT_AFTER_MS = 900
DRAFTS = "Object.keys(localStorage).filter((key) => key.startsWith('entwurf:')).length"


def typed(page: Page, words: str) -> None:
    """Write, and wait until the browser has kept it."""
    page.locator("textarea").first.click()
    page.locator("textarea").first.fill(words)
    page.wait_for_timeout(KEPT_AFTER_MS)


def leave(page: Page, address: str) -> list[str]:
    """Go elsewhere in spite of a warning; return the kinds of warnings there were."""
    seen: list[str] = []

    def accept(dialog: Dialog) -> None:
        seen.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.goto(address)
    page.remove_listener("dialog", accept)
    return seen


def test_double_brackets_offer_articles(page: Page, live_server: LiveServer) -> None:
    article("Spielorte", district=district())
    article("Spielplätze")
    page.goto("/wiki/allgemein/spielplaetze/bearbeiten/")
    area = page.locator(TEXT)
    area.fill("")
    area.press_sequentially("Siehe [[spielo")
    options = page.get_by_role("option")
    expect(options).to_have_count(1)
    expect(page.locator(".link-ideas + [role=status]")).to_contain_text("1 ")
    area.press("Enter")
    expect(area).to_have_value("Siehe [[Bad Cannstatt:Spielorte|Spielorte]]")
    area.press_sequentially(" und [[spiel")
    expect(options).to_have_count(2)
    area.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    area.press("Escape")
    expect(page.locator(".link-ideas")).to_be_hidden()
    area.press("Enter")
    assert area.input_value().endswith("und [[spiel\n")


def test_a_draft_goes_on_from_the_revision_it_was_written_upon(
    page: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    made = article(body="Eins.\n\nZwei.\n")
    sign_in(context, live_server, person())
    page.goto(EDIT)
    typed(page, "Eins.\n\nZwei von mir.\n")
    assert leave(page, HOME) == ["beforeunload"]
    services.save_edit(article=made, base_revision=1, body="Uno.\n\nZwei.\n", author=person())
    page.goto(EDIT)
    expect(page.locator("[data-draft-older]")).to_be_visible()
    page.locator("[data-draft-use]").click()
    page.locator("button[value=save]").click()
    page.wait_for_url("**/?gespeichert=3-merged")
    assert Revision.objects.get(number=3).body == "Uno.\n\nZwei von mir.\n"


def test_two_tabs_keep_two_drafts(
    page: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    article(body="Alt.")
    second = context.new_page()
    for tab, words in ((page, "Vom ersten Reiter."), (second, "Vom zweiten Reiter.")):
        tab.goto(EDIT)
        typed(tab, words)
    for tab in (page, second):
        leave(tab, HOME)
    page.goto(EDIT)
    seen = []
    for button in ("[data-draft-drop]", "[data-draft-use]"):
        expect(page.locator(NOTICE)).to_be_visible()
        if button == "[data-draft-drop]":
            seen += page.evaluate("Object.values(localStorage)")
        page.locator(button).click()
    assert all(any(words in text for text in seen) for words in ("ersten", "zweiten"))
    expect(page.locator(TEXT)).to_have_value("Vom ersten Reiter.")
    expect(page.locator(NOTICE)).to_be_hidden()


def test_a_lost_connection_loses_no_word(
    page: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    article(body="Alt.")
    sign_in(context, live_server, person())
    page.goto(EDIT)
    page.locator(TEXT).fill("Im Zug geschrieben.")
    page.locator("input[name=summary]").fill("unterwegs")
    context.set_offline(True)
    tab_to(page, "button[value=save]")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    context.set_offline(False)
    leave(page, EDIT)
    page.locator("[data-draft-use]").click()
    expect(page.locator(TEXT)).to_have_value("Im Zug geschrieben.")
    page.locator("button[value=save]").click()
    page.wait_for_url("**/?gespeichert=2-saved")
    page.goto(EDIT)
    expect(page.locator(NOTICE)).to_be_hidden()


def test_a_text_that_was_only_looked_at_stays_a_draft(page: Page, live_server: LiveServer) -> None:
    article(body="Alt.")
    page.goto(EDIT)
    page.locator(TEXT).fill("Nur angesehen.")
    page.locator("button[value=preview]").click()
    expect(page.locator("#vorschau")).to_be_visible()
    page.locator("input[name=summary]").click()
    assert leave(page, EDIT) == ["beforeunload"]
    page.locator("[data-draft-use]").click()
    expect(page.locator(TEXT)).to_have_value("Nur angesehen.")


def test_an_addition_and_a_new_article_are_kept_too(page: Page, live_server: LiveServer) -> None:
    article(body="Alt.")
    for address in (f"{HOME}ergaenzen/", "/wiki/neu/"):
        page.goto(address)
        typed(page, "Noch etwas.")
        leave(page, HOME)
        page.goto(address)
        page.locator("[data-draft-use]").click()
        expect(page.locator("textarea").first).to_have_value("Noch etwas.")
        page.evaluate("localStorage.clear()")
        leave(page, HOME)


def test_saving_a_new_article_ends_its_draft(
    page: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    sign_in(context, live_server, person())
    page.goto("/wiki/neu/")
    page.locator("input[name=title]").fill("Märkte")
    typed(page, "Samstags.")
    page.locator("button[value=save]").click()
    expect(page.locator("[data-draft-saved]")).to_be_visible()
    assert page.evaluate(DRAFTS) == 0
