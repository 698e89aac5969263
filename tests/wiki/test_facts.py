"""The box of facts: what people write in short lines, however they write them."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.people import person
from text.markdown import render
from wiki.facts import taken_from
from wiki.models import Article
from wiki.services import create_article

DEFINED = "Wir kochen.\n\nOrt\n: Am Markt 3\n\nTelefon\n: 069 90009 123\n\nUnd mehr.\n"
LISTED = "Wir kochen.\n\n- **Wann:** dienstags, 12 Uhr\n- Kosten: 4 Euro\n- Zugang: ebenerdig\n"
BROKEN = "Wir kochen.\n\nOrt: Am Markt 3\\\nTel.: 069 90009 123\n"
PATH = "/wiki/allgemein/mittagstisch/"


def found(body: str) -> dict[str, str]:
    facts, _html = taken_from(render(body).html)
    return {fact.kind: fact.words for fact in facts}


def test_definitions_lists_and_lines_are_understood() -> None:
    assert found(DEFINED) == {"where": "Am Markt 3", "phone": "069 90009 123"}
    assert found(LISTED) == {
        "when": "dienstags, 12 Uhr",
        "costs": "4 Euro",
        "access": "ebenerdig",
    }
    assert found(BROKEN) == {"where": "Am Markt 3", "phone": "069 90009 123"}


def test_what_is_no_short_line_stays_a_text() -> None:
    assert found("Kosten: 4 Euro\n\nund sonst nichts") == {}
    assert found("- Ort: " + "weit " * 50 + "\n- Wann: immer\n") == {}
    assert found("- Milch: 1 Liter\n- Mehl: 500 g\n") == {}
    assert found("") == {}


def test_the_beginning_loses_its_lines_and_what_comes_later_does_not() -> None:
    _facts, left = taken_from(render(DEFINED).html)
    assert "Am Markt" not in left
    assert "Und mehr." in left
    for kept in (f"## Ort und Zeit\n\n{DEFINED}", f"{LISTED}- Wir freuen uns.\n"):
        html = render(kept).html
        facts, left = taken_from(html)
        assert facts
        assert left == html


@pytest.mark.django_db
def test_a_page_says_them_once_beside_and_once_within(client: Client) -> None:
    create_article(title="Mittagstisch", body=DEFINED, author=person())
    page = client.get(PATH).content.decode()
    assert len(re.findall(r"<dd>\s*Am Markt 3\s", page)) == 2  # of which one is seen
    links = re.findall(r'class="act" href="([^"]+)"', page)
    assert [unescape(link) for link in links] == [
        "tel:06990009123",
        "https://www.openstreetmap.org/search?query=Am+Markt+3",
        f"{PATH}ergaenzen/",
    ]
    assert "Stand: " in page.partition("fact-box")[2]
    assert "bitte vorher nachfragen" not in page
    old = timezone.now() - timedelta(days=500)
    Article.objects.update(updated_at=old, checked_at=old)
    cache.clear()
    page = client.get(PATH).content.decode()
    assert page.count("bitte vorher nachfragen") == 2
    assert "geprüft am" in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["", "/en", "/de-simple"])
def test_the_help_of_the_editor_shows_lines_that_are_understood(
    client: Client, language: str
) -> None:
    page = client.get(f"{language}/wiki/neu/?vorlage=leer").content.decode()
    lines = re.search(r"<code>(W[^<]*: [^<]*)</code><br>\s*<code>(W[^<]*: [^<]*)</code>", page)
    assert lines
    assert set(found("\n".join(map(unescape, lines.groups())))) == {"where", "when"}


@pytest.mark.django_db
def test_a_section_keeps_its_three_links_in_a_menu(client: Client) -> None:
    create_article(title="Mittagstisch", body="Wir kochen.\n\n## Wer\n\nWir.", author=person())
    page = client.get(PATH).content.decode()
    menu = page.partition('class="section-menu')[2].partition("</details>")[0]
    assert "„Wer“ ergänzen oder ändern" in menu
    for link in ("ergaenzen/?abschnitt=1", "bearbeiten/?abschnitt=1", "?stelle=Wer"):
        assert link in menu
    assert page.index("</h2>") < page.index('class="section-menu')


@pytest.mark.django_db
def test_who_adds_to_an_article_reads_its_name_and_that_of_a_section_only_if_chosen(
    client: Client,
) -> None:
    create_article(title="Mittagstisch", body="Wir kochen.\n\n## Wer\n\nWir.", author=person())
    for address, name in (("", "Mittagstisch"), ("?abschnitt=1", "Wer")):
        page = client.get(f"{PATH}ergaenzen/{address}").content.decode()
        heading = page.partition("<h1")[2].partition("</h1>")[0]
        assert f"„{name}“ ergänzen" in heading, address
    sent = {"section": 7, "base_revision": 1, "words": ""}
    assert client.post(f"{PATH}ergaenzen/", sent).status_code == 400


@pytest.mark.django_db
def test_what_somebody_types_into_a_line_is_no_code(client: Client) -> None:
    body = 'Ort\n: <img src=x onerror=alert(1)> "><script>x</script>\n\nWann\n: &lt;b&gt; nie\n'
    create_article(title="Mittagstisch", body=body, author=person())
    page = client.get(PATH).content.decode()
    assert "<script>x" not in page
    assert "<img src=x" not in page
    assert "<b> nie" not in page
