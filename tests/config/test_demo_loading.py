"""The demo is loaded whole, and taken away without a trace of anything real."""

from collections import Counter
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Page

from accounts.models import User
from accounts.services import create_user
from config.demo.load import is_loaded, load_demo
from config.demo.remove import remove_demo
from districts.models import Actor, City, Date, District, Project, Topic
from search.models import Entry
from wiki.models import Article, Revision
from wiki.services import create_article, save_edit

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

WITH_DEMO = (User, City, District, Topic, Actor, Project, Date, Article)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, int]]:
    """The demo, loaded once for all tests here; each of them changes it in a savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        counts = load_demo(say=lambda text: None)
        call_command("search_sync", stdout=StringIO())
        yield counts
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: dict[str, int], db: None) -> dict[str, int]:
    return loaded


def visible() -> Counter[str]:
    return Counter(entry.kind for entry in Entry.objects.all() if entry.visible)


def addresses() -> Iterator[str]:
    yield from (
        "/",
        "/en/",
        "/de-simple/",
        "/stadtteile/",
        "/stadtteile/bad-cannstatt/",
        "/stadtteile/birkach/",
        "/wiki/",
        "/wiki/bad-cannstatt/",
        "/wiki/bad-cannstatt/nachbarschaftshilfe/",
        "/wiki/bad-cannstatt/nachbarschaftshilfe/verlauf/",
        "/wiki/bad-cannstatt/nachbarschaftshilfe/bearbeiten/",
        "/wiki/letzte-aenderungen/",
        "/projekte/",
        "/projekte/plauderbank-ostendplatz/",
        "/akteure/",
        "/termine/",
        "/termine/kalender.ics",
        "/themen/",
        "/themen/einsamkeit/",
        "/beitraege/netzwerke-die-tragen/",
        "/suche/?q=Nachbarschaftshilfe",
    )


def test_what_is_loaded_is_public_and_findable(demo: dict[str, int], client: Client) -> None:
    assert demo["districts"] == 23
    assert demo["articles"] >= 40
    assert demo["actors"] >= 40
    assert demo["dates"] >= 20
    assert demo["projects"] == 15
    assert Project.objects.filter(status="failed").count() == 3
    counts = visible()
    assert counts["article"] == demo["articles"]
    assert counts["project"] == demo["projects"]
    assert counts["actor"] == demo["actors"]
    assert counts["district"] == demo["districts"]
    revisions = Counter(Revision.objects.values_list("article_id", flat=True)).values()
    assert min(revisions) >= 2
    assert max(revisions) <= 8
    refused = {path: client.get(path).status_code for path in addresses()}
    assert {path for path, status in refused.items() if status != 200} == set()


def test_the_people_who_wrote_are_named(demo: dict[str, int]) -> None:
    assert not Revision.objects.filter(author=None).exists()


def test_removed_means_removed(demo: dict[str, int]) -> None:
    remove_demo()
    assert not is_loaded()
    assert {model.__name__ for model in WITH_DEMO if model.objects.exists()} == set()
    assert visible()["article"] == visible()["project"] == visible()["district"] == 0
    assert not Page.objects.filter(title__contains="Netzwerke, die tragen").exists()


def test_real_things_stay_where_they_are(demo: dict[str, int]) -> None:
    author = create_user(email="eva@beispiel.example", name="Eva", trust=User.Trust.RESIDENT)
    district = District.objects.get(slug="botnang")
    mine, _result = create_article(
        title="Mein Weg", body="Steil, aber schön.\n", district=district, author=author
    )
    theirs = Article.objects.get(slug="mitfahrbank")
    save_edit(
        article=theirs,
        base_revision=theirs.head_number,
        body=theirs.revisions.get(number=theirs.head_number).body + "\nAuch am Sonntag.\n",
        summary="ergänzt",
        author=author,
    )
    remove_demo()
    assert Article.objects.get(pk=mine.pk).district == district
    assert Article.objects.filter(pk=theirs.pk).exists()
    assert User.objects.filter(pk=author.pk).exists()
    assert set(District.objects.values_list("slug", flat=True)) == {"botnang", "birkach"}
    assert is_loaded() is False


def test_loading_twice_changes_nothing_and_says_nothing_new(demo: dict[str, int]) -> None:
    before = {model: model.objects.count() for model in WITH_DEMO}
    call_command("demo", "--no-serve", stdout=StringIO())
    assert {model: model.objects.count() for model in WITH_DEMO} == before
