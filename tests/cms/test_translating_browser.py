"""The editor of translations, which is a program of its own, in a real browser."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from accounts.services import create_user
from cms.services import EDITORS, find_page
from tests.wiki.test_browser import sign_in

SENT = """() => {
    const form = document.querySelector(".js-translation-editor form");
    form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    return form.elements.base?.value;
}"""


@pytest.fixture
def address(transactional_db: None) -> str:
    """Where the imprint is translated into English."""
    imprint = find_page(path="impressum", locale="de")
    assert imprint is not None
    source, _made = TranslationSource.get_or_create_from_instance(imprint.specific)
    english = Locale.objects.get(language_code="en")
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target()
    return f"/admin/pages/{translation.get_target_instance().pk}/edit/"


def test_it_speaks_german_and_says_what_it_was_opened_with(
    page: Page, context: BrowserContext, live_server: LiveServer, address: str
) -> None:
    context.set_default_timeout(45_000)
    sign_in(context, live_server, create_user(email="e@example.org", name="Ede", groups=(EDITORS,)))
    page.goto(address)
    frame = page.locator(".js-translation-editor")
    expect(frame).to_contain_text("Übersetzung: Deutsch → Englisch")
    expect(frame).not_to_contain_text("More actions")
    base = frame.get_attribute("data-base")
    assert base
    assert page.evaluate(SENT) == base
