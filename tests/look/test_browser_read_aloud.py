"""Texts in easy language are read aloud by a voice of the reader's own device, by no service."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.look import small_site

EASY = small_site.ADDRESSES["page in easy language"]
#: A browser's voice: it notes what it is asked to say, and says it when it is told to.
VOICES = """
window.said = [];
const voices = [
  {lang: "de-DE", localService: %(local)s, name: "Anna"},
  {lang: "en-GB", localService: true, name: "Ann"},
];
window.SpeechSynthesisUtterance = function (words) { this.words = words };
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => voices,
  speak: (one) => { window.said.push([one.words, one.voice.name]); window.now = one },
  cancel: () => { window.now = null },
  addEventListener: () => null,
}});
"""
NEXT = "window.now.onend()"


@pytest.fixture
def site(committed_site: None) -> None:
    """Each test commits."""


def said(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.evaluate("window.said")
    return found


def test_a_text_is_read_part_by_part_stopped_and_gone_on_with(site: None, page: Page) -> None:
    page.add_init_script(VOICES % {"local": "true"})
    page.goto(EASY)
    kicker, title = page.locator("article .page-head-kicker"), page.locator("article h1")
    page.get_by_role("button", name="Vorlesen", exact=True).click()
    assert said(page) == [[kicker.inner_text(), "Anna"]]
    page.evaluate(NEXT)
    assert said(page)[1:] == [[title.inner_text(), "Anna"]]
    expect(title).to_have_class("read-now")
    expect(page.locator(".read-now")).to_have_count(1)
    page.get_by_role("button", name="Anhalten").click()
    expect(page.locator(".read-now")).to_have_count(0)
    page.get_by_role("button", name="Weiter vorlesen").click()
    assert said(page)[2] == said(page)[1], "the part that was not heard to its end"
    while page.evaluate("!!window.now"):
        page.evaluate(NEXT)
    expect(page.get_by_role("button", name="Vorlesen", exact=True)).to_be_visible()
    words = [one for one, _voice in said(page)]
    assert "Vorlesen" not in " ".join(words)
    assert len(words) == len({*words}) + 1, "each part once, and the one that was stopped"


@pytest.mark.parametrize(("path", "local"), [(EASY, "false"), ("/impressum/", "true")])
def test_no_voice_of_the_device_or_no_easy_text_is_no_button(
    site: None, page: Page, path: str, local: str
) -> None:
    page.add_init_script(VOICES % {"local": local})
    page.goto(path)
    expect(page.get_by_role("button", name="Vorlesen")).to_have_count(0)
