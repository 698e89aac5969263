"""The same article in several languages: begun from its source, once, and marked when it lags."""

import pytest
from django.test import Client

from tests.people import moderator, newcomer, person
from tests.wiki.factories import article, district, topic
from wiki import services
from wiki.errors import AddressTaken
from wiki.models import Article

pytestmark = pytest.mark.django_db


def form(source: Article, title: str = "Playgrounds") -> dict[str, object]:
    return {
        "title": title,
        "body": "One.",
        "district": "bad-cannstatt",
        "translation_of": source.pk,
        "action": "save",
    }


def test_an_article_is_translated_from_its_page(client: Client) -> None:
    source = article(district=district(), topics=[topic().pk])
    page = client.get("/wiki/bad-cannstatt/spielplaetze/").content.decode()
    address = f"/en/wiki/neu/?district=bad-cannstatt&amp;title=&amp;uebersetzung={source.pk}"
    assert address in page
    assert ">Leichte Sprache</a>" in page
    client.force_login(person())
    begun = client.get(address.replace("&amp;", "&")).content.decode()
    assert 'href="/wiki/bad-cannstatt/spielplaetze/"' in begun
    assert f'name="translation_of" value="{source.pk}"' in begun
    assert client.post("/en/wiki/neu/", form(source)).status_code == 302
    made = Article.objects.get(language="en")
    assert made.translation_key == source.translation_key
    page = client.get("/wiki/bad-cannstatt/spielplaetze/").content.decode()
    assert 'href="/en/wiki/bad-cannstatt/playgrounds/"' in page
    assert address not in page


def test_the_second_translator_is_led_into_the_first_translation(client: Client) -> None:
    source = article(district=district())
    client.force_login(person())
    client.post("/en/wiki/neu/", form(source))
    answer = client.post("/en/wiki/neu/", form(source, "Places to play") | {"body": "Mine."})
    words = answer.content.decode()
    assert answer.status_code == 409
    assert 'action="/en/wiki/bad-cannstatt/playgrounds/bearbeiten/"' in words
    assert "One.\n\nMine." in words


def test_accepting_a_second_translation_says_why_it_cannot_be() -> None:
    source = article()
    held, _result = services.create_article(
        title="Slides", body="x", language="en", translation_of=source, author=newcomer()
    )
    services.create_article(
        title="Playgrounds", body="x", language="en", translation_of=source, author=person()
    )
    with pytest.raises(AddressTaken):
        services.accept_contribution(article=held, number=1, by=moderator())


@pytest.mark.parametrize("number", ["x", "0", "99999999999999999999", "77", "²", ""])
def test_a_source_that_is_none_is_left_out(client: Client, number: str) -> None:
    answer = client.get("/wiki/neu/", {"uebersetzung": number})
    assert answer.status_code == 200
    answer = client.post("/wiki/neu/", {"translation_of": number, "title": "", "body": "Wort"})
    assert "Wort" in answer.content.decode()
