"""What holds for everything people write, whichever kind it is: what waits, reports, 409, checks.

`tests/versions/test_kinds.py` does the same for history, comparing and going back.
"""

import itertools
import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from community import contract, decisions
from community.cases import Sender
from community.inbox import reports
from community.models import Case, Mail
from districts.services.edit_conflicts import EditConflict
from search.models import Entry
from tests.fixtures.kinds import WITH_HISTORY, change, make
from tests.people import moderator, newcomer, person
from wiki.errors import EditConflict as ArticleConflict

pytestmark = pytest.mark.django_db
FIRST = "Der erste Satz steht hier.\n\nUnd ein zweiter."
#: Kinds whose things are no texts that many write; their own tests are elsewhere.
OTHERS = {"claim", "comment", "need", "paper", "picture"}


@pytest.fixture(autouse=True)
def no_limits(settings: Any) -> None:
    settings.RATE_LIMITS = False


@dataclass(frozen=True)
class Kind:
    """One kind, and what the inbox knows of it."""

    name: str
    inbox: contract.Kind

    def make(self, author: User | None) -> Any:
        return make(self.name, FIRST, author)

    def change(self, thing: Any, text: str, author: User | None, base: int = 1) -> Any:
        return change(thing, text, author, base=base)

    def is_public(self, thing: Any) -> bool:
        return self.inbox.visible_to(self.inbox.load(thing.pk), None)

    def url(self, thing: Any) -> str:
        return self.inbox.url(self.inbox.load(thing.pk), 0).split("version/")[0]

    def head(self, thing: Any) -> int:
        thing.refresh_from_db()
        return int(thing.head_number)


