"""The demo is loaded whole, and taken away without a trace of anything real."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.db.models import F
from django.db.models.functions import Length
from django.test import Client
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import APIToken, Page

from accounts.models import User
from accounts.services import create_user
from cms.models import ArticlePage, StandardPage
from community.cases import Sender
from community.inbox.reports import receive_report
from community.models import Case, Comment, Mail, Responsibility
from config.demo.directory import PASSWORD
from config.demo.load import is_loaded, load_demo
from config.demo.remove import remove_demo
from districts.models import Actor, City, Date, District, Project, Topic
from districts.services import adoptions, dates, projects
from pictures.models import Picture
from search import contract
from search.models import Entry
from tests import people
from tests.fixtures.conditions import full_proofs
from tests.fixtures.standing import around_the_tests
from tests.search.both_engines import settle
from wiki.models import Article, Revision
from wiki.services import create_article, save_edit

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.timeout(300),
    pytest.mark.long("loads the whole demo, and takes it away"),
]

WITH_DEMO = (User, City, District, Topic, Actor, Project, Date, Article, Picture, Comment)


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


@pytest.mark.any_database
def test_pages_are_short_for_a_telephone_on_a_bad_line(
    demo: dict[str, int], client: Client
) -> None:
    """Compressed, as they leave: with 8 kB the first words are there after the first round."""
    revisions = Revision.objects.filter(
        article__district__isnull=False, number=F("article__published_number")
    )
    longest = revisions.order_by(Length("body").desc()).values_list(
        "article__district__slug", "article__slug"
    )[:3]
    articles = [f"/wiki/{district}/{slug}/" for district, slug in longest]
    assert len(articles) == 3
    bounds = {"/": 12_000, "/projekte/": 12_000, "/termine/": 12_000}
    bounds |= dict.fromkeys(articles, 8_000)
    for path, most in bounds.items():
        answer = client.get(path, headers={"accept-encoding": "gzip"})
        assert answer["Content-Encoding"] == "gzip"
        assert len(answer.content) <= most, path


def test_the_people_who_wrote_are_named(demo: dict[str, int]) -> None:
    assert not Revision.objects.filter(author=None, state="live").exists()


def test_moderators_find_something_to_decide(demo: dict[str, int], client: Client) -> None:
    assert "Suppe ohne Fleisch" not in html(client, "/wiki/stuttgart-ost/mittagstisch/")
    client.force_login(User.objects.get(email="emre.aydogdu@beispiel.example"))
    inbox = html(client, "/moderation/")
    assert "Suppe ohne Fleisch" in inbox
    assert "gehört meiner Mutter" in inbox
    assert Case.objects.open().count() == 5


def test_people_of_the_demo_ask_and_answer_below_articles(
    demo: dict[str, int], client: Client
) -> None:
    first = Comment.objects.filter(parent=None)
    assert first.count() == demo["talks"] == 3
    assert first.exclude(resolved_at=None).count() == 1
    assert first.exclude(passage="").count() == 2
    talk = html(client, "/wiki/bad-cannstatt/repair-cafe/diskussion/")
    assert "„jeden zweiten Samstag, 13:30 bis 16:30 Uhr“" in talk
    assert "Stelle geändert" not in talk
    assert not Mail.objects.exists()


@pytest.mark.full
def test_removed_means_removed(demo: dict[str, int]) -> None:
    """What is left beside real things is told one by one every day, below."""
    remove_demo()
    assert not Case.objects.exists()
    assert not is_loaded()
    assert {model.__name__ for model in WITH_DEMO if model.objects.exists()} == set()
    assert visible()["article"] == visible()["project"] == visible()["district"] == 0
    assert not Page.objects.filter(title__contains="Netzwerke, die tragen").exists()


def test_loading_twice_changes_nothing_and_says_nothing_new(demo: dict[str, int]) -> None:
    before = {model: model.objects.count() for model in WITH_DEMO}
    call_command("demo", "--no-serve", stdout=StringIO())
    assert {model: model.objects.count() for model in WITH_DEMO} == before


def sign_in_with_password(email: str) -> bool:
    data = {"login": email, "password": PASSWORD}
    return Client().post("/konto/login/", data).status_code == 302


def eva() -> User:
    return create_user(email="eva@beispiel.example", name="Eva", trust=User.Trust.RESIDENT)


def write_into(where: str | Article, author: User | None, **guest: str) -> Article:
    article = Article.objects.get(slug=where) if isinstance(where, str) else where
    save_edit(
        article=article,
        base_revision=article.head_number,
        body=article.revisions.get(number=article.head_number).body + "\nAuch am Sonntag.\n",
        summary="ergänzt",
        author=author,
        **guest,
    )
    return article


@dataclass(frozen=True)
class Remains:
    """What real people have hung on the demo before it was removed, and who was part of it."""

    eva: User
    mine: Article
    page: ArticlePage
    above: StandardPage
    below: StandardPage
    source: Project
    taken_over: Project
    steward: Responsibility
    meeting: Date
    report: Case
    moderator: User
    signed_in: Client
    people: list[int]
    mails: list[str]


@pytest.fixture(scope="module")
def standing_remains(
    standing_demo: dict[str, int], django_db_blocker: DjangoDbBlocker
) -> Iterator[Remains]:
    """The demo is removed once, with real things on it of every sort."""
    with around_the_tests(django_db_blocker):
        before = hang_real_things_on_it()
        remove_demo()
        yield before


@pytest.fixture
def remains(standing_remains: Remains, db: None) -> Remains:
    report = Case.objects.get(pk=standing_remains.report.pk)
    return replace(standing_remains, report=report)


#: Written into by somebody real, and so by everybody of the demo who has written them, too.
STAY = {"mitfahrbank", "repair-cafe-starten", "foerderantraege-schreiben", "raeume-finden"}


#: Taken over from one another, and the last of them by somebody real.
FAMILY = {
    *("plauderbank-bahnhof-untertuerkheim", "plauderbank-fasanenhof"),
    *("plauderbank-loewen-markt", "plauderbank-ostendplatz"),
}
#: Where these and their actors are.
OF_THE_FAMILY = {
    *("hedelfingen", "moehringen", "obertuerkheim", "stuttgart-ost"),
    *("untertuerkheim", "vaihingen", "wangen", "weilimdorf"),
}


def hang_real_things_on_it() -> Remains:
    author = eva()
    mine, _result = create_article(
        title="Mein Weg",
        body="Steil, aber schön.\n",
        district=District.objects.get(slug="botnang"),
        author=author,
    )
    for slug in STAY:
        write_into(slug, author)
    write_into("gegen-einsamkeit", None, author_name="Gast")
    page = next(p for p in ArticlePage.objects.filter(is_demo=True) if p.live)
    Comment.objects.create(
        place_kind="page", place_pk=page.pk, words="Gut!", author_name="Gast", state="live"
    )
    above = next(p for p in StandardPage.objects.filter(is_demo=True) if not p.duty)
    below = StandardPage(title="Echt", slug="echt", locale=page.locale)
    above.add_child(instance=below)
    source = Project.objects.get(slug="plauderbank-ostendplatz")
    taken_over = projects.create_project(title="Plauderbank West", city=source.city)
    adoptions.adopt_project(project=taken_over, source=source, adapted="", why="")
    steward = Responsibility.objects.create(
        user=author,
        role="steward",
        scope_kind="district",
        scope_pk=District.objects.get(slug="degerloch").pk,
    )
    meeting = dates.create_date(
        title="Treffen",
        start=timezone.now(),
        city=source.city,
        districts=[District.objects.get(slug="feuerbach")],
    )
    report = receive_report(
        path="/wiki/stuttgart-ost/nachbarschaftshilfe/",
        cause="private",
        words="Meine Nummer!",
        sender=Sender(name="Otto", mail="otto@beispiel.example"),
    )
    return Remains(
        author,
        *(mine, page, above, below, source, taken_over, steward, meeting, report),
        *appoint_people_of_the_demo(),
    )


def appoint_people_of_the_demo() -> tuple[User, Client, list[int], list[str]]:
    """One with an own address, one signed in, and the others, of whom one has every right."""
    moderator = User.objects.get(email="britta.hagenstolz@beispiel.example")
    User.objects.filter(pk=moderator.pk).update(email="ich@beispiel.example")
    EmailAddress.objects.filter(user=moderator).update(email="ich@beispiel.example")
    everybody = User.objects.filter(is_demo=True).exclude(pk=moderator.pk)
    mails = list(everybody.values_list("email", flat=True))
    people_of_it = list(everybody.values_list("pk", flat=True))
    signed_in = Client()
    signed_in.force_login(User.objects.get(email="emre.aydogdu@beispiel.example"))
    assert signed_in.get("/moderation/").status_code == 200
    editor = User.objects.get(email="hanne.vollmerding@redaktion.example")
    APIToken.create_token(user=editor, name="x")
    Responsibility.objects.create(user=editor, role="editor")
    User.objects.filter(pk=editor.pk).update(is_staff=True, is_superuser=True)
    return moderator, signed_in, people_of_it, mails


@pytest.mark.walk
def test_real_things_stay_where_they_are_and_nothing_else_does(remains: Remains) -> None:
    mine = Article.objects.get(pk=remains.mine.pk)
    assert mine.district is not None
    assert mine.district.slug == "botnang"
    assert User.objects.filter(pk=remains.eva.pk).exists()
    left: dict[Any, set[str]] = {
        Article: {"mein-weg", "gegen-einsamkeit", *STAY},
        District: {"botnang", "birkach", "degerloch", "feuerbach", *OF_THE_FAMILY},
        Project: {remains.taken_over.slug, *FAMILY},
        Date: {remains.meeting.slug},
        City: {"stuttgart"},
    }
    assert {model: set(model.objects.values_list("slug", flat=True)) for model in left} == left
    assert Actor.objects.count() < 10, "those of the family"
    assert visible()["article"] == len(left[Article])
    assert not Page.objects.filter(title__contains="Netzwerke, die tragen").exists()
    assert is_loaded() is False


@pytest.mark.walk
def test_demo_people_who_stay_have_nothing_left_but_their_name(remains: Remains) -> None:
    """Everybody knows their password."""
    left = User.objects.filter(pk__in=remains.people)
    assert left.count() > 5
    for person in left:
        assert not person.has_usable_password()
        assert not any([person.is_active, person.is_staff, person.is_superuser, person.is_demo])
        assert person.trust == User.Trust.NEW
        assert person.name
        assert not any([person.groups.exists(), person.user_permissions.exists()])
        assert not person.responsibilities.exists()
        assert person.email not in remains.mails
        assert not EmailAddress.objects.filter(user=person).exists()
    assert not APIToken.objects.filter(user__in=left).exists()
    assert not [mail for mail in remains.mails if sign_in_with_password(mail)]
    assert remains.signed_in.get("/moderation/").status_code == 302, "the session is over"


@pytest.mark.walk
def test_who_has_entered_an_own_address_begins_anew(remains: Remains) -> None:
    moderator = User.objects.get(pk=remains.moderator.pk)
    assert (moderator.is_active, moderator.trust) == (True, User.Trust.NEW)
    assert moderator.email == "ich@beispiel.example"
    assert not moderator.has_usable_password()
    assert not sign_in_with_password("ich@beispiel.example")


@pytest.mark.walk
def test_what_real_people_reported_stays_and_can_be_answered(
    remains: Remains, client: Client
) -> None:
    mine = remains.report
    titles = {mine.title, "Gegen Einsamkeit"}  # and what a guest has written waits
    assert {case.title for case in Case.objects.all()} == titles, "those of the demo have gone"
    client.force_login(people.moderator())
    assert mine.title in html(client, "/moderation/")
    assert "nicht mehr da" in html(client, f"/moderation/{mine.pk}/")
    answer = client.post(
        f"/moderation/{mine.pk}/entscheiden/", {"decision": "settled", "reason": "Ist weg."}
    )
    assert answer.status_code == 302
    mine.refresh_from_db()
    assert mine.state == Case.State.ACCEPTED


@pytest.mark.walk
def test_real_things_hold_what_they_hang_on(remains: Remains) -> None:
    for slug in ("gegen-einsamkeit", *STAY):
        assert Article.objects.filter(slug=slug, is_demo=False).exists(), slug
    assert ArticlePage.objects.filter(pk=remains.page.pk, is_demo=False).exists()
    assert Comment.objects.filter(words="Gut!").exists()
    assert Project.objects.filter(pk=remains.source.pk, is_demo=False).exists()
    assert remains.taken_over.adoptions.filter(source=remains.source).exists()
    assert Responsibility.objects.filter(pk=remains.steward.pk).exists()
    assert Date.objects.get(pk=remains.meeting.pk).districts.get().slug == "feuerbach"
    assert StandardPage.objects.filter(pk=remains.below.pk).exists()
    assert StandardPage.objects.filter(pk=remains.above.pk, is_demo=False).exists()


@pytest.mark.walk
@pytest.mark.timeout(600)
def test_the_demo_is_loaded_anew_beside_what_has_stayed(remains: Remains) -> None:
    """With --full it is removed once more, and loaded and removed a third time."""
    for _time in range(2 if full_proofs() else 1):
        load_demo(say=lambda text: None)
        assert is_loaded()
        assert Article.objects.get(slug="mitfahrbank").is_demo is False
        assert District.objects.filter(slug="bad-cannstatt").count() == 1
        assert District.objects.filter(slug="birkach").count() == 1
        assert sign_in_with_password("emre.aydogdu@beispiel.example")
        if full_proofs():
            remove_demo()
            assert not sign_in_with_password("emre.aydogdu@beispiel.example")
            assert Article.objects.filter(slug="mitfahrbank").exists()


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
