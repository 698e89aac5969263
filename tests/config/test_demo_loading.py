"""The demo is loaded whole, and taken away without a trace of anything real."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Page

from accounts.models import User
from accounts.services import create_user
from community.models import Case
from config.demo.load import is_loaded, load_demo
from config.demo.remove import remove_demo
from districts.models import Actor, City, Date, District, Project, Topic
from search import contract
from search.models import Entry
from tests.search.engines import settle
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


def html(client: Client, path: str) -> str:
    return client.get(path).content.decode()


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
    assert not Revision.objects.filter(author=None, state="live").exists()


def test_moderators_find_something_to_decide(demo: dict[str, int], client: Client) -> None:
    assert "Suppe ohne Fleisch" not in html(client, "/wiki/stuttgart-ost/mittagstisch/")
    client.force_login(User.objects.get(email="emre.aydogdu@beispiel.example"))
    inbox = html(client, "/moderation/")
    assert "Suppe ohne Fleisch" in inbox
    assert "gehört meiner Mutter" in inbox
    assert Case.objects.open().count() == 5


def test_removed_means_removed(demo: dict[str, int]) -> None:
    remove_demo()
    assert not Case.objects.exists()
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


EVERYDAY = (
    "Spielplatz",
    "Mittagstisch für Senioren",
    "Was tun bei Hitze?",
    "einsam im Alter",
    "Fahrrad reparieren",
    "Deutsch lernen",
    "Wer hilft beim Einkaufen?",
    "Räume für Vereine",
    "Bäume gießen",
    "Treffpunkt Jugendliche",
)
#: What council papers share with these questions; the reduced proof takes such papers first.
RIVALS = ("spiel", "senior", "hitze", "alter", "rad", "sprach", "räum", "verein", "bäum", "jugend")


def council_folder(whole: Path, into: Path, papers: int) -> Path:
    """A folder with so many papers of the council, first those that share words with questions."""
    for part in whole.iterdir():
        if part.name not in {"papers", "meetings"}:
            (into / part.name).symlink_to(part)
    (into / "papers").mkdir()
    (into / "meetings").mkdir()
    names = {
        file: json.loads(file.read_text("utf-8")).get("name", "").lower()
        for file in sorted((whole / "papers").iterdir())
    }
    rivals = sorted(names, key=lambda file: not any(word in names[file] for word in RIVALS))
    for file in rivals[:papers]:
        (into / "papers" / file.name).symlink_to(file)
    return into


@pytest.mark.parametrize("engine", ["database", "elasticsearch"])
def test_everyday_questions_find_knowledge_before_council_papers(
    demo: dict[str, int],
    engine: str,
    shared_data: Path,
    tmp_path: Path,
    proof_size: Callable[[int, int], int],
    request: pytest.FixtureRequest,
) -> None:
    """Everything of the council's city is paper trail, its meetings and offices as well."""
    if engine == "elasticsearch":
        request.getfixturevalue("elasticsearch")
    papers = proof_size(60, len(list((shared_data / "karlsruhe/papers").iterdir())))
    folder = council_folder(shared_data / "karlsruhe", tmp_path, papers)
    call_command("import_oparl", folder, city="Karlsruhe", stdout=StringIO())
    Entry.objects.update(synced_version=0)
    settle()
    assert Entry.objects.filter(kind="paper", public=True).count() >= papers
    few, counted = {}, {}
    for query in EVERYDAY:
        result = contract.find(contract.SearchRequest(query, size=5, facets=False))
        assert result.engine == engine
        knowledge = [hit for hit in result.hits if hit.city and hit.city.value == "stuttgart"]
        general = [hit for hit in result.hits if not hit.city and hit.kind != "paper"]
        counted[query] = len(knowledge) + len(general)
        if counted[query] < 3:
            few[query] = [f"{hit.kind}: {hit.title}" for hit in result.hits]
    print(f"{papers} papers, knowledge among the first five hits on {engine}: {counted}")
    assert not few