#: Kinds of the directory have one code: every day each test asks two of them, in turns.
IN_TURNS = ("actor", "project", "event", "network")
_turns = itertools.count()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "kind" not in metafunc.fixturenames:
        return
    turn = next(_turns)
    waiting = {IN_TURNS[turn % 4], IN_TURNS[(turn + 1 + turn // 4 % 3) % 4]}
    kinds = [
        pytest.param(name, marks=pytest.mark.full if name in waiting else ())
        for name in WITH_HISTORY
    ]
    metafunc.parametrize("kind", kinds, indirect=True)


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> Kind:
    return Kind(request.param, contract.kind(request.param))


def test_every_kind_of_the_inbox_is_tried() -> None:
    assert {kind.name for kind in contract.kinds()} == set(WITH_HISTORY) | OTHERS


class TestNew:
    @pytest.mark.parametrize("author", [None, "new"])
    def test_it_waits_until_somebody_has_looked(self, kind: Kind, author: str | None) -> None:
        thing = kind.make(newcomer() if author else None)
        case = Case.objects.get()
        assert (case.object_kind, case.object_pk, case.sort) == (kind.name, thing.pk, "pending")
        assert case.held_because == (author or "guest")
        assert not kind.is_public(thing)
        decisions.accept(case=case, by=moderator())
        assert kind.is_public(thing)
        assert kind.head(thing) == 1

    def test_refused_it_is_nowhere_and_a_decision_can_be_taken_back(self, kind: Kind) -> None:
        thing, by = kind.make(newcomer()), moderator()
        case = Case.objects.get()
        with pytest.raises(decisions.ReasonMissing):
            decisions.refuse(case=case, by=by, reason=" ")
        decisions.refuse(case=case, by=by, reason="Werbung")
        assert not kind.is_public(thing)
        case.refresh_from_db()
        decisions.undo(case=case, by=by)
        case.refresh_from_db()
        assert case.state == "open"
        decisions.accept(case=case, by=by)
        assert kind.is_public(thing)
        case.refresh_from_db()
        decisions.undo(case=case, by=by)
        assert not kind.is_public(thing)

    def test_its_author_takes_it_back(self, kind: Kind) -> None:
        thing = kind.make(newcomer())
        decisions.withdraw(case=Case.objects.get())
        assert not kind.is_public(thing)
        assert Case.objects.get().state == "withdrawn"

    def test_residents_publish_at_once(self, kind: Kind) -> None:
        assert kind.is_public(kind.make(person()))
        assert not Case.objects.exists()


class TestChange:
    def test_a_newcomers_waits_beside_what_is_public(self, client: Client, kind: Kind) -> None:
        thing = kind.make(person())
        kind.change(thing, FIRST.replace("zweiter", "geheimer"), newcomer())
        assert kind.head(thing) == 1
        assert "geheimer" not in client.get(kind.url(thing)).content.decode()
        decisions.accept(case=Case.objects.get(), by=moderator())
        assert kind.head(thing) > 1
        assert "geheimer" in client.get(kind.url(thing)).content.decode()

    def test_accepted_upon_the_head_it_is_the_head_itself(self, client: Client, kind: Kind) -> None:
        """Its author finds it once in the history, and it can wait again."""
        thing, by = kind.make(person()), moderator()
        kind.change(thing, FIRST.replace("zweiter", "geheimer"), newcomer())
        case = Case.objects.get()
        for _again in range(2):
            decisions.accept(case=case, by=by)
            assert kind.head(thing) == 2
            assert thing.revisions.count() == 2
            assert "geheimer" in client.get(kind.url(thing)).content.decode()
            case.refresh_from_db()
            decisions.undo(case=case, by=by)
            case.refresh_from_db()
            assert kind.head(thing) == 1
            assert thing.revisions.get(number=2).state == "held"
            page = client.get(kind.url(thing)).content.decode()
            assert "zweiter" in page
            assert "geheimer" not in page

    def test_accepted_late_it_is_combined_with_what_came_between(
        self, client: Client, kind: Kind
    ) -> None:
        thing = kind.make(person())
        kind.change(thing, FIRST.replace("zweiter", "dritter"), newcomer())
        kind.change(thing, FIRST.replace("erste", "allererste"), person())
        decisions.accept(case=Case.objects.get(), by=moderator())
        page = client.get(kind.url(thing)).content.decode()
        assert "allererste" in page
        assert "dritter" in page

    def test_what_collides_is_left_to_a_person(self, kind: Kind) -> None:
        thing = kind.make(person())
        kind.change(thing, "Ganz anders.", newcomer())
        kind.change(thing, "Noch anders.", person())
        case = Case.objects.get()
        with pytest.raises(contract.CannotDecide) as caught:
            decisions.accept(case=case, by=moderator())
        assert caught.value.url.startswith(kind.url(thing))
        case.refresh_from_db()
        assert case.state == "open"

    def test_two_of_one_sentence_are_told_what_the_other_wrote(self, kind: Kind) -> None:
        thing = kind.make(person())
        kind.change(thing, "Bis 18 Uhr.", person())
        with pytest.raises((EditConflict, ArticleConflict)):
            kind.change(thing, "Bis 20 Uhr.", person())
        assert kind.head(thing) == 2, "nobody is overwritten"

    def test_two_of_two_paragraphs_both_stay(self, client: Client, kind: Kind) -> None:
        thing = kind.make(person())
        kind.change(thing, FIRST.replace("erste", "allererste"), person())
        kind.change(thing, FIRST.replace("zweiter", "dritter"), person())
        page = client.get(kind.url(thing)).content.decode()
        assert "allererste" in page
        assert "dritter" in page

    def test_taking_most_of_a_text_away_is_looked_at(self, kind: Kind) -> None:
        thing = kind.make(person())
        kind.change(thing, "Ein langer Satz über vieles. " * 40, person())
        kind.change(thing, "Kurz.", person(), base=2)
        assert Case.objects.get().held_because == "removal"
        assert kind.head(thing) == 2


class TestReports:
    def test_its_page_is_found_and_hiding_answers(self, client: Client, kind: Kind) -> None:
        thing = kind.make(person())
        by = moderator()
        entry = Entry.objects.get(kind=kind.name, object_id=thing.pk)
        assert not entry.hidden
        case = reports.receive_report(
            path=kind.url(thing), cause="wrong", words="", sender=Sender(mail="r@example.org")
        )
        assert (case.object_kind, case.object_pk) == (kind.name, thing.pk)
        decisions.answer_report(case=case, by=by, outcome="hidden", reason="Stimmt nicht")
        assert not kind.is_public(thing)
        entry.refresh_from_db()
        assert entry.hidden or not entry.public, "search forgets it in the same moment"
        assert client.get(kind.url(thing)).status_code in (404, 410)
        case.refresh_from_db()
        decisions.undo(case=case, by=by)
        assert kind.is_public(thing)

    def test_the_receipt_of_a_report_does_not_open_what_waits(
        self, client: Client, kind: Kind
    ) -> None:
        """Anybody may report an address, and numbers are easily guessed."""
        thing = kind.make(person())
        kind.change(thing, FIRST.replace("zweiter", "geheimer"), None)
        path, own = f"{kind.url(thing)}ausstehend/2/", Case.objects.get()
        report = reports.receive_report(path=path, cause="wrong", words="", sender=Sender())
        assert (report.object_pk, report.number) == (thing.pk, 2)
        opened = client.get(f"{path}?quittung={own.receipt}").content.decode()
        assert "geheimer" in opened
        assert report.receipt not in opened
        answer = client.get(f"{path}?quittung={report.receipt}", follow=True)
        assert "geheimer" not in answer.content.decode()


class TestHideOrBlock:
    """What moderators find behind "hide or block" on its pages."""

    @pytest.fixture
    def beginner(self) -> User:
        return person()

    @pytest.fixture
    def spoiler(self) -> User:
        return person()

    @pytest.fixture
    def thing(self, client: Client, kind: Kind, beginner: User, spoiler: User) -> Any:
        """One that somebody began and somebody else has spoilt since; a moderator is signed in."""
        thing = kind.make(beginner)
        kind.change(thing, FIRST.replace("zweiter", "falscher"), spoiler)
        client.force_login(moderator())
        return thing

    def test_it_names_and_blocks_who_wrote_last(
        self, client: Client, kind: Kind, thing: Any, beginner: User, spoiler: User
    ) -> None:
        here = f"/moderation/hier/?url={kind.url(thing)}"
        named = [row["user"] for row in client.get(here).context["authors"]]
        assert named == ([spoiler] if kind.name == "article" else [spoiler, beginner])
        client.post(here, {"action": f"pause:{spoiler.pk}", "reason": "Unfug."})
        spoiler.refresh_from_db()
        assert spoiler.blocked_until is not None
        client.post(here, {"action": "hide", "reason": "Unfug."})
        assert not kind.is_public(thing)
        assert spoiler.email in Mail.objects.filter(message="author").values_list("to", flat=True)

    def test_who_began_and_wrote_last_is_named_once(
        self, client: Client, kind: Kind, thing: Any, beginner: User
    ) -> None:
        kind.change(thing, FIRST.replace("erste", "allererste"), beginner, base=2)
        page = client.get(f"/moderation/hier/?url={kind.url(thing)}")
        assert [row["user"] for row in page.context["authors"]] == [beginner]

    def test_pages_of_versions_lead_to_their_version(
        self, client: Client, kind: Kind, thing: Any, beginner: User
    ) -> None:
        url = kind.url(thing)
        for page, number in (
            ("verlauf/", 0), ("vergleich/?from=1&to=2", 0), ("bearbeiten/", 0), ("version/1/", 1)
        ):  # fmt: skip
            html = client.get(f"{url}{page}").content.decode()
            found = re.search(r'href="(/moderation/hier/\?url=[^"]+)"', html)
            assert found, page
            assert client.get(found[1]).context["found"]["number"] == number
        here = f"/moderation/hier/?url={url}version/1/"
        assert [row["user"] for row in client.get(here).context["authors"]] == [beginner]
        assert "zweiter" in Client().get(f"{url}version/1/").content.decode()
        client.post(here, {"action": "hide", "reason": "Nennt eine Person."})
        assert "zweiter" not in Client().get(f"{url}version/1/").content.decode()
        assert kind.is_public(thing)

    def test_what_waits_is_found_by_its_number(
        self, client: Client, kind: Kind, thing: Any
    ) -> None:
        writer = newcomer()
        kind.change(thing, FIRST.replace("erste", "allererste"), writer, base=2)
        here = client.get(f"/moderation/hier/?url={kind.url(thing)}ausstehend/3/")
        assert here.context["found"]["number"] == 3
        assert [row["user"] for row in here.context["authors"]] == [writer]

    def test_there_is_no_version_to_hide_where_there_is_none(
        self, client: Client, kind: Kind, thing: Any
    ) -> None:
        path = f"{kind.url(thing)}version/77/"
        answer = client.post(f"/moderation/hier/?url={path}", {"action": "hide", "reason": "Weg."})
        assert answer.status_code == 409
        assert not Case.objects.exists()
        case = reports.receive_report(path=path, cause="wrong", words="", sender=Sender())
        assert (case.object_kind, case.url) == ("", path)
        assert kind.is_public(thing)


class TestStillRight:
    def test_whoever_has_an_account_says_so(self, client: Client, kind: Kind) -> None:
        thing = kind.make(person())
        address = f"{kind.url(thing)}stimmt-noch/"
        client.post(address)
        thing.refresh_from_db()
        assert thing.checked_at is None, "guests do not"
        client.force_login(person())
        assert client.post(address).status_code == 302
        thing.refresh_from_db()
        assert thing.checked_at is not None
