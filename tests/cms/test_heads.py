"""What machines and screen readers are told of a page: address, languages, name."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from cms.models import ThemePage
from tests.cms.reading.test_languages import switch
from tests.look import small_site
from wiki.models import Article
from wiki.services import create_article

pytestmark = pytest.mark.any_database


@pytest.fixture
def site(db: None, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        small_site.build()


def head(client: Client, path: str) -> str:
    return str(client.get(path).content.decode().partition("</head>")[0])


CANONICAL = {
    "/": "/",
    "/projekte/?district=west&sort=name": "/projekte/",
    "/suche/?q=bank": "/suche/",
    "/en/wiki/west/plauderbank/": "/wiki/west/plauderbank/",
    "/en/projekte/bank-am-bach/": "/projekte/bank-am-bach/",
    "/en/kuehle-orte/": "/kuehle-orte/",
    "/en/stadtteile/": "/en/stadtteile/",
}
NAMES = {
    "/wiki/west/plauderbank/": "Plauderbank",
    "/projekte/bank-am-bach/": "Bank am Bach",
    "/termine/mittagstisch/": "Mittagstisch",
    "/akteure/baeckerei-kruemel/": "Bäckerei Krümel",
    "/stadtteile/west/": "West",
    "/beitraege/nachbarn/eins/": "Teil eins",
    "/": "Quartierswissen",
}


def test_search_engines_and_shared_links_get_address_and_name(site: None, client: Client) -> None:
    for path, own in CANONICAL.items():
        found = re.findall(r'<link rel="canonical" href="([^"]+)">', head(client, path))
        assert found == [f"http://testserver{own}"], path
    for path, title in NAMES.items():
        html = head(client, path)
        assert re.findall(r'<meta property="og:title" content="([^"]+)">', html) == [title]
        assert html.count('property="og:url"') == html.count('property="og:site_name"') == 1


def test_versions_are_told_for_lists_and_articles(site: None, client: Client) -> None:
    german = Article.objects.get(slug="plauderbank")
    create_article(
        title="Chatting bench",
        body="A bench.",
        language="en",
        district=german.district,
        translation_of=german,
        author=User.objects.get(slug="mia-muster"),
    )
    assert 'hreflang="en" href="http://testserver/en/projekte/"' in head(client, "/projekte/")
    assert 'hreflang="de-simple" href="http://testserver/de-simple/projekte/"' in head(
        client, "/projekte/"
    )
    article = head(client, "/wiki/west/plauderbank/")
    assert 'hreflang="en" href="http://testserver/en/wiki/west/chatting-bench/"' in article
    html = client.get("/wiki/west/plauderbank/").content.decode()
    assert switch(html)["English"] == "/en/wiki/west/chatting-bench/"
    assert "hreflang" not in head(client, "/projekte/bank-am-bach/")


def test_the_switch_keeps_the_question_and_promises_nothing(site: None, client: Client) -> None:
    html = client.get("/suche/?q=bank&district=west").content.decode()
    assert switch(html)["English"] == "/en/suche/?q=bank&amp;district=west"
    for path in ("/wiki/west/plauderbank/", "/projekte/bank-am-bach/"):
        html = client.get(path).content.decode()
        assert html.count('class="missing"') == 2
        assert switch(html)["English"] == f"/en{path}"
        assert switch(html)["Leichte Sprache"] == "/de-simple/leichte-sprache/"
        assert switch(client.get(f"/en{path}").content.decode())["Deutsch"] == path


def test_german_words_below_en_are_marked(site: None, client: Client) -> None:
    """So that a screen reader does not read them as English; a notice says why."""
    html = client.get("/en/projekte/bank-am-bach/").content.decode()
    assert '<html lang="en"' in html
    assert '<h1 lang="de">Bank am Bach</h1>' in html
    assert re.search(r'<div class="prose" lang="de">\s*<p>Das Wort auf dem Plakat', html)
    assert "This entry is written in German." in html
    assert 'class="card-title" lang="de"' in client.get("/en/projekte/").content.decode()
    easy = client.get("/de-simple/projekte/bank-am-bach/").content.decode()
    assert "<h1>Bank am Bach</h1>" in easy
    assert "Leichter Sprache" in easy


def test_a_topic_leads_to_what_the_editors_wrote(site: None, client: Client) -> None:
    assert 'href="/kuehle-orte/"' in client.get("/themen/hitze/").content.decode()
    english = client.get("/en/themen/hitze/").content.decode()
    assert re.search(
        r'<article class="card" lang="de">.*href="/en/kuehle-orte/"', english, re.DOTALL
    )
    assert 'href="/kuehle-orte/"' in client.get("/").content.decode()

    # A private one is shown nowhere.
    for page in ThemePage.objects.filter(locale__language_code="de"):
        page.view_restrictions.create(restriction_type="login")
    assert "kuehle-orte" not in client.get("/themen/hitze/?frisch=1").content.decode()
    assert "kuehle-orte" not in client.get("/?frisch=1").content.decode()
