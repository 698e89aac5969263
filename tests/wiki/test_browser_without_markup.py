"""Writing without markup in a real browser: by keyboard, on a phone, with anything pasted."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.people import person
from tests.wiki.factories import article
from tests.wiki.test_browser import HOME, is_clean, sign_in
from wiki.models import Revision

EDIT = f"{HOME}bearbeiten/"
BODY = """\
# Ort

__Zwei__ Plätze.

* Nord
* Süd

| Tag | Zeit |
|:----|:----:|
| Mo  | 9–12 |

```
Plan
```

Ende
"""
SHOWN = ".visual .ProseMirror"
CHANGED = "textarea[name=body_blocks]"


@pytest.fixture
def sheet(page: Page, context: BrowserContext, live_server: LiveServer) -> Locator:
    """The open editor of an article, on a phone."""
    sign_in(context, live_server, person())
    article(body=BODY)
    page.set_viewport_size({"width": 360, "height": 740})
    page.add_init_script("localStorage.setItem('schreibweise', 'blatt')")
    page.goto(EDIT)
    found = page.locator(SHOWN)
    expect(found).to_be_visible()
    return found


def saved(page: Page) -> str:
    page.get_by_role("button", name="Speichern", exact=True).click()
    page.wait_for_url(lambda url: "bearbeiten" not in url)
    return Revision.objects.order_by("-number").values_list("body", flat=True)[0]


def at_end_of(sheet: Locator, words: str) -> None:
    sheet.get_by_text(words, exact=True).last.click()
    sheet.page.keyboard.press("End")
    settle(sheet.page)


def settle(page: Page) -> None:
    """Give the editor the moment in which it learns where the cursor is; nobody types as fast."""
    page.wait_for_timeout(100)


def test_by_keyboard_alone(page: Page, sheet: Locator) -> None:
    """A line of a table, a list, bold words and a link; what was not touched stays as it was."""
    press, write = page.keyboard.press, page.keyboard.type
    at_end_of(sheet, "9–12")
    press("Enter")
    write("14–16")
    at_end_of(sheet, "Ende")
    press("Enter")
    write("- eins")
    press("Enter")
    write("5 * 3 ")
    press("Control+b")
    write("fett")
    press("Control+b")
    press("Enter")
    press("Enter")
    press("Alt+F10")
    expect(page.get_by_role("button", name="Fett")).to_be_focused()
    page.get_by_role("button", name="Link ins Netz").focus()
    press("Enter")
    write("stadt.de/plan")
    press("Enter")
    expect(sheet.get_by_role("link", name="stadt.de/plan")).to_be_visible()
    is_clean(page)
    new = "- eins\n- 5 * 3 **fett**\n\n[stadt.de/plan](https://stadt.de/plan)\n"
    lines = saved(page).split("\n| Tag")
    assert lines[0] == BODY.split("\n| Tag")[0]
    assert lines[1].endswith(f"```\nPlan\n```\n\nEnde\n\n{new}")
    assert "|  | 14–16 |" in re.sub(r" +", " ", lines[1]).replace("| |", "|  |")


def test_tab_leaves(page: Page, sheet: Locator) -> None:
    at_end_of(sheet, "Süd")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(sheet).not_to_be_focused()
    expect(page.locator(CHANGED)).to_have_value("")


def test_what_was_undone_was_never_changed(page: Page, sheet: Locator) -> None:
    at_end_of(sheet, "Ende")
    page.keyboard.type(" gut")
    expect(page.locator(CHANGED)).not_to_have_value("")
    page.get_by_role("button", name="Rückgängig").click()
    expect(page.locator(CHANGED)).to_have_value("")


def test_a_protected_part_goes_by_its_own_button_only(page: Page, sheet: Locator) -> None:
    sheet.get_by_text("Ende", exact=True).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Backspace")
    expect(page.locator("[data-mode-status]")).not_to_be_empty()
    part = page.get_by_role("group", name="Geschützter Teil des Textes")
    expect(part).to_contain_text("Plan")
    part.get_by_role("button", name="als Markdown ändern").click()
    part.get_by_label("Dieser Teil als Markdown").fill("```\nNeuer Plan\n```")
    expect(part).to_contain_text("Neuer Plan")
    assert saved(page) == BODY.replace("\nPlan", "\nNeuer Plan")


def test_a_protected_part_can_be_removed(page: Page, sheet: Locator) -> None:
    page.get_by_role("button", name="Diesen Teil entfernen").click()
    assert saved(page) == BODY.replace("```\nPlan\n```\n\n", "")


def test_both_views_hold_the_same_text(page: Page, sheet: Locator) -> None:
    at_end_of(sheet, "Ende")
    page.keyboard.type(" gut")
    page.get_by_role("button", name="Als Markdown", exact=True).click()
    area = page.locator("textarea[name=body]")
    expect(area).to_have_value(BODY.replace("Ende", "Ende gut"))
    area.fill("## Anders\n")
    page.get_by_role("button", name="Als Markdown", exact=True).click()
    expect(sheet.get_by_role("heading", name="Anders")).to_be_visible()
    assert saved(page) == "## Anders\n"


def test_a_draft_comes_back(page: Page, sheet: Locator) -> None:
    at_end_of(sheet, "Ende")
    page.keyboard.type(" gut")
    page.wait_for_timeout(1_300)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(HOME)
    page.goto(EDIT)
    page.locator("[data-draft-use]").click()
    expect(page.locator(SHOWN)).to_contain_text("Ende gut")
    assert saved(page) == BODY.replace("Ende", "Ende gut")


PASTES = [
    (
        "word processor",
        (
            "<p class=MsoNormal style='font-weight:bold'><o:p></o:p><b>Offen</b></p>"
            "<p style='mso-list:l0 level1'><span style='mso-list:Ignore'>·&nbsp; </span>eins</p>"
            "<p style='mso-list:l0 level1'><span style='mso-list:Ignore'>·&nbsp; </span>zwei</p>"
        ),
        "**Offen**\n\n- eins\n- zwei",
    ),
    (
        "office on the web: bold by style",
        (
            "<b style='font-weight:normal'><p><span style='font-weight:700'>fett</span> "
            "<span style='font-style:italic'>schräg</span></p></b>"
        ),
        "**fett** *schräg*",
    ),
    (
        "a table, cells with paragraphs",
        "<table><tr><td><p>Tag</p></td><td><p>Zeit</p></td></tr><tr><td>Mo</td><td>9</td></tr></table>",
        "| Tag | Zeit |\n| --- | --- |\n| Mo | 9 |",
    ),
    (
        "redirects and addresses that do harm",
        (
            "<p><a href='https://www.google.com/url?q=https://a.de/x&sa=D'>a</a> "
            "<a href='javascript:alert(1)'>b</a> <a href='data:text/html,x'>c</a></p>"
        ),
        "[a](https://a.de/x) b c",
    ),
    (
        "hostile",
        (
            "<style>*{color:red}</style><img src=x onerror=alert(1)><svg onload=alert(1)></svg>"
            "<p style='background:url(https://evil.example/x)' onclick=alert(1)>Text</p>"
            "<iframe src='https://evil.example'></iframe><script>alert(1)</script>"
        ),
        "Text",
    ),
]


@pytest.mark.parametrize(("html", "expected"), [p[1:] for p in PASTES], ids=[p[0] for p in PASTES])
def test_pasted(page: Page, sheet: Locator, html: str, expected: str) -> None:
    paste(page, sheet, "text/html", html)
    assert saved(page) == f"{BODY}\n{expected}\n"


def test_what_another_site_with_such_an_editor_copied_is_cleaned(
    page: Page, sheet: Locator
) -> None:
    html = '<p data-pm-slice="1 1 []" onclick="x()">Text <img src="https://x.example/a.png"></p>'
    paste(page, sheet, "text/html", html)
    expect(page.locator("[data-mode-status]")).to_contain_text("Bilder")
    assert saved(page) == f"{BODY}\nText\n"


def test_what_is_dropped_is_cleaned_as_what_is_pasted(page: Page, sheet: Locator) -> None:
    dropped = """(editor, [kind, data]) => {
        const dataTransfer = new DataTransfer();
        const file = new File([data], "bild.png", { type: "image/png" });
        if (kind === "file") dataTransfer.items.add(file);
        else dataTransfer.setData(kind, data);
        const { left, bottom } = editor.lastElementChild.getBoundingClientRect();
        editor.dispatchEvent(new DragEvent("drop", { dataTransfer, clientX: left + 200,
            clientY: bottom - 5, bubbles: true, cancelable: true }));
    }"""
    at_end_of(sheet, "Ende")
    sheet.evaluate(dropped, ["file", "x"])
    expect(page.locator("[data-mode-status]")).to_contain_text("Bilder")
    sheet.evaluate(
        dropped, ["text/html", "<style>*{}</style><b onclick='x()'>Gut</b><script>1</script>"]
    )
    assert saved(page) == BODY.replace("Ende", "Ende**Gut**")


def test_what_was_copied_here_stays_as_it_was(page: Page, sheet: Locator) -> None:
    at_end_of(sheet, "Ende")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Control+x")
    page.keyboard.press("Control+v")
    expect(page.locator(CHANGED)).to_have_value("")


def test_a_line_before_a_block_leaves_it_as_it_is_written(page: Page, sheet: Locator) -> None:
    sheet.get_by_text("Zwei", exact=True).click()
    for key in ("Home", "Enter", "ArrowUp"):
        page.keyboard.press(key)
        settle(page)
    page.keyboard.type("Davor.")
    assert saved(page) == BODY.replace("__Zwei__", "Davor.\n\n__Zwei__")


def test_a_chat_without_dates_and_names(page: Page, sheet: Locator) -> None:
    chat = "[12.03.24, 18:05:12] Anna Muster: Samstag\n[12.03.24, 18:06:00] Ben: gut"
    paste(page, sheet, "text/plain", chat)
    assert saved(page) == f"{BODY}\nSamstag\n\ngut\n"


def paste(page: Page, sheet: Locator, kind: str, data: str) -> None:
    at_end_of(sheet, "Ende")
    page.keyboard.press("Enter")
    sheet.evaluate(
        """(editor, [kind, data]) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData(kind, data);
            editor.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        [kind, data],
    )


