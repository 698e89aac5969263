"""Easy language is written beside the German text, not translated from it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, Page, PageViewRestriction

from accounts.models import User
from accounts.services import create_user
from cms.admin.writing_hints import advice
from cms.body.glossary import GlossaryWord, explained
from cms.models import BasePage, GlossaryTerm
from cms.services import EDITORS, begin_easy_version
from cms.services.easy_language import NotGerman
from pictures.models import Picture
from tests.cms.conftest import MakePage

BODY = [
    {"type": "text", "value": "Ein Vorspann."},
    {"type": "heading", "value": "Wo es kühl ist"},
    {"type": "text", "value": "In der Bücherei."},
    {"type": "heading", "value": "Wer hilft"},
]


@pytest.fixture
def editor(db: None) -> User:
    return create_user(email="rita@example.org", name="Rita", groups=(EDITORS,))


@pytest.fixture
def german(make_page: MakePage) -> BasePage:
    return make_page("hitze", title="Kühl durch den Sommer", body=BODY)


def test_a_draft_takes_over_the_order_and_no_words(german: BasePage, editor: User) -> None:
    made = begin_easy_version(page=german, user=editor)
    assert (made.live, made.locale.language_code) == (False, "de-simple")
    assert made.translation_key == german.translation_key
    sections = [block.value for block in made.body]
    assert [section["heading"] for section in sections] == [
        "Kühl durch den Sommer",
        "Wo es kühl ist",
        "Wer hilft",
    ]
    assert not any(section["text"].source for section in sections)
    assert begin_easy_version(page=german, user=editor).pk == made.pk


def test_pages_above_get_their_place_as_drafts(
    make_page: MakePage, german: BasePage, editor: User
) -> None:
    below = make_page("hitze/trinken", title="Trinken")
    made = begin_easy_version(page=below, user=editor)
    parent = made.get_parent()
    assert (parent.translation_key, parent.live) == (german.translation_key, False)
    made.live = True
    made.save()
    assert Client().get("/de-simple/hitze/trinken/").status_code == 200


def test_a_new_title_leaves_the_address_as_it_is(german: BasePage, editor: User) -> None:
    made = begin_easy_version(page=german, user=editor)
    made.title, made.slug = "Ganz leicht", "ganz-leicht"
    made.save_revision(user=editor).publish()
    made.refresh_from_db()
    assert (made.title, made.slug) == ("Ganz leicht", german.slug)


def test_only_german_pages_can_be_the_source(make_page: MakePage, editor: User) -> None:
    english = make_page("heat", locale="en")
    with pytest.raises(NotGerman):
        begin_easy_version(page=english, user=editor)


def test_an_editor_begins_it_from_the_german_page(
    client: Client, german: BasePage, editor: User
) -> None:
    client.force_login(editor)
    url = f"/admin/leichte-sprache/{german.pk}/"
    assert url in client.get(f"/admin/pages/{german.pk}/edit/").content.decode()
    assert client.get(url).status_code == 200
    assert not Page.objects.filter(locale__language_code="de-simple", slug="hitze").exists()
    answer = client.post(url)
    made = Page.objects.get(locale__language_code="de-simple", slug="hitze")
    assert answer["Location"] == f"/admin/pages/{made.pk}/edit/"
    assert client.get(answer["Location"]).status_code == 200


def test_who_may_not_edit_may_not_begin(client: Client, german: BasePage) -> None:
    client.force_login(create_user(email="leo@example.org", name="Leo"))
    assert client.post(f"/admin/leichte-sprache/{german.pk}/").status_code in {302, 403}
    assert not Page.objects.filter(locale__language_code="de-simple", slug="hitze").exists()


def test_segment_translation_does_not_offer_easy_language(
    client: Client, german: BasePage, editor: User
) -> None:
    client.force_login(editor)
    url = f"/admin/localize/submit/page/{german.pk}/"
    offered = client.get(url).context["form"].fields["locales"].queryset
    assert [locale.language_code for locale in offered] == ["en"]
    easy = Locale.objects.get(language_code="de-simple")
    client.post(url, {"locales": [str(easy.pk)]})
    assert not Page.objects.filter(locale=easy, slug="hitze").exists()


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("", "Neu geschrieben"), ("hints", "Sachtextformel"), ("de", "In der Bücherei")],
)
def test_the_preview_shows_the_text_its_hints_and_the_german_one(
    client: Client, german: BasePage, editor: User, mode: str, expected: str
) -> None:
    made: Any = begin_easy_version(page=german, user=editor)
    made.body = [("easy_section", {"heading": "Neu geschrieben", "text": "<p>Es ist heiß.</p>"})]
    revision = made.save_revision()
    response = revision.as_object().make_preview_request(preview_mode=mode)
    html = response.content.decode()
    assert any(word in html for word in expected.split("|"))


def test_hints_are_stricter_for_easy_language(german: BasePage, editor: User) -> None:
    hard = (
        "Die Nachbarschaftshilfe wird von Ehrenamtlichen des Vereins seit vielen Jahren mit "
        "großer Freude und noch größerem Einsatz getragen."
    )
    easy: Any = begin_easy_version(page=german, user=editor)
    for page in (german, easy):
        page.body = [("text", f"<p>{hard}</p>")]
    strict, mild = advice(easy), advice(german)
    assert strict.readability is not None
    assert strict.readability.grade > 8
    assert len(strict.kinds) > len(mild.kinds)
    assert "<mark" in strict.marked
    assert hard.split()[1] in strict.marked


def test_marks_escape_what_the_text_says(german: BasePage) -> None:
    german.intro = "<script>alert(1)</script> wurde von dem Verein gebaut."
    assert "<script>" not in advice(german).marked


def test_a_word_is_explained_once_where_it_comes_first(make_page: MakePage, client: Client) -> None:
    GlossaryTerm.objects.create(
        term="Runder Tisch", forms="Runden Tisch\nRunde Tische", explanation="Viele reden mit."
    )
    body = [
        {"type": "easy_section", "heading": "Eins", "value": "Wir gehen an einen Runden Tisch."},
        {"type": "easy_section", "heading": "Zwei", "value": "Runde Tische helfen."},
    ]
    make_page("tisch", locale="de-simple", body=body)
    html = client.get("/de-simple/tisch/").content.decode()
    assert html.count("Viele reden mit.") == 1
    assert html.index("Viele reden mit.") < html.index("Runde Tische helfen")

    make_page("tisch", body=body)
    assert "Viele reden mit." not in client.get("/tisch/").content.decode()


def test_a_word_inside_another_is_not_explained() -> None:
    city = GlossaryWord(("Stadt",), "Ein großer Ort.")
    assert [words for _html, words in explained(["Der Stadt-Teil.", "Die Stadt!"], [city])] == [
        [],
        [city],
    ]


def test_a_section_shows_its_picture_in_modern_formats(
    make_page: MakePage, client: Client, picture: Picture
) -> None:
    page: Any = make_page("bach", locale="de-simple")
    section = {
        "heading": "Der Bach",
        "image": {"image": picture.pk, "decorative": False, "alt_text": "Ein Bach"},
        "text": "<p>Hier ist es kühl.</p>",
    }
    page.body = page.body.stream_block.to_python([{"type": "easy_section", "value": section}])
    page.save()
    html = client.get("/de-simple/bach/").content.decode()
    assert 'alt="Ein Bach"' in html
    assert "image/avif" in html
    assert 'width="' in html


def test_the_readers_of_a_test_group_are_named(make_page: MakePage, client: Client) -> None:
    make_page("bach", locale="de-simple", checked_by="Lesegruppe Süd", checked_on=date(2026, 4, 3))
    html = client.get("/de-simple/bach/").content.decode()
    assert "Lesegruppe Süd" in html
    assert "3. April 2026" in html


def test_the_page_on_easy_language_lists_what_there_is(client: Client, make_page: MakePage) -> None:
    make_page("zimmer", title="Ein Zimmer finden", locale="de-simple")
    make_page("entwurf", title="Noch ein Entwurf", locale="de-simple").unpublish()
    private = make_page("vorstand", title="Nur für den Vorstand", locale="de-simple")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    for address in ("/leichte-sprache/", "/de-simple/leichte-sprache/"):
        html = client.get(address, {"frisch": "1"}).content.decode()
        assert '<a href="/de-simple/zimmer/">Ein Zimmer finden</a>' in html
        assert "Entwurf" not in html
        assert "Vorstand" not in html
    assert "Ein Zimmer finden" not in client.get("/kontakt/?frisch=1").content.decode()
