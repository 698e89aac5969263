"""What all readers of an article share is made once, and is never older than the last write."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.people import moderator, person, signed_in
from tests.wiki.factories import article, district, topic
from wiki import services
from wiki.models import Article

pytestmark = pytest.mark.django_db(transaction=True)
HOME = "/wiki/bad-cannstatt/spielplaetze/"


@pytest.fixture
def made() -> Article:
    return article(district=district(), topics=[topic().pk], body="Sand und [[Ziel]].")


def read(client: Client) -> tuple[str, int]:
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(HOME)
    return answer.content.decode(), len(caught)


def test_the_second_reader_costs_little(made: Article) -> None:
    first, second = signed_in(person(name="Erna")), signed_in(person(name="Otto"))
    whole, made_new = read(first)
    again, kept = read(second)
    assert "Sand und" in whole
    assert "Sand und" in again
    # Session, account, content version, what the reader is responsible for and what waits for them
    # (read and kept), the page's frame.
    assert kept <= 7 < made_new
    assert read(second)[1] <= 6


def test_what_a_reader_may_do_is_never_shared(made: Article) -> None:
    keeper = signed_in(moderator())
    assert "verwalten/" in read(keeper)[0]
    for client in (signed_in(person()), Client()):
        assert "verwalten/" not in read(client)[0]
    tokens = {read(keeper)[0].split("csrfmiddlewaretoken")[1][:90] for _again in range(2)}
    assert len(tokens) == 2


def test_every_write_shows_at_once(made: Article) -> None:
    reader, keeper = signed_in(person()), moderator()
    assert "Sand und" in read(reader)[0]
    services.save_edit(article=made, base_revision=1, body="Wasser", author=person(name="Ida"))
    page, _cost = read(reader)
    assert "Wasser" in page
    assert "Ida" in page
    services.confirm_article(article=made, by=keeper)
    assert "geprüft" in read(reader)[0]
    source = article("Quelle", "[[Spielplätze]]", district=made.district)
    assert "Quelle" in read(reader)[0]
    services.delete_article(article=source, by=keeper, reason="doppelt")
    assert "Quelle" not in read(reader)[0]
    services.delete_article(article=made, by=keeper, reason="veraltet")
    assert "Wasser" not in read(reader)[0]


def test_the_address_in_the_citation_is_the_one_asked_for(made: Article) -> None:
    client = signed_in(person())
    assert (
        "http://localhost/wiki/" in client.get(HOME, headers={"host": "localhost"}).content.decode()
    )
    page = client.get(HOME, headers={"host": "127.0.0.1"}).content.decode()
    assert "http://127.0.0.1/wiki/" in page
    assert "http://localhost/" not in page