def test_firefox_on_android_begins_with_markdown(
    context: BrowserContext, page: Page, live_server: LiveServer
) -> None:
    """Its keyboards write words twice in such editors."""
    article(body=BODY)
    agent = "Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0"
    page.add_init_script(
        "localStorage.removeItem('schreibweise');"
        f"Object.defineProperty(navigator, 'userAgent', {{ get: () => '{agent}' }})"
    )
    page.goto(EDIT)
    expect(page.locator("textarea[name=body]")).to_be_visible()
    page.wait_for_timeout(500)
    expect(page.locator(SHOWN)).to_have_count(0)


def test_a_link_to_an_article_is_offered_while_typing(page: Page, sheet: Locator) -> None:
    at_end_of(sheet, "Ende")
    page.keyboard.type(" ")
    page.get_by_role("button", name="Link zu einem Artikel").click()
    page.get_by_label("Titel des Artikels").press_sequentially("Spielp")
    expect(page.locator("[id^=editor-ask-ideas] option")).to_have_attribute("value", "Spielplätze")
    page.get_by_label("Titel des Artikels").fill("[[Ort am Rand|der Rand]]")
    page.keyboard.press("Enter")
    assert saved(page) == BODY.replace("Ende", "Ende [[Ort am Rand|der Rand]]")


def test_the_questions_of_a_starter_are_seen_and_never_sent(
    page: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    sign_in(context, live_server, person())
    page.set_viewport_size({"width": 360, "height": 740})
    page.add_init_script("localStorage.setItem('schreibweise', 'blatt')")
    page.goto("/wiki/neu/")
    page.get_by_role("link", name="Ort", exact=True).click()
    sheet = page.locator(SHOWN)
    expect(sheet).to_be_visible()
    behind = "(shown) => getComputedStyle(shown, '::before').content"
    assert "Was gibt es dort?" in sheet.evaluate(behind)
    page.get_by_label("Titel").fill("Der Hof")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    assert not Revision.objects.exists()
    sheet.click()
    page.keyboard.type("Ein Brunnen.")
    assert sheet.evaluate(behind) == "none"
    page.get_by_role("button", name="Speichern", exact=True).click()
    page.wait_for_url(lambda url: "neu" not in url)
    assert Revision.objects.get().body.strip() == "Ein Brunnen."
