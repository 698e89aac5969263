"""English comes segment by segment through wagtail-localize."""

from typing import Any

import pytest
from django.test import Client, TestCase
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from accounts.services import create_user
from cms.models import SiteSettings
from cms.services import EDITORS, Extras, create_page, find_page
from districts.models import District
from tests.cms.conftest import MakePage

pytestmark = pytest.mark.any_database


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    client.force_login(create_user(email="r@example.org", name="Rita", groups=(EDITORS,)))
    return client


def translate(client: Client, page: Page, words: dict[str, str]) -> Page:
    """Send a page to English, translate the words that are given, and publish."""
    english = Locale.objects.get(language_code="en")
    client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [str(english.pk)]})
    source = TranslationSource.objects.get_for_instance(page.specific)
    translation = Translation.objects.get(source=source, target_locale=english)
    for segment in source.stringsegment_set.select_related("string", "context"):
        text = words.get(segment.string.data)
        if text:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=english,
                context=segment.context,
                defaults={"data": text},
            )
    # Wagtail-localize publishes when the transaction is over.
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(publish=True)
    return page.get_translation(english).specific


def test_a_page_is_translated_with_its_address_kept(editor: Client, make_page: MakePage) -> None:
    page = make_page("ueber-uns", title="Über uns", body=[{"type": "text", "value": "Wir lernen."}])
    made = translate(editor, page, {"Über uns": "About us", "Wir lernen.": "We learn."})
    html = editor.get("/en/ueber-uns/").content.decode()
    assert made.slug == "ueber-uns"
    assert "About us" in html
    assert "We learn." in html


def test_german_words_are_never_passed_off_as_english(editor: Client, make_page: MakePage) -> None:
    make_page("ueber-uns", title="Über uns", body=[{"type": "text", "value": "Wir lernen."}])
    below = make_page("ueber-uns/anfahrt", title="Anfahrt")
    english = Locale.objects.get(language_code="en")
    editor.post(f"/admin/localize/submit/page/{below.pk}/", {"locales": [str(english.pk)]})
    assert not below.get_translation(english).live
    for address in ("/en/ueber-uns/anfahrt/", "/en/ueber-uns/"):  # the upper one is an alias
        html = editor.get(address).content.decode()
        assert '<article class="stack" lang="de">' in html, address
        assert "does not exist in English yet" in html
        assert 'hreflang="en"' not in html
    translate(editor, below, {"Anfahrt": "Getting here"})
    assert "Getting here" in editor.get("/en/ueber-uns/anfahrt/").content.decode()


def test_what_is_synchronised_follows_without_being_translated(
    editor: Client, make_page: MakePage
) -> None:
    series = create_page(
        type="series",
        parent=find_page(path="beitraege", locale="de"),
        locale="de",
        slug="nachbarn",
        title="Nachbarn",
        extras=Extras(
            authors=[create_user(email="a@example.org", name="Anna Amsel")],
            literature=[{"key": "rot2020", "text": "Rot, Rosa (2020): Bänke."}],
        ),
    )
    made: Any = translate(editor, series, {"Nachbarn": "Neighbours"})
    assert [author.shown_name for author in made.authors.all()] == ["Anna Amsel"]
    assert [block.value["key"] for block in made.literature] == ["rot2020"]
    assert made.checked_by == ""


def test_a_district_page_keeps_its_district_and_address(editor: Client, district: District) -> None:
    page: Any = district.pages.get()
    page.intro = "Ein Tal."
    page.save()
    made: Any = translate(editor, page, {"Ein Tal.": "A valley."})
    assert made.district == district
    assert "A valley." in editor.get("/en/stadtteile/muehlental/").content.decode()


def test_a_new_german_text_waits_to_be_translated(editor: Client, make_page: MakePage) -> None:
    page: Any = make_page("ort", title="Ort", body=[{"type": "text", "value": "Eins."}])
    translate(editor, page, {"Ort": "Place", "Eins.": "One."})
    page.body = [("text", "<p>Zwei.</p>")]
    page.save_revision().publish()
    assert "One." in editor.get("/en/ort/").content.decode()


def test_settings_can_be_translated(editor: Client, db: None) -> None:
    settings = SiteSettings.objects.get(locale__language_code="en")
    settings.name = "Quarter Knowledge"
    settings.save()
    assert "Quarter Knowledge" in editor.get("/en/").content.decode()
    assert "Quarter Knowledge" not in editor.get("/").content.decode()
