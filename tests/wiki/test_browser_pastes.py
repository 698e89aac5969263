"""What thirty-nine programs put on the clipboard is clean before the editor parses it.

`test_browser_without_markup.py` pastes some of it into the editor and reads what was saved. That no
other host is asked for anything and no policy is broken says the fixture `page`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)
PASTES: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("pastes.json").read_text())
CLEANED = """async ({ html, text }) => {
    const { cleanHtml, cleanText } = await import("/static/js/paste.js");
    const of = (rows, clean) => Object.fromEntries(
        Object.entries(rows).map(([name, row]) => [name, clean(row.pasted)]));
    return { html: of(html, cleanHtml), text: of(text, cleanText) };
}"""


def test_whatever_is_pasted_is_plain_structure(page: Page, live_server: LiveServer) -> None:
    assert sum(map(len, PASTES.values())) == 39
    page.goto("/")
    found = page.evaluate(CLEANED, PASTES)
    html = {name: one["html"] for name, one in found["html"].items()}
    assert html == {name: row["clean"] for name, row in PASTES["html"].items()}
    assert found["text"] == {name: row["clean"] for name, row in PASTES["text"].items()}
    left_out = {name: one["pictures"] for name, one in found["html"].items() if one["pictures"]}
    assert left_out == {"pictures and films": 2}, "so that a note can say it"
