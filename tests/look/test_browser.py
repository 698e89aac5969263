"""What the scripts add, clicked and typed in a real browser; and the style guide asked by axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.fixtures.conditions import in_every_look

GUIDE = "/styleguide/"


@in_every_look(320, 360, 1280)
def test_styleguide_is_accessible_and_fits(page: Page, width: int, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(GUIDE)
    expect(page.locator(".editor-bar")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_menu_opens_and_closes_by_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(GUIDE)
    menu = page.locator("[data-menu]")
    link = menu.locator("nav a").first
    expect(link).to_be_hidden()
    menu.locator("summary").press("Enter")
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_menu_lies_open_on_a_wide_screen(page: Page) -> None:
    page.goto(GUIDE)
    expect(page.locator("[data-menu] nav a").first).to_be_visible()


def test_menu_and_search_work_without_scripts(browser: Browser, live_server: LiveServer) -> None:
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = plain.new_page()
    page.goto(live_server.url + GUIDE)
    page.locator("[data-menu] summary").click()
    expect(page.locator("[data-menu] nav a").first).to_be_visible()
    expect(page.locator("[data-print]").first).to_be_hidden()
    expect(page.get_by_role("toolbar")).to_have_count(0)
    plain.close()


def test_skip_link_leads_to_the_content(page: Page) -> None:
    page.goto("/gibt-es-nicht/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#inhalt")).to_be_focused()


def test_a_refused_form_starts_at_its_summary(page: Page) -> None:
    page.goto(GUIDE)
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    summary.locator("a").first.click()
    expect(page.locator("#id_email")).to_be_focused()


def test_toolbar_by_keyboard(page: Page) -> None:
    page.goto(GUIDE)
    area = page.locator("[data-editor] textarea")
    area.fill("Wer hilft, isst mit.")
    area.press("Control+a")
    area.press("Control+b")
    expect(area).to_have_value("**Wer hilft, isst mit.**")
    area.press("Control+z")
    expect(area).to_have_value("Wer hilft, isst mit.")
    bar = page.get_by_role("toolbar")
    bar.locator("button").first.focus()
    page.keyboard.press("End")
    expect(bar.locator("button").last).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(bar.locator("button").first).to_be_focused()
    assert bar.locator("button[tabindex='0']").count() == 1
    bar.locator("[data-command=list]").click()
    expect(area).to_have_value("- Wer hilft, isst mit.")
    bar.locator("[data-command=list]").click()
    expect(area).to_have_value("Wer hilft, isst mit.")


def drafts(page: Page) -> list[str]:
    """The texts this browser holds for the style guide's editor; each open page has one."""
    keys = "Object.keys(localStorage).filter((key) => key.startsWith('entwurf:styleguide'))"
    return list(page.evaluate(f"{keys}.map((key) => localStorage.getItem(key))"))


def wait_for_draft(page: Page) -> None:
    """Wait until the draft is stored; the content policy refuses playwright's own waiting."""
    for _ in range(100):
        if drafts(page):
            return
        page.wait_for_timeout(50)
    pytest.fail("no draft was stored")


def test_a_draft_survives_a_reload_and_can_be_dropped(page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(GUIDE)
    area = page.locator("[data-editor] textarea")
    before = area.input_value()
    area.press("Control+End")
    area.press_sequentially(" Neuer Satz.")
    wait_for_draft(page)
    page.reload()
    expect(area).to_have_value(before)
    notice = page.locator("[data-draft-notice]")
    expect(notice).to_be_visible()
    expect(notice.locator("[data-draft-older]")).to_be_hidden()
    notice.locator("[data-draft-use]").click()
    expect(area).to_have_value(before + " Neuer Satz.")
    wait_for_draft(page)
    page.reload()
    notice.locator("[data-draft-drop]").click()
    expect(notice).to_be_hidden()
    assert drafts(page) == []
    expect(area).to_have_value(before)


def test_leaving_with_unsaved_text_asks_first(page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(GUIDE)
    page.reload()
    assert asked == []
    page.locator("[data-editor] textarea").press_sequentially("x")
    page.reload()
    assert asked == ["beforeunload"]


def test_an_address_is_copied_and_that_is_said(page: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(GUIDE)
    box = page.locator("#share [data-copy]")
    said = box.get_by_role("status")
    expect(said).to_have_text("")
    expect(box.locator("code")).to_be_hidden()
    button = box.get_by_role("button", name="Adresse dieser Seite kopieren")
    button.focus()
    page.keyboard.press("Enter")
    expect(said).to_have_text("Kopiert.")
    address = "https://example.org/wiki/hafen/mittagstisch/"
    assert page.evaluate("navigator.clipboard.readText()") == address
    expect(button).to_be_focused()


@pytest.mark.parametrize("by_command", [True, False])
def test_an_address_is_copied_by_command_or_selected(page: Page, by_command: bool) -> None:
    """Addresses without https have no clipboard; some browsers have no command either."""
    page.goto(GUIDE)
    page.evaluate(
        """works => {
          Object.defineProperty(navigator, "clipboard", {value: undefined});
          document.execCommand = () => { window.taken = String(getSelection()); return works; };
        }""",
        by_command,
    )
    box = page.locator("#share [data-copy]")
    box.get_by_role("button").click()
    expect(box.get_by_role("status")).to_contain_text("Kopiert." if by_command else "markiert")
    assert page.evaluate("window.taken") == "https://example.org/wiki/hafen/mittagstisch/"
    if not by_command:
        expect(box.locator("code")).to_be_visible()
        assert page.evaluate("String(getSelection())").startswith("https://example.org/")


def test_without_scripts_the_address_stands_there(
    browser: Browser, live_server: LiveServer
) -> None:
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = plain.new_page()
    page.goto(live_server.url + GUIDE)
    box = page.locator("#share [data-copy]")
    expect(box.locator("code")).to_have_text("https://example.org/wiki/hafen/mittagstisch/")
    expect(box.locator("code")).to_be_visible()
    expect(box.get_by_role("button")).to_have_count(0)
    plain.close()


def test_a_page_is_passed_on_by_the_device_and_as_a_code(page: Page) -> None:
    """By keyboard on a phone; closing the device's list is no error, and nothing breaks."""
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.add_init_script(
        "navigator.share = what => { window.taken = what;"
        " return Promise.reject(new DOMException('', 'AbortError')); }"
    )
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(GUIDE)
    share = page.locator("#share .share")
    share.get_by_role("button", name="Teilen").focus()
    page.keyboard.press("Enter")
    address = "https://example.org/wiki/hafen/mittagstisch/"
    assert page.evaluate("window.taken") == {"title": "Mittagstisch am Dienstag", "url": address}
    code = share.get_by_role("img", name="QR-Code dieser Seite")
    expect(code).to_be_hidden()
    share.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(code).to_be_visible()
    expect(code).to_have_js_property("complete", True)
    assert code.evaluate("image => image.naturalWidth") > 0
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert failed == []


def test_a_code_is_printed(page: Page) -> None:
    page.goto(GUIDE)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#share .share img")).to_be_visible()
    expect(page.locator("#share .share summary")).to_be_hidden()
    expect(page.locator("#share .share [href^=mailto]")).to_be_hidden()


def test_what_the_browser_cannot_share_is_not_offered(page: Page) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'share', {value: undefined})")
    page.goto(GUIDE)
    expect(page.locator("#share [data-share]")).to_be_hidden()
    expect(page.locator("#share .copy")).to_be_visible()
