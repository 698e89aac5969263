"""Pages made from simple data, and taken away again."""

from datetime import UTC, datetime

import pytest
from wagtail.models import Page

from accounts.services import create_user
from cms.body.body_data import UnknownBlock
from cms.body.page_text import plain_text_of
from cms.models import ArticlePage, DistrictPage, HomePage, StandardPage
from cms.services import Extras, create_page, fill_operator, find_page, remove_demo_pages
from cms.services.pages import ParentMissing
from districts.models import District
from districts.services.places import create_district
from tests.cms.conftest import MakePage

pytestmark = pytest.mark.any_database

BODY = [
    {"type": "heading", "value": "So fing es an"},
    {"type": "text", "value": "Erst **zuhören** [@rot2020].\n\n- eins\n- zwei"},
    {"type": "quote", "value": "Klein anfangen.", "source": "Eine Runde"},
    {"type": "callout", "value": "Nicht vergessen.", "kind": "tipp"},
    {"type": "steps", "value": ["Raum finden", "Einladen"]},
]


@pytest.fixture
def series(db: None) -> Page:
    """A series with one article, as the demo makes it."""
    series = create_page(
        type="series",
        parent=find_page(path="beitraege", locale="de"),
        locale="de",
        slug="nachbarn",
        title="Nachbarn",
        is_demo=True,
        extras=Extras(
            announced=["Teil 2: Winter"],
            literature=[{"key": "rot2020", "text": "Rot, Rosa (2020): Bänke."}],
        ),
    )
    create_page(
        type="article",
        parent=series,
        locale="de",
        slug="bank",
        title="Die Bank",
        body=BODY,
        is_demo=True,
        published_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
        extras=Extras(authors=[create_user(email="a@example.org", name="Anna Amsel")]),
    )
    return series


def test_every_type_of_block_can_be_made_from_data(series: Page) -> None:
    page = ArticlePage.objects.get(slug="bank")
    assert [block.block_type for block in page.body] == [block["type"] for block in BODY]
    assert "<strong>zuhören</strong>" in page.body[1].value.source
    assert page.first_published_at == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert [str(author) for author in page.authors.all()] == ["Anna Amsel"]


def test_search_reads_the_words_and_not_the_settings_of_blocks(series: Page) -> None:
    text = plain_text_of(ArticlePage.objects.get(slug="bank"))
    assert "Erst zuhören" in text
    assert "Raum finden" in text
    assert not {"Abschnitt", "Section", "Tipp", "Tip"} & set(text.split())


def test_an_unknown_block_is_refused_by_name(make_page: MakePage) -> None:
    with pytest.raises(UnknownBlock, match="karussell"):
        make_page("bunt", body=[{"type": "karussell", "value": ""}])
    assert not Page.objects.filter(slug="bunt").exists()


def test_a_translation_lies_below_the_translated_parent(make_page: MakePage) -> None:
    german = make_page("ueber-uns")
    english = create_page(
        type="standard",
        parent=german.get_parent(),
        locale="en",
        slug="ueber-uns",
        title="About us",
        translation_of=german,
    )
    assert english.get_url() == "/en/ueber-uns/"
    assert english.translation_key == german.translation_key


def test_without_a_translated_parent_nothing_is_made(make_page: MakePage) -> None:
    german = make_page("ueber-uns")
    with pytest.raises(ParentMissing):
        create_page(
            type="standard", parent=german, locale="en", slug="wir", title="We", translation_of=None
        )


def test_what_is_already_there_is_left_alone(make_page: MakePage) -> None:
    first = make_page("ueber-uns", title="Über uns")
    again = make_page("ueber-uns", title="Anders")
    assert (again.pk, again.title) == (first.pk, "Über uns")


def test_a_duty_page_is_filled_in_place(make_page: MakePage) -> None:
    page = make_page("impressum", title="Impressum", body=[{"type": "text", "value": "Wir."}])
    assert isinstance(page, StandardPage)
    assert (page.duty, page.is_unfilled) == ("impressum", False)


def test_the_demo_goes_and_leaves_what_people_made(series: Page, make_page: MakePage) -> None:
    first_heading = HomePage.objects.get(locale__language_code="de").heading
    home = create_page(
        type="home", parent=None, locale="de", slug="", title="Demo", is_demo=True, body=BODY
    )
    assert HomePage.objects.get(pk=home.pk).heading == "Demo"
    make_page("impressum", is_demo=True, body=[{"type": "text", "value": "Demo"}])
    real = make_page("eigenes")

    assert remove_demo_pages() == 3

    assert Page.objects.filter(pk=real.pk).exists()
    assert not Page.objects.filter(slug="nachbarn").exists()
    kept = HomePage.objects.get(pk=home.pk)
    assert (kept.title, kept.heading, len(kept.body)) == ("Startseite", first_heading, 0)
    assert StandardPage.objects.get(duty="impressum").is_unfilled
    assert remove_demo_pages() == 0
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_demo_page_above_real_work_stays(series: Page) -> None:
    create_page(type="article", parent=series, locale="de", slug="echt", title="Echt")
    remove_demo_pages()
    assert Page.objects.filter(slug="echt").exists()
    assert not Page.objects.filter(slug="bank").exists()


def test_the_operator_is_named_and_other_gaps_stay(db: None) -> None:
    fill_operator(operator="Verein <Mühle> e. V.", mail="post@example.org")
    page = StandardPage.objects.get(duty="impressum")
    text = page.body[0].value.source
    assert "Verein &lt;Mühle&gt; e. V." in text
    assert "post@example.org" in text
    assert page.is_unfilled
    assert not StandardPage.objects.get(
        duty="leichte-sprache", locale__language_code="de"
    ).is_unfilled


def test_a_new_district_gets_one_page_with_its_name(district: District) -> None:
    page = DistrictPage.objects.get(district=district)
    assert (page.title, page.get_url()) == ("Mühlental", "/stadtteile/muehlental/")


def test_a_district_has_one_page_per_language(district: District) -> None:
    index = find_page(path="stadtteile", locale="de")
    assert index is not None
    with pytest.raises(Exception, match=r"already|bereits|in use|verwendet"):
        index.add_child(instance=DistrictPage(title="Noch eine", district=district))
    english = find_page(path="stadtteile", locale="en")
    assert english is not None
    page = english.add_child(instance=DistrictPage(title="Anything", district=district))
    assert page.get_url() == "/en/stadtteile/muehlental/"


def test_two_districts_of_one_name_have_pages_of_their_own(district: District) -> None:
    other = create_district(city=district.city, name="Mühlental am See")
    assert DistrictPage.objects.get(district=other).get_url() == "/stadtteile/muehlental-am-see/"
