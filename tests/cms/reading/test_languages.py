"""Three languages: where a version is, and what is said where none is."""

import re
from datetime import date

import pytest
from django.test import Client

from cms.models import BasePage
from tests.cms.conftest import MakePage

pytestmark = pytest.mark.any_database


@pytest.fixture
def german(make_page: MakePage) -> BasePage:
    """A page that exists in German only."""
    return make_page("ueber-uns", title="Über uns", intro="Wer wir sind.")


def switch(html: str) -> dict[str, str]:
    """The addresses of the language switch by the words of its links."""
    found = re.search(r'<nav class="languages".*?</nav>', html, re.DOTALL)
    assert found
    links = re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)', found[0])
    return {name.strip(): url for url, name in links}


def test_the_switch_stays_on_the_page_that_exists(
    make_page: MakePage, german: BasePage, client: Client
) -> None:
    make_page("ueber-uns", title="About us", locale="en", translation_of=german)
    html = client.get("/ueber-uns/").content.decode()
    assert switch(html)["English"] == "/en/ueber-uns/"
    assert 'hreflang="en" href="http://testserver/en/ueber-uns/"' in html
    assert switch(client.get("/en/ueber-uns/").content.decode())["Deutsch"] == "/ueber-uns/"


def test_the_switch_says_where_there_is_no_version(german: BasePage, client: Client) -> None:
    html = client.get("/ueber-uns/").content.decode()
    assert switch(html)["English"] == "/en/ueber-uns/"
    assert switch(html)["Leichte Sprache"] == "/de-simple/leichte-sprache/"
    assert html.count('class="missing"') == 2


def test_without_an_english_version_the_german_text_is_marked(
    german: BasePage, client: Client
) -> None:
    answer = client.get("/en/ueber-uns/")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert '<html lang="en"' in html
    assert '<article class="stack" lang="de">' in html
    assert "does not exist in English yet" in html
    assert '<link rel="canonical" href="http://testserver/ueber-uns/">' in html
    assert answer["X-Robots-Tag"] == "noindex"


def test_easy_language_says_that_the_text_is_not_easy(german: BasePage, client: Client) -> None:
    html = client.get("/de-simple/ueber-uns/").content.decode()
    assert 'href="/de-simple/leichte-sprache/"' in html
    assert '<html lang="de"' in html
    assert '<article class="stack" lang=' not in html


def test_search_engines_know_easy_language_by_its_registered_code(
    make_page: MakePage, german: BasePage, client: Client
) -> None:
    make_page("ueber-uns", title="Über uns", locale="de-simple", translation_of=german)
    html = client.get("/ueber-uns/").content.decode()
    assert switch(html)["Leichte Sprache"] == "/de-simple/ueber-uns/"
    told = 'hreflang="de-simple" href="http://testserver/de-simple/ueber-uns/"'
    assert told in html
    assert told in client.get("/de-simple/ueber-uns/").content.decode()


def test_the_prefix_of_the_default_language_leads_away(client: Client, db: None) -> None:
    answer = client.get("/de/impressum/?q=1")
    assert (answer.status_code, answer["Location"]) == (302, "/impressum/?q=1")


def test_no_version_and_no_german_text_is_not_found(client: Client, db: None) -> None:
    assert client.get("/en/gibt-es-nicht/").status_code == 404


@pytest.mark.parametrize("checked", [True, False])
def test_easy_language_names_its_readers_or_says_there_were_none(
    make_page: MakePage, client: Client, checked: bool
) -> None:
    values = {"checked_by": "Lesegruppe Mitte", "checked_on": date(2026, 5, 4)} if checked else {}
    make_page("mitmachen", title="Mitmachen", locale="de-simple", **values)
    html = client.get("/de-simple/mitmachen/").content.decode()
    assert ("Lesegruppe Mitte" in html) is checked
    assert ("not yet read by a test group" in html or "Prüfgruppe" in html) is not checked
