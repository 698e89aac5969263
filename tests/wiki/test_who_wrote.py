"""The page that says who wrote which words of an article."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from tests.people import moderator, newcomer, person
from tests.wiki.factories import article
from versions import whose
from versions.authorship import TooMuchHistory
from wiki import services
from wiki.models import Article, Revision

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
HOME = "/wiki/allgemein/spielplaetze/"
PAGE = f"{HOME}wer-schrieb-was/"
FIRST = "Wir treffen uns im *alten* Pfarrsaal am [Markt](/themen/)."
SECOND = "Bitte bringen Sie ein kaputtes Gerät und etwas Zeit mit."


@pytest.fixture(autouse=True)
def no_stored_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's transaction never commits, so the content version would never rise."""
    monkeypatch.setattr("pagecache.middleware._is_anonymous_read", lambda request: False)


@pytest.fixture
def anna() -> User:
    return person(name="Anna Kern")


@pytest.fixture
def made(anna: User) -> Article:
    return article(body=f"{FIRST}\n", author=anna)


def edit(made: Article, body: str, author: User | None, **more: object) -> None:
    made.refresh_from_db()
    services.save_edit(
        article=made,
        base_revision=made.head_number,
        body=body,
        author=author,
        **more,  # type: ignore[arg-type]
    )


def text(client: Client) -> str:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_one_author_is_named_once_for_all(client: Client, made: Article) -> None:
    page = text(client)
    assert "Dieser Text ist ganz von: Anna Kern." in page
    assert 'class="theirs"' not in page
    assert f'href="{HOME}version/1/"' in page
    assert 'content="noindex"' in page


def test_words_of_others_are_marked_and_lead_to_their_version(
    client: Client, made: Article
) -> None:
    edit(made, f"{FIRST.replace('treffen', 'sehen')}\n\n{SECOND}\n", person(name="Murat Öz"))
    page = text(client)
    assert page.count('<span class="theirs">sehen</span><sup>') == 1
    assert f'<a href="{HOME}version/2/">' in page
    assert "(Murat Öz, Fassung 2 vom" in page
    # As it reads: no markup, and no link that leads away.
    assert "<em>alten</em>" in page
    assert "*alten*" not in page


def test_what_stands_together_and_is_from_the_same_is_named_once(
    client: Client, made: Article
) -> None:
    edit(made, f"{FIRST}\n\n- Kaffee\n- Kuchen\n\nBis bald.\n", person(name="Murat Öz"))
    page = text(client)
    blocks = page.split('<div class="whose">')[1:]
    assert [block.count("Murat Öz") for block in blocks] == [0, 1]
    assert "Kaffee" in blocks[1]
    assert "Bis bald." in blocks[1]


def test_people_stand_in_the_order_of_their_words(client: Client, made: Article) -> None:
    """It is no ranking: who wrote most may stand last."""
    edit(made, f"Kurz gesagt.\n\n{FIRST}\n", person(name="Murat Öz"))
    page = text(client)
    people = page[page.index('<ol class="whose-by"') :].partition("</ol>")[0]
    assert people.index("Murat Öz") < people.index("Anna Kern")
    assert re.findall(r"(\d+) von 100 Wörtern", people) == ["18", "82"]


def test_what_came_back_is_still_its_first_authors(client: Client, made: Article) -> None:
    edit(made, "Weg damit.\n", person(name="Wüterich"))
    made.refresh_from_db()
    services.revert_article(
        article=made, number=1, summary="zurück", author=person(name="Murat Öz")
    )
    page = text(client)
    assert "Dieser Text ist ganz von: Anna Kern." in page
    assert "Wüterich" not in page


def test_accepted_words_are_their_authors_and_lead_to_what_all_may_read(
    client: Client, made: Article
) -> None:
    waits = newcomer(name="Neu Hier")
    edit(made, f"{FIRST}\n\n{SECOND}\n", waits)
    edit(made, f"{FIRST}\n\nDazwischen stand etwas anderes.\n", person(name="Murat Öz"))
    made.refresh_from_db()
    services.accept_contribution(article=made, number=2, by=moderator(name="Moderation"))
    page = text(client)
    assert "Neu Hier" in page
    assert "Moderation" not in page
    for address in set(re.findall(rf'href="({HOME}version/\d+/)"', page)):
        assert client.get(address).status_code == 200, address


