"""What readers and machines get of every type of page."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from accounts.services import create_user
from cms.machines.sitemaps import sections
from cms.models import ArticlePage, ArticleSeriesPage, DistrictPage, SiteSettings, StandardPage
from cms.services import Extras, create_page, find_page
from cms.worklists import language_state
from districts.models import District, Topic
from districts.services import dates, projects, topics
from tests.cms.conftest import MakePage
from tests.fixtures.days import in_days
from wiki.services import create_article

LITERATURE = [
    {"key": "rot2020", "text": "Rot, Rosa (2020): Bänke.", "url": "https://example.org/baenke"},
    {"key": "blau1999", "text": "Blau, Bert (1999): Wege."},
]


@pytest.fixture
def series(db: None) -> Page:
    """A series with three parts and one announced."""
    series = create_page(
        type="series",
        parent=find_page(path="beitraege", locale="de"),
        locale="de",
        slug="nachbarn",
        title="Nachbarn",
        intro="Drei Teile.",
        extras=Extras(announced=["Der Winter"], literature=LITERATURE),
    )
    for number, slug in enumerate(("eins", "zwei", "drei"), start=1):
        create_page(
            type="article",
            parent=series,
            locale="de",
            slug=slug,
            title=f"Teil {slug}",
            intro=f"Worum es in {slug} geht.",
            body=[{"type": "text", "value": f"Satz {number}. [@blau1999] [@unbekannt]"}],
        )
    return series


@pytest.fixture
def topic(db: None) -> Topic:
    return topics.create_topic(name="Hitze")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize(
    "path",
    ["/", "/en/", "/de-simple/", "/impressum/", "/beitraege/", "/en/beitraege/", "/kontakt/"],
)
def test_the_skeleton_answers_in_every_language(client: Client, db: None, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "Quartierswissen" in answer.content.decode()


def test_an_unfilled_duty_page_says_so_until_it_is_filled(
    client: Client, db: None, django_capture_on_commit_callbacks: Any
) -> None:
    page = StandardPage.objects.get(duty="kontakt")
    assert 'class="banner banner-warning"' in client.get("/kontakt/").content.decode()
    page.body = [("text", "<p>Rufen Sie an.</p>")]
    with django_capture_on_commit_callbacks(execute=True):
        page.save()
    assert "banner-warning" not in client.get("/kontakt/").content.decode()


@pytest.mark.parametrize(
    "block",
    [
        ("text", "<p></p>"),
        ("text", "<p> &nbsp;\u200b</p><p><br/></p>"),
        ("text", "<p>[Bitte <b>ausfüllen</b>: alles]</p>"),
        ("heading", {"text": "Kontakt", "level": "2"}),
    ],
    ids=["empty", "blank", "gap", "heading"],
)
def test_what_says_nothing_fills_no_duty_page(db: None, block: tuple[str, Any]) -> None:
    page = StandardPage.objects.get(duty="kontakt")
    page.intro, page.body = "Rufen Sie an.", [block]
    assert page.is_unfilled
    page.body = [block, ("text", "<p>0721 12345</p>")]
    assert page.is_unfilled is (block[0] == "text" and "Bitte" in block[1])


def test_an_empty_paragraph_is_no_text_about_a_district(client: Client, district: District) -> None:
    page = DistrictPage.objects.get(district=district, locale__language_code="de")
    page.body = [("text", "<p>&nbsp;</p>")]
    assert not page.has_content
    page.save()
    assert page.pk not in {row.page.pk for row in language_state.rows()}
    page.body = [("text", "<p>Es liegt am Bach.</p>")]
    page.save()
    assert page.pk in {row.page.pk for row in language_state.rows()}
    page.body, page.intro = [], "\u00a0"
    assert not page.has_content
    page.body = [("search_box", {})]
    assert page.has_content


def test_duty_pages_are_linked_from_every_page_and_from_errors(client: Client, db: None) -> None:
    for path in ("/", "/gibt-es-nicht/", "/en/gibt-es-nicht/"):
        html = client.get(path).content.decode()
        prefix = "/en" if path.startswith("/en/") else ""
        for slug in ("impressum", "datenschutz", "barrierefreiheit", "regeln", "kontakt"):
            assert f'href="{prefix}/{slug}/"' in html, (path, slug)


def test_a_series_lists_its_parts_in_order_and_what_is_to_come(
    client: Client, series: Page
) -> None:
    html = client.get("/beitraege/nachbarn/").content.decode()
    found = [html.index(title) for title in ("Teil eins", "Teil zwei", "Teil drei", "Der Winter")]
    assert found == sorted(found)
    assert '<a href="/beitraege/nachbarn/eins/">' in html
    assert 'type="application/atom+xml"' in html


def test_an_article_knows_the_parts_before_and_after(client: Client, series: Page) -> None:
    text = words(client.get("/beitraege/nachbarn/zwei/").content.decode())
    assert "Before: Teil eins" in text or "Davor: Teil eins" in text
    assert "Next: Teil drei" in text or "Weiter: Teil drei" in text


def test_a_draft_part_is_not_listed(client: Client, series: Page) -> None:
    ArticlePage.objects.get(slug="zwei").unpublish()
    html = client.get("/beitraege/nachbarn/eins/").content.decode()
    assert "Teil zwei" not in html
    assert "Teil drei" in html


def test_citations_lead_to_the_literature_of_the_series(client: Client, series: Page) -> None:
    html = client.get("/beitraege/nachbarn/eins/").content.decode()
    assert '<a class="citation" href="#literatur-1"' in html
    assert re.search(r'<li id="literatur-1" value="1">\s*Blau, Bert \(1999\): Wege\.', html)
    assert "Rot, Rosa" not in html
    assert "[@unbekannt]" in html


def test_a_theme_page_shows_what_the_districts_know(
    client: Client, topic: Topic, district: District
) -> None:
    projects.create_project(
        title="Trinkbrunnen", status="running", topics=[topic], districts=[district]
    )
    dates.create_date(
        title="Runder Tisch Hitze",
        start=in_days(3),
        end=in_days(3, hours=2),
        topics=[topic],
        districts=[district],
    )
    create_page(
        type="theme",
        parent=find_page(path="", locale="de"),
        locale="de",
        slug="kuehle-orte",
        title="Kühle Orte",
        extras=Extras(topics=[topic]),
    )
    html = client.get("/kuehle-orte/").content.decode()
    for text in ("Trinkbrunnen", "Runder Tisch Hitze", "Mühlental"):
        assert text in html


@pytest.mark.parametrize(("locale", "said"), [("de", False), ("de-simple", True)])
def test_an_easy_theme_page_says_where_easy_language_ends(
    client: Client, topic: Topic, locale: str, said: bool
) -> None:
    projects.create_project(title="Trinkbrunnen", status="running", topics=[topic])
    create_page(
        type="theme",
        parent=find_page(path="", locale=locale),
        locale=locale,
        slug="kuehle-orte",
        title="Kühle Orte",
        extras=Extras(topics=[topic]),
    )
    address = "/de-simple/kuehle-orte/" if said else "/kuehle-orte/"
    before = client.get(address).content.decode().partition("Trinkbrunnen")[0]
    assert ("nicht in Leichter Sprache" in before) is said


def test_a_district_shows_its_editorial_text(client: Client, district: District) -> None:
    page = district.pages.get()
    page.intro = "Ein Tal mit Mühle."
    page.save()
    assert "Ein Tal mit Mühle." in client.get("/stadtteile/muehlental/").content.decode()
    english = client.get("/en/stadtteile/muehlental/").content.decode()
    assert re.search(r'lang="de"[^>]*>\s*<p class="lead">Ein Tal mit Mühle\.', english)


def test_a_private_district_text_is_not_shown(client: Client, district: District) -> None:
    page = district.pages.get()
    page.intro = "Nur für uns."
    page.save()
    page.view_restrictions.create(restriction_type="login")
    answer = client.get("/stadtteile/muehlental/")
    assert answer.status_code == 200
    assert "Nur für uns." not in answer.content.decode()


def test_machines_learn_what_a_page_is(client: Client, series: Page) -> None:
    html = client.get("/beitraege/nachbarn/eins/").content.decode()
    assert '<meta property="og:title" content="Teil eins">' in html
    assert '<link rel="canonical" href="http://testserver/beitraege/nachbarn/eins/">' in html
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert data
    assert json.loads(data[1])["headline"] == "Teil eins"


def test_a_title_cannot_break_out_of_the_data_block(make_page: MakePage, client: Client) -> None:
    make_page("frech", title="</script><script>alert(1)</script>")
    assert "<script>alert" not in client.get("/frech/").content.decode()


def test_the_feed_of_a_series_has_its_parts(client: Client, series: Page) -> None:
    answer = client.get("/beitraege/nachbarn/feed.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert "http://testserver/beitraege/nachbarn/drei/" in answer.content.decode()
    assert client.get("/beitraege/gibt-es-nicht/feed.atom").status_code == 404


def test_the_sitemap_knows_languages_and_easy_language_among_them(
    client: Client, make_page: MakePage
) -> None:
    german = make_page("ueber-uns", title="Über uns")
    make_page("ueber-uns", title="About us", locale="en", translation_of=german)
    make_page("ueber-uns", title="Wer wir sind", locale="de-simple", translation_of=german)
    index = client.get("/sitemap.xml").content.decode()
    assert "http://testserver/sitemap-seiten.xml" in index
    pages = client.get("/sitemap-seiten.xml").content.decode()
    assert '<xhtml:link rel="alternate" hreflang="en" href="http://testserver/en/ueber-uns/"/>' in (
        pages
    )
    assert pages.count('hreflang="de-simple" href="http://testserver/de-simple/ueber-uns/"') == 3
    assert pages.count('hreflang="x-default" href="http://testserver/ueber-uns/"') == 3
    assert "<loc>http://testserver/de-simple/ueber-uns/</loc>" in pages


@pytest.mark.parametrize("section", list(sections()))
def test_every_section_of_the_sitemap_answers(
    client: Client, district: District, topic: Topic, section: str
) -> None:
    assert client.get(f"/sitemap-{section}.xml").status_code == 200


def test_the_sitemap_says_when_its_files_changed_last(client: Client, db: None) -> None:
    author = create_user(email="w@example.org", name="Wilma", trust=User.Trust.RESIDENT)
    for day in (3, 9, 6):
        with time_machine.travel(f"2026-03-{day:02}T12:00:00Z", tick=False):
            create_article(title=f"Bänke {day}", body="Vier.\n", author=author)
    index = client.get("/sitemap.xml").content.decode()
    wiki = index.partition("sitemap-wiki.xml</loc>")[2].partition("</sitemap>")[0]
    assert "<lastmod>2026-03-09T13:00:00+01:00</lastmod>" in wiki


def test_robots_are_shown_the_sitemap(client: Client, db: None) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /admin/" in text


def test_a_change_of_the_menu_shows_at_once(
    client: Client, db: None, django_capture_on_commit_callbacks: Any
) -> None:
    assert "Zum Garten" not in client.get("/").content.decode()
    german = SiteSettings.objects.get(locale__language_code="de")
    german.menu = [("link", {"title": "Zum Garten", "page": None, "path": "/garten/"})]
    with django_capture_on_commit_callbacks(execute=True):
        german.save()
    assert "Zum Garten" in client.get("/").content.decode()


def test_the_frame_comes_from_the_settings(client: Client, make_page: MakePage) -> None:
    page = make_page("mitmachen", title="Mitmachen")
    german = SiteSettings.objects.get(locale__language_code="de")
    yesterday, tomorrow = (timezone.localdate() + timedelta(days=days) for days in (-1, 1))
    german.name = "Unser Kiez"
    german.menu = [
        ("link", {"title": "", "page": page, "path": ""}),
        ("link", {"title": "Karte", "page": None, "path": "/karte/"}),
    ]
    german.notices = [
        ("notice", notice("Vorbei", until=yesterday)),
        ("notice", notice("Bald Sommerfest", until=tomorrow)),
    ]
    german.save()

    html = client.get("/impressum/").content.decode()

    assert "<title>Impressum – Unser Kiez</title>" in html
    assert '<a href="/mitmachen/">Mitmachen</a>' in html
    assert '<a href="/karte/">Karte</a>' in html
    assert "Bald Sommerfest" in html
    assert "Vorbei" not in html
    assert "Unser Kiez" not in client.get("/en/").content.decode()


def notice(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "kind": "note", "link": "", "link_text": "", "until": None, **more}


def test_public_pages_allow_no_inline_code_and_the_admin_does(client: Client, db: None) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    assert "script-src 'self';" in f"{policy};"
    assert "unsafe-inline" not in policy
    assert "unsafe-inline" in client.get("/admin/login/")["Content-Security-Policy"]


@pytest.mark.any_database
def test_no_page_type_needs_more_than_twelve_queries(
    client: Client,
    series: Page,
    topic: Topic,
    district: District,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(4):
        projects.create_project(
            title=f"Projekt {number}", transferable=True, topics=[topic], districts=[district]
        )
        dates.create_date(
            title=f"Termin {number}",
            start=in_days(1),
            end=in_days(1, hours=1),
            topics=[topic],
            districts=[district],
        )
    create_page(
        type="theme",
        parent=find_page(path="", locale="de"),
        locale="de",
        slug="kuehle-orte",
        title="Kühle Orte",
        extras=Extras(topics=[topic]),
    )
    paths = [
        "/",
        "/en/",
        "/impressum/",
        "/en/impressum/",
        "/beitraege/",
        "/beitraege/nachbarn/",
        "/beitraege/nachbarn/eins/",
        "/kuehle-orte/",
        "/de-simple/kuehle-orte/",
    ]
    client.get("/")  # what a process asks once only
    assert ArticleSeriesPage.objects.count() == 1
    for path in paths:
        with django_assert_max_num_queries(11, info=path):  # and one for the content version
            assert client.get(f"{path}?frisch=1").status_code == 200


@pytest.mark.parametrize("kind", ["login", "groups", "password"])
def test_a_private_page_is_closed_with_all_that_is_below(
    client: Client, make_page: MakePage, kind: str
) -> None:
    make_page("intern").view_restrictions.create(restriction_type=kind, password="vier")
    make_page("intern/unten", title="Ganz unten", intro="Geheim.")
    answer = client.get("/intern/unten/")
    assert "Geheim." not in answer.content.decode()
    assert answer.status_code == (200 if kind == "password" else 302)
    assert client.get("/en/intern/unten/").status_code == answer.status_code
