"""How a text came to be: history, old versions, comparing, going back."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.people import moderator, newcomer, person
from tests.wiki.factories import article, topic
from wiki import services
from wiki.models import Article, Revision

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
HOME = "/wiki/allgemein/spielplaetze/"


@pytest.fixture
def written() -> Article:
    made = article(body="Eins.\n\nZwei.\n\nDrei.\n", topics=[topic().pk])
    for number, body in enumerate(
        ["Eins neu.\n\nZwei.\n\nDrei.\n", "Eins neu.\n\nZwei.\n\nVier.\n"]
    ):
        services.save_edit(
            article=made,
            base_revision=number + 1,
            body=body,
            summary=f"Schritt {number + 2}",
            minor=number == 0,
            author=person(),
        )
    made.refresh_from_db()
    return made


def test_history_lists_every_version(client: Client, written: Article) -> None:
    page = client.get(f"{HOME}verlauf/").content.decode()
    assert [f"version/{n}/" in page for n in (1, 2, 3)] == [True] * 3
    assert "Schritt 2" in page
    assert "Schritt 2" not in client.get(f"{HOME}verlauf/?ohne-kleine=1").content.decode()
    slug = Revision.objects.get(number=3).author.slug
    page = client.get(f"{HOME}verlauf/?von={slug}").content.decode()
    assert "Schritt 3" in page
    assert "Schritt 2" not in page


@pytest.mark.parametrize(
    "query", ["vor=x", "vor=-1", "vor=99999999999999", "stand=2026-99-99", "von=%00"]
)
def test_history_takes_any_question(client: Client, written: Article, query: str) -> None:
    assert client.get(f"{HOME}verlauf/?{query}").status_code == 200


def test_history_leads_to_a_day(client: Client, written: Article) -> None:
    answer = client.get(f"{HOME}verlauf/?stand=2021-01-01")
    assert answer.headers["Location"] == f"{HOME}stand/2021-01-01/"


def test_an_old_version_is_shown_exactly(client: Client, written: Article) -> None:
    page = client.get(f"{HOME}version/1/").content.decode()
    assert "<p>Eins.</p>\n<p>Zwei.</p>\n<p>Drei.</p>" in page


def test_two_versions_are_compared(client: Client, written: Article) -> None:
    page = client.get(f"{HOME}vergleich/?from=1&to=3").content.decode()
    assert "<ins>Vier</ins>" in page
    assert "<del>Drei</del>" in page
    # Each blank and line break of a cell is shown.
    assert not re.search(r"<td[^>]*>\s|\s</td>", page)
    assert client.get(f"{HOME}vergleich/").status_code == 200
    assert client.get(f"{HOME}vergleich/?from=1&to=77").status_code == 404


def test_going_back_is_a_new_version(client: Client, written: Article) -> None:
    client.force_login(person())
    assert client.get(f"{HOME}zuruecksetzen/1/").status_code == 200
    client.post(f"{HOME}zuruecksetzen/1/", {"summary": ""})
    revision = Revision.objects.get(number=4)
    assert revision.body == "Eins.\n\nZwei.\n\nDrei.\n"
    assert "1" in revision.summary


def test_one_change_is_taken_back_and_later_ones_stay(client: Client, written: Article) -> None:
    client.force_login(person())
    assert client.get(f"{HOME}rueckgaengig/2/").status_code == 200
    client.post(f"{HOME}rueckgaengig/2/", {"summary": "doch nicht"})
    assert Revision.objects.get(number=4).body == "Eins.\n\nZwei.\n\nVier.\n"


def test_what_cannot_be_taken_back_alone_is_shown(client: Client, written: Article) -> None:
    services.save_edit(
        article=written,
        base_revision=3,
        body="Eins ganz anders.\n\nZwei.\n\nVier.\n",
        author=person(),
    )
    client.force_login(person())
    answer = client.post(f"{HOME}rueckgaengig/2/")
    assert answer.status_code == 409
    shown = re.sub(r"</?mark>", "", answer.content.decode())
    assert "<p>Eins ganz anders.</p>" in shown


def test_guests_are_told_what_it_takes(client: Client, written: Article) -> None:
    assert client.get(f"{HOME}zuruecksetzen/1/").status_code == 403
    assert client.post(f"{HOME}rueckgaengig/2/").status_code == 403
    assert written.revisions.count() == 3


def test_a_newcomer_going_back_waits(client: Client, written: Article) -> None:
    client.force_login(newcomer())
    client.post(f"{HOME}zuruecksetzen/1/")
    assert Revision.objects.get(number=4).state == "held"


def test_held_and_hidden_text_is_not_shown(client: Client, written: Article) -> None:
    services.save_edit(article=written, base_revision=3, body="Geheim", author=newcomer())
    Revision.objects.filter(number=2).update(
        text_hidden=True, summary_hidden=True, author_hidden=True
    )
    secret = Revision.objects.get(number=2).author.name
    for path in ("verlauf/", "version/2/", "vergleich/?from=1&to=2", "version/4/"):
        words = client.get(f"{HOME}{path}").content.decode()
        assert "Geheim" not in words
        assert "Schritt 2" not in words
        assert secret not in words, path
    assert client.get(f"{HOME}version/4/").status_code == 404
    assert client.get(f"{HOME}vergleich/?from=3&to=4").status_code == 404
    client.force_login(moderator())
    assert "Eins neu." in client.get(f"{HOME}version/2/").content.decode()


def test_long_histories_cost_what_short_ones_do(
    client: Client, written: Article, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for path in ("verlauf/", "vergleich/?from=1&to=2", "version/1/"):
        client.get(f"{HOME}{path}")
        with django_assert_max_num_queries(6):
            client.get(f"{HOME}{path}")