def test_what_waits_is_not_told(client: Client, made: Article) -> None:
    edit(made, f"{FIRST}\n\n{SECOND}\n", newcomer(name="Neu Hier"))
    for reader in (None, moderator()):
        if reader:
            client.force_login(reader)
        assert "Neu Hier" not in text(client)
        assert SECOND not in text(client)


def test_a_hidden_version_has_no_author_and_leads_nowhere(client: Client, made: Article) -> None:
    edit(made, f"{FIRST}\n\n{SECOND}\n", person(name="Murat Öz"))
    edit(made, f"{FIRST}\n\n{SECOND}\n\nEnde.\n", person(name="Olga"))
    assert "Murat Öz" in text(client)
    made.refresh_from_db()
    services.hide_parts(article=made, number=2, parts=["text"], reason="x", by=moderator())
    page = text(client)
    assert "Murat Öz" not in page
    assert "eine verborgene Fassung" in page
    assert f"{HOME}version/2/" not in page
    client.force_login(moderator())
    assert "Murat Öz" in text(client)


def test_a_hidden_name_is_not_told(client: Client, made: Article) -> None:
    services.hide_parts(article=made, number=1, parts=["author"], reason="x", by=moderator())
    assert "Anna Kern" not in text(client)


def test_names_are_those_of_today(client: Client, made: Article, anna: User) -> None:
    text(client)
    User.objects.filter(pk=anna.pk).update(name="Anna Neu")
    assert "Anna Neu" in text(client)
    Revision.objects.update(author=None)
    page = text(client)
    assert "Anna" not in page
    assert "jemand ohne Namen" in page


def test_a_text_that_is_hidden_as_a_whole_is_not_shown(client: Client, made: Article) -> None:
    Revision.objects.update(text_hidden=True)
    page = text(client)
    assert "Pfarrsaal" not in page
    assert "Anna Kern" not in page


def test_where_it_takes_too_long_a_sentence_says_so(
    client: Client, made: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*args: object, **options: object) -> None:
        raise TooMuchHistory

    monkeypatch.setattr(whose, "credited", slow)
    page = text(client)
    assert "so oft umgeschrieben" in page
    assert "Pfarrsaal" not in page


def test_of_a_text_as_long_as_a_book_it_is_not_told(
    client: Client, made: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each reading of it would take seconds."""
    edit(made, "Wort " * (whose.LONGEST // 5) + "\n", person())
    assert "so lang oder wurde so oft umgeschrieben" in text(client)
    made.refresh_from_db()
    edit(made, "Wort " * (whose.LONGEST // 5 - 1) + "\n", person())
    assert "umgeschrieben" not in text(client)


def test_of_a_text_that_was_far_longer_once_it_is_not_told(
    client: Client, made: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To read what it was then would take seconds."""
    monkeypatch.setattr(whose, "LONGEST_EVER", 5_000)
    edit(made, "Wort " * 1_001, person())
    made.refresh_from_db()
    edit(made, "Kurz.\n", person())
    assert "so lang oder wurde so oft umgeschrieben" in text(client)
    monkeypatch.setattr(whose, "LONGEST_EVER", 5_005)
    assert "umgeschrieben" not in text(client)


def test_tables_lists_and_source_are_shown_as_they_read(client: Client, made: Article) -> None:
    body = "## Wann\n\n| Tag | Zeit |\n| --- | --- |\n| Mo | 15 Uhr |\n\n- eins\n- zwei <b>\n"
    edit(made, body, person(name="Murat Öz"))
    edit(made, body.replace("| Mo |", "| Di & Mi |"), person(name="Olga"))
    page = text(client)
    assert "<strong>Wann</strong>" in page
    assert "---" not in page
    assert '<span class="theirs">Di &amp; Mi</span>' in page or "Di &amp; Mi" in page
    assert "zwei &lt;b&gt;" in page or "zwei <b>" not in page


def test_it_costs_a_fixed_number_of_queries(
    client: Client, made: Article, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        edit(made, f"{FIRST}\n\n{SECOND} {number}\n", person())
    text(client)
    with django_assert_max_num_queries(16):
        text(client)


@pytest.mark.parametrize("address", [HOME, f"{HOME}verlauf/"])
def test_article_and_history_lead_there(client: Client, made: Article, address: str) -> None:
    assert "wer-schrieb-was/" in client.get(address).content.decode()
