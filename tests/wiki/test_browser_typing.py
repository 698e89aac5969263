"""Keys and tools of the text field in a real browser; the browser's own undo knows them all."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.fixtures.conditions import every_day
from tests.wiki.factories import article
from tests.wiki.test_browser_writing import EDIT, TEXT

UNDO, REDO = "Control+z", "Control+Shift+z"
TOOLS = ("bold", "italic", "heading", "list", "numbers", "quote", "wikilink", "link")
#: What Enter makes of a line whose caret is at "|".
ENTER = {
    "- Eins|": "- Eins\n- |",
    "* Eins|": "* Eins\n* |",
    "• Eins|": "• Eins\n• |",
    "1. Eins|": "1. Eins\n2. |",
    "9) Eins|": "9) Eins\n10) |",
    "  - Eins|": "  - Eins\n  - |",
    "- Eins und| zwei": "- Eins und\n- | zwei",
    "- [x] Eins|": "- [x] Eins\n- [ ] |",
    "> Eins|": "> Eins\n> |",
    "- Eins\n- |": "- Eins\n|",
    "1. Eins\n2. |\n\nText": "1. Eins\n|\n\nText",
    "> Eins\n> |": "> Eins\n|",
    "Text|": "Text\n|",
    "|- Eins": "\n|- Eins",
    "1986. Gründung|": "1986. Gründung\n|",
    "-Eins|": "-Eins\n|",
    "**Eins**|": "**Eins**\n|",
    "```\n- Eins|": "```\n- Eins\n|",
    "```\n- Eins\n```\n- Zwei|": "```\n- Eins\n```\n- Zwei\n- |",
}
#: What Control+B and Control+I make of what is chosen in brackets.
BOLD = {
    "[Eins] zwei": "**[Eins]** zwei",
    "**[Eins]** zwei": "[Eins] zwei",
    "[**Eins**] zwei": "[Eins] zwei",
    "[Eins ]zwei": "**[Eins]** zwei",
    "*[Eins]*": "***[Eins]***",
    "***[Eins]***": "*[Eins]*",
    "[*Eins*]": "**[*Eins*]**",
    "**[]**": "[]",
}
ITALIC = {
    "[Eins]": "*[Eins]*",
    "*[Eins]*": "[Eins]",
    "[*Eins*]": "[Eins]",
    "**[Eins]**": "***[Eins]***",
    "***[Eins]***": "**[Eins]**",
    "[**Eins**]": "*[**Eins**]*",
}


@pytest.fixture
def area(page: Page, live_server: LiveServer) -> Any:
    article(body="Anfang")
    page.goto(EDIT)
    found = page.locator(TEXT)
    expect(page.locator("[data-toolbar]")).to_be_visible()
    return found


def put(area: Any, text: str, start: int, end: int) -> None:
    """Fill the field as typing would, so that undo begins with an empty memory of this."""
    area.fill(text)
    area.evaluate("(area, [start, end]) => area.setSelectionRange(start, end)", [start, end])


def chosen(area: Any, marked: str) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    put(area, marked.replace("[", "", 1).replace("]", "", 1), start, end)


def shown(area: Any) -> str:
    """The text, with brackets around what is chosen."""
    value, start, end = area.evaluate("a => [a.value, a.selectionStart, a.selectionEnd]")
    return f"{value[:start]}[{value[start:end]}]{value[end:]}"


def test_enter_goes_on_with_a_list(page: Page, area: Any) -> None:
    for before, after in ENTER.items():
        at = before.index("|")
        put(area, before.replace("|", ""), at, at)
        page.keyboard.press("Enter")
        assert shown(area).replace("[]", "|") == after, before
        page.keyboard.press(UNDO)
        assert area.input_value() == before.replace("|", ""), before


def test_a_plain_new_line_stays_possible(page: Page, area: Any) -> None:
    put(area, "- Eins", 6, 6)
    page.keyboard.press("Shift+Enter")
    assert area.input_value() == "- Eins\n"
    put(area, "- Eins zwei", 3, 6)
    page.keyboard.press("Enter")
    assert area.input_value() == "- E\n zwei"


def test_marks_are_put_and_taken_away(page: Page, area: Any) -> None:
    for key, cases in (("Control+b", BOLD), ("Control+i", ITALIC)):
        for before, after in cases.items():
            chosen(area, before)
            page.keyboard.press(key)
            assert shown(area) == after, (key, before)


def test_marks_are_never_doubled_after_undo(page: Page, area: Any) -> None:
    """Undo leaves the marks chosen with the words."""
    chosen(area, "[Eins] zwei")
    for key, wanted in (
        ("Control+b", "**Eins** zwei"),
        (UNDO, "Eins zwei"),
        ("Control+b", "**Eins** zwei"),
        ("Control+b", "Eins zwei"),
        (UNDO, "**Eins** zwei"),
        ("Control+b", "Eins zwei"),
    ):
        page.keyboard.press(key)
        assert area.input_value() == wanted, key


def test_every_tool_can_be_undone_and_done_again(page: Page, area: Any) -> None:
    texts = ("", "Eins\nzwei", "- Eins", "- ", "## ", "> ", "1. ")
    for text, tool in every_day(product(texts, TOOLS), one_in=3):
        put(area, text, 0, len(text))
        page.locator(f"[data-command={tool}]").click()
        done = area.input_value()
        page.keyboard.press(UNDO)
        assert area.input_value() == text, (text, tool)
        page.keyboard.press(REDO)
        assert area.input_value() == done, (text, tool)


def test_what_is_typed_once_is_told_once(page: Page, area: Any) -> None:
    """The draft and the preview listen: the browser tells of a tool's act by itself."""
    area.evaluate("a => { window.told = 0; a.addEventListener('input', () => { told += 1; }); }")
    chosen(area, "[Eins]")
    before = page.evaluate("told")
    page.keyboard.press("Control+b")
    assert page.evaluate("told") == before + 1
