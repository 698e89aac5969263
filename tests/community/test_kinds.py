"""What the inbox can do with every registered kind, whichever app it belongs to."""

from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from community import cases, contract, decisions, roles
from community.inbox import reports, reverting
from community.models import Case, LogEntry, Mail
from community.people import responsibilities
from districts.models import District, Sector, Topic
from tests.fixtures.kinds import WITH_HISTORY, WRITTEN, change, make
from tests.fixtures.template_databases import CHECKOUT
from tests.people import moderator, newcomer, person
from tests.wiki.factories import district, topic

pytestmark = pytest.mark.django_db
_numbers = count(1)
OLD, NEW = "Alter Satz.", "Neuer Satz."


@pytest.fixture(autouse=True)
def no_stored_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's transaction never commits, so the content version would never rise."""
    monkeypatch.setattr("pagecache.middleware._is_anonymous_read", lambda request: False)


def places() -> dict[str, list[District] | list[Topic]]:
    return {"districts": [district()], "topics": [topic()]}


def new(name: str, author: User, words: str) -> Any:
    return make(name, words, author, title=f"Bänke {next(_numbers)}", **places())


# Kinds that hold no contribution of their own, and where their decisions are tried.
ELSEWHERE = {
    "claim": "tests/districts/services/test_caring.py",
    "comment": "tests/community/talk/test_comment_kind.py",
    "paper": "papers are imported, never suggested",
    "picture": "tests/pictures/test_sharing.py",
}


@dataclass
class Held:
    """Something by a newcomer that waits: a new thing, or a change of a public one."""

    kind: contract.Kind
    thing: Any
    case: Case
    is_new: bool

    def on_the_page(self) -> bool:
        """Whether a passer-by reads the new words."""
        page = Client().get(self.kind.url(self.kind.load(self.thing.pk), 0))
        text = page.content.decode()
        if not self.is_new:
            assert page.status_code == 200
            assert (OLD in text) != (NEW in text), "one of the two, never both or none"
        return NEW in text

    def again(self) -> Case:
        return Case.objects.get(pk=self.case.pk)


WAYS = [*((name, True) for name in WRITTEN), *((name, False) for name in WITH_HISTORY)]


# What does not depend on the kind is tried with one of each build: text, fields, without history.
FEW = [("article", True), ("project", False), ("need", True)]


def name_of(way: tuple[str, bool]) -> str:
    return f"{'new' if way[1] else 'changed'} {way[0]}"


@pytest.fixture(params=WAYS, ids=map(name_of, WAYS))
def held(request: pytest.FixtureRequest) -> Held:
    return waiting(*request.param)


@pytest.fixture(params=FEW, ids=map(name_of, FEW))
def one(request: pytest.FixtureRequest) -> Held:
    return waiting(*request.param)


@pytest.fixture(params=WITH_HISTORY)
def changed(request: pytest.FixtureRequest) -> Held:
    return waiting(request.param, is_new=False)


def waiting(name: str, is_new: bool) -> Held:
    author = newcomer()
    thing = new(name, author if is_new else person(), NEW if is_new else OLD)
    if not is_new:
        change(thing, NEW, author)
    case = Case.objects.get(author=author)
    return Held(contract.kind(name), thing, case, is_new)


def test_every_registered_kind_is_tried() -> None:
    assert {kind.name for kind in contract.kinds()} == set(WRITTEN) | set(ELSEWHERE)
    files = [where for where in ELSEWHERE.values() if where.startswith("tests/")]
    assert files
    assert all((CHECKOUT / where).exists() for where in files)


def test_accepting_shows_it_and_undoing_takes_it_back(held: Held) -> None:
    by = moderator()
    assert not held.on_the_page()
    decisions.accept(case=held.again(), by=by)
    assert held.on_the_page()
    assert LogEntry.objects.filter(action="accept").count() == 1
    decisions.undo(case=held.again(), by=by)
    assert not held.on_the_page()
    assert held.again().state == Case.State.OPEN
    assert not Mail.objects.exists(), "of a decision that was taken back nobody hears"
    decisions.accept(case=held.again(), by=by)
    assert held.on_the_page()
    assert Mail.objects.get().to == held.case.author.email  # type: ignore[union-attr]


def test_refusing_tells_why_and_undoing_waits_again(held: Held) -> None:
    by = moderator()
    decisions.refuse(case=held.again(), by=by, reason="Steht schon woanders.")
    assert not held.on_the_page()
    assert "Steht schon woanders." in Mail.objects.get().body
    decisions.undo(case=held.again(), by=by)
    decisions.accept(case=held.again(), by=by)
    assert held.on_the_page()


def test_the_author_takes_it_back(one: Held, client: Client) -> None:
    address = f"/konto/beleg/{one.case.receipt}/zuruecknehmen/"
    client.post(address)
    assert one.again().state == Case.State.WITHDRAWN
    pressed_twice = client.post(address, follow=True).content.decode()
    assert "Das haben Sie zurückgenommen." in pressed_twice
    assert "jemand anderes" not in pressed_twice
    assert not one.on_the_page()
    with pytest.raises(decisions.AlreadyDecided):
        decisions.accept(case=one.again(), by=moderator())
    assert not one.on_the_page()


