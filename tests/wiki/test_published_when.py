"""A contribution that waited becomes public when it is accepted, not when it was written."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.people import moderator, newcomer, person
from tests.wiki.factories import article
from wiki import reading, services
from wiki.models import Article, Revision

pytestmark = pytest.mark.django_db
HOME = "/wiki/allgemein/spielplaetze/"


def days_ago(days: int) -> str:
    return (timezone.localdate() - timedelta(days=days)).isoformat()


@pytest.fixture
def waited() -> Article:
    """Written ten days ago, changed by a newcomer five days ago, accepted today."""
    made = article(body="Eins.\n")
    services.save_edit(article=made, base_revision=1, body="Zwei.\n", author=newcomer())
    for number, days in ((1, 10), (2, 5)):
        when = timezone.now() - timedelta(days=days)
        Revision.objects.filter(number=number).update(created=when)
    Article.objects.update(
        updated_at=timezone.now() - timedelta(days=10),
        content_changed_at=timezone.now() - timedelta(days=10),
    )
    services.accept_contribution(article=made, number=2, by=moderator())
    made.refresh_from_db()
    return made


def test_the_article_as_of_a_day_is_what_was_public_then(client: Client, waited: Article) -> None:
    for days, number in ((9, 1), (3, 1), (0, 2)):
        page = client.get(f"{HOME}stand/{days_ago(days)}/").content.decode()
        assert [f"<p>{said}.</p>" in page for said in ("Eins", "Zwei")] == [
            number == n for n in (1, 2)
        ], days
    assert client.get(f"{HOME}stand/{days_ago(11)}/").status_code == 404


def test_changes_are_listed_when_they_became_public(client: Client, waited: Article) -> None:
    article("Dazwischen")
    Revision.objects.filter(article__title="Dazwischen").update(
        created=timezone.now() - timedelta(days=2)
    )
    page = client.get("/wiki/letzte-aenderungen/").content.decode().split("<main", 1)[1]
    assert page.index("Spielplätze") < page.index("Dazwischen")
    feed = client.get("/wiki/letzte-aenderungen/feed.atom").content.decode()
    assert feed.index("Spielplätze") < feed.index("Dazwischen")


def test_a_translation_lags_behind_from_the_day_of_acceptance(waited: Article) -> None:
    translation, _result = services.create_article(
        title="Playgrounds", body="One.", language="en", translation_of=waited, author=person()
    )
    Article.objects.filter(pk=translation.pk).update(updated_at=timezone.now() - timedelta(days=3))
    translation.refresh_from_db()
    assert reading.translations(translation).newer_source == waited
    assert [item.outdated for item in reading.translations(waited).others] == [True]


def test_taking_the_decision_back_puts_the_times_back(waited: Article) -> None:
    before = Revision.objects.get(number=1).created
    assert services.reopen_contribution(article=waited, number=2, by=moderator())
    waited.refresh_from_db()
    assert waited.content_changed_at == before


def test_small_changes_do_not_make_a_translation_old() -> None:
    source = article()
    translation, _result = services.create_article(
        title="Playgrounds", body="One.", language="en", translation_of=source, author=person()
    )
    services.save_edit(
        article=source, base_revision=1, body="Rutschen gibt es!\n", minor=True, author=person()
    )
    translation.refresh_from_db()
    assert reading.translations(translation).newer_source is None
    services.save_edit(article=source, base_revision=2, body="Keine mehr.\n", author=person())
    assert reading.translations(translation).newer_source == source