def test_one_of_two_decides(one: Held) -> None:
    first, second = one.again(), one.again()
    decisions.accept(case=first, by=moderator())
    with pytest.raises(decisions.AlreadyDecided):
        decisions.refuse(case=second, by=moderator(), reason="Nein.")
    too_late = Client().post(f"/konto/beleg/{one.case.receipt}/zuruecknehmen/", follow=True)
    assert "jemand anderes" in too_late.content.decode()
    assert one.on_the_page()


def test_contact_persons_of_the_place_decide(one: Held) -> None:
    here, elsewhere = person(), person()
    place = district()
    other = district("Ost", "ost")
    for user, pk in ((here, place.pk), (elsewhere, other.pk)):
        responsibilities.grant(user=user, role=roles.STEWARD, kind="district", pk=pk)
    with pytest.raises(decisions.NotAllowed):
        decisions.accept(case=one.again(), by=elsewhere)
    decisions.accept(case=one.again(), by=here)
    assert one.on_the_page()


def test_the_inbox_shows_what_it_is_and_where(one: Held, client: Client) -> None:
    client.force_login(moderator())
    page = client.get(f"/moderation/{one.case.pk}/").content.decode()
    assert "Bad Cannstatt" in page
    assert "Neuer" in page
    assert str(one.kind.label) in page
    listed = client.get("/moderation/").content.decode()
    assert "Bad Cannstatt" in listed


def test_the_row_shows_what_is_new(held: Held, client: Client) -> None:
    """Whoever decides on the row has read what it is about."""
    client.force_login(moderator())
    row = client.get("/moderation/").context["rows"][0]
    assert NEW in row.excerpt
    assert OLD not in row.excerpt


@pytest.mark.parametrize("name", WITH_HISTORY)
def test_what_only_takes_away_says_so_on_its_row(name: str, client: Client) -> None:
    thing, author = new(name, person(), f"{NEW}\n\n{OLD}"), newcomer()
    change(thing, NEW, author)
    client.force_login(moderator())
    [row] = client.get("/moderation/").context["rows"]
    assert f"Weggenommen: {OLD}" in row.excerpt
    assert NEW not in row.excerpt


@pytest.mark.parametrize("name", WRITTEN)
def test_a_longer_list_costs_no_more_queries(
    name: str, client: Client, django_assert_num_queries: Any
) -> None:
    author = newcomer()
    client.force_login(moderator())
    new(name, author, NEW)
    client.get("/moderation/")
    with CaptureQueriesContext(connection) as one:
        client.get("/moderation/")
    for _time in range(4):
        new(name, author, NEW)
    with django_assert_num_queries(len(one)):
        assert len(client.get("/moderation/").context["rows"]) == 5


def test_the_row_of_a_new_entry_names_what_its_fields_say(client: Client) -> None:
    new("actor", newcomer(), "Wir reparieren Räder. " * 30)
    client.force_login(moderator())
    [row] = client.get("/moderation/").context["rows"]
    html = client.get("/moderation/").content.decode()
    for words in ("Wir reparieren Räder.", str(Sector.CITIZENS.label)):
        assert words in row.excerpt
        assert words in html
    assert "Bad Cannstatt" not in row.excerpt, "its place stands on the row already"
    assert len(row.excerpt) < 400, "one long field leaves room for the others"


def test_a_report_finds_it_hides_it_and_shows_it_again(held: Held) -> None:
    by = moderator()
    decisions.accept(case=held.again(), by=by)
    url = held.kind.url(held.kind.load(held.thing.pk), 0)
    case = reports.receive_report(
        path=url, cause="private", words="Das bin ich.", sender=cases.Sender(mail="e@b.example")
    )
    assert (case.object_kind, case.object_pk) == (held.kind.name, held.thing.pk)
    decisions.answer_report(case=case, by=by, outcome="hidden", reason="Persönliches.")
    assert Client().get(url).status_code in (404, 410)
    assert NEW not in Client().get(url).content.decode()
    decisions.undo(case=case, by=by)
    assert held.on_the_page()


def test_all_of_one_account_is_undone_at_once(held: Held) -> None:
    decisions.accept(case=held.again(), by=moderator())
    author = held.case.author
    assert author is not None
    again = new(held.kind.name, newcomer(), NEW)
    done = reverting.put_back(user=author, by=moderator(), reason="Alles Werbung.")
    assert (done.things, done.left) == (1, [])
    if held.is_new:
        assert Client().get(held.kind.url(held.thing, 0)).status_code in (404, 410)
    else:
        assert not held.on_the_page()
    assert Case.objects.open().filter(object_pk=again.pk).exists(), "others are left alone"


def test_what_others_built_upon_is_left_and_named(changed: Held) -> None:
    decisions.accept(case=changed.again(), by=moderator())
    head = changed.kind.load(changed.thing.pk)
    change(head, f"{NEW} Und noch einer.", moderator(), base=head.head_number)
    done = reverting.put_back(user=changed.case.author, by=moderator(), reason="x")  # type: ignore[arg-type]
    assert (done.things, len(done.left)) == (0, 1)


def test_what_has_no_history_is_looked_at_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has hidden it meanwhile, or its town, may have the last word."""

    def refuse(*_given: object) -> None:
        raise contract.CannotDecide("Das geht gerade nicht.")

    author = person()
    need = make("need", "Aus Holz.", author)
    kind = contract.kind("need")
    monkeypatch.setitem(contract._kinds, "need", replace(kind, hide=refuse))
    done = reverting.put_back(user=author, by=moderator(), reason="Alles Werbung.")
    assert (done.things, done.left) == (0, [need.get_absolute_url()])
