"""Taking a decision back never gives to the public what somebody else has taken from it.

Over HTTP, for everything that cases are about.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from community import cases, contract, decisions
from community.errors import NotAllowed
from community.inbox import hiding
from community.models import Case, LogEntry
from community.talk import discussion
from districts import services as directory
from districts.models import District
from districts.services.signature import Signature
from tests.community.factories import KIND, Board, steward
from tests.fixtures.kinds import WITH_HISTORY, change, make
from tests.papers import create_paper
from tests.people import moderator, newcomer, person

pytestmark = pytest.mark.django_db
FIRST = "Der erste Satz steht hier."
Make = Callable[[Board, User], Any]


@pytest.fixture(autouse=True)
def no_limits(settings: Any) -> None:
    settings.RATE_LIMITS = False


def _written(name: str) -> Make:
    return lambda board, author: make(name, FIRST, author)


def _comment(board: Board, author: User) -> Any:
    writer = discussion.CommentWriter(user=author)
    return discussion.write_comment(kind=KIND, pk=board.pin().pk, words="Ja.", writer=writer)[0]


def _west() -> District:
    city = directory.create_city(name="Musterstadt", district_term="Bezirk")
    return directory.create_district(city=city, name="West")


def _need(board: Board, author: User) -> Any:
    return directory.create_need(
        title="Bank gesucht", text="Aus Holz.", districts=[_west()], signature=Signature(author)
    )


def _paper(board: Board, author: User) -> Any:
    return create_paper(title="Mehr Bänke", reference="2026/1", paper_type="Antrag")


WAITING: dict[str, Make] = {
    "comment": _comment,
    "need": _need,
    **{name: _written(name) for name in WITH_HISTORY},
}
#: Papers are read in, and so wait for nobody.
HIDEABLE = {"paper": _paper, **WAITING}


def is_public(kind: str, thing: Any) -> bool:
    registered = contract.kind(kind)
    return registered.visible_to(registered.load(thing.pk), None)


def report(kind: str, thing: Any) -> Case:
    return cases.open_case(
        sort=Case.Sort.REPORT, kind=kind, pk=thing.pk, title="Bank", url="/bank/",
        sender=cases.Sender(), cause=Case.Cause.WRONG,
    )  # fmt: skip


def press(by: User, address: str, **fields: Any) -> Any:
    client = Client()
    client.force_login(by)
    return client.post(address, fields)


def hide(by: User, kind: str, thing: Any) -> Case:
    case = report(kind, thing)
    press(by, f"/moderation/{case.pk}/entscheiden/", decision="hidden", reason="Weg damit.")
    case.refresh_from_db()
    assert case.outcome == "hidden"
    return case


def undo(by: User, case: Case) -> Any:
    return press(by, "/moderation/zuruecknehmen/", case=case.pk)


def told(answer: Any) -> str:
    """What the page says on which somebody comes after a decision."""
    return str(answer.client.get(answer["Location"]).content.decode())


@pytest.mark.parametrize("kind", sorted(HIDEABLE))
class TestHidden:
    def test_the_second_decision_gives_back_nothing(self, board: Board, kind: str) -> None:
        thing, anna, bert = HIDEABLE[kind](board, person()), moderator(), moderator()
        first, second = hide(anna, kind, thing), hide(bert, kind, thing)
        undo(bert, second)
        assert Case.objects.get(pk=second.pk).state == "open"
        assert not is_public(kind, thing), "Anna's decision stands"
        undo(anna, first)
        assert is_public(kind, thing)

    def test_the_first_leaves_it_to_the_second(self, board: Board, kind: str) -> None:
        thing, anna, bert = HIDEABLE[kind](board, person()), moderator(), moderator()
        first, second = hide(anna, kind, thing), hide(bert, kind, thing)
        undo(anna, first)
        assert Case.objects.get(pk=first.pk).state == "open"
        assert not is_public(kind, thing), "Bert's decision stands"
        undo(bert, second)
        assert is_public(kind, thing)

    def test_what_was_shown_and_hidden_since_stays(self, board: Board, kind: str) -> None:
        thing, anna, bert = HIDEABLE[kind](board, person()), moderator(), moderator()
        first = hide(anna, kind, thing)
        registered = contract.kind(kind)
        assert registered.show is not None
        assert registered.show(registered.load(thing.pk), 0, bert)
        assert "nicht mehr zurücknehmen" in told(undo(anna, first)), "there is nothing to show"
        assert Case.objects.get(pk=first.pk).outcome == "hidden"
        if LogEntry.objects.filter(action__in=("show", "restore"), object_pk=thing.pk).exists():
            registered.hide(registered.load(thing.pk), 0, bert, "Doch weg.")
            undo(anna, first)
            assert not is_public(kind, thing)

    def test_whoever_looked_at_it_before_hides_nothing(self, board: Board, kind: str) -> None:
        thing, by = HIDEABLE[kind](board, person()), moderator()
        registered = contract.kind(kind)
        stale = registered.load(thing.pk)
        hide(by, kind, thing)
        assert not registered.hide(stale, 0, moderator(), "Weg."), "that is no news"


def page_of(kind: str, thing: Any) -> str:
    """The address that a moderator has of a thing, whatever its state."""
    if kind == "comment":
        return f"/kommentare/{thing.pk}/"
    return str(contract.kind(kind).url(thing, 0))


def moderating(by: User) -> Client:
    client = Client()
    client.force_login(by)
    return client


#: Deleted articles are restored on a page of their own, with a reason.
SHOWN_HERE = sorted(set(HIDEABLE) - {"article"})


class TestShownAgain:
    """Hours later, when the decision cannot be taken back any more, by another moderator."""

    @pytest.fixture(params=SHOWN_HERE)
    def kind(self, request: Any) -> str:
        return str(request.param)

    @pytest.fixture
    def thing(self, board: Board, kind: str) -> Any:
        thing = HIDEABLE[kind](board, person())
        with time_machine.travel(timezone.now() - timedelta(hours=2)):
            hide(moderator(), kind, thing)
        return thing

    @pytest.fixture
    def here(self, kind: str, thing: Any) -> str:
        return f"/moderation/hier/?url={page_of(kind, thing)}"

    @pytest.mark.any_database
    def test_a_moderator_finds_the_button_on_its_page(
        self, kind: str, thing: Any, here: str
    ) -> None:
        by = moderator()
        client = moderating(by)
        html = client.get(page_of(kind, thing), follow=True).content.decode()
        assert 'name="action" value="show"' in html
        assert 'value="hide"' not in html
        assert client.post(here, {"action": "show"}).status_code == 302
        assert "Das ist wieder für alle zu sehen." in client.get("/moderation/").content.decode()
        assert is_public(kind, thing)
        assert LogEntry.objects.get(action="show", object_pk=thing.pk).who == by.pk
        assert 'value="show"' not in client.get(here).content.decode()

    @pytest.mark.any_database
    def test_from_the_case_in_the_log_it_is_one_click(self, kind: str, thing: Any) -> None:
        client, case = moderating(moderator()), Case.objects.get(object_pk=thing.pk)
        page = client.get(f"/moderation/{case.pk}/").context["shown"].url
        assert 'name="action" value="show"' in client.get(page, follow=True).content.decode()

    @pytest.mark.any_database
    def test_the_second_is_told_so(self, kind: str, thing: Any, here: str) -> None:
        clients = moderating(moderator()), moderating(moderator())
        answers = [client.post(here, {"action": "show"}) for client in clients]
        assert [answer.status_code for answer in answers] == [302, 409]
        assert "Das ist nicht mehr verborgen." in answers[1].content.decode()
        assert LogEntry.objects.filter(action="show", object_pk=thing.pk).count() == 1

    def test_at_the_same_moment_it_is_shown_once(
        self, kind: str, thing: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        registered = contract.kind(kind)
        stale = registered.load(thing.pk)
        hiding.show_again(kind=registered, thing=thing, by=moderator())
        assert registered.show is not None
        assert not registered.show(stale, 0, moderator()), "that is no news"
        assert LogEntry.objects.filter(action="show", object_pk=thing.pk).count() == 1

    @pytest.mark.any_database
    def test_nobody_else_may(self, board: Board, kind: str, thing: Any, here: str) -> None:
        west = District.objects.first() or _west()
        for user in (person(), newcomer(), steward("district", west.pk)):
            assert moderating(user).post(here, {"action": "show"}).status_code == 403
            with pytest.raises(NotAllowed):
                hiding.show_again(kind=contract.kind(kind), thing=thing, by=user)
        assert Client().post(here, {"action": "show"})["Location"].startswith("/konto/login/")
        if kind == "comment":
            assert Client().get(page_of(kind, thing)).status_code == 404
        assert not is_public(kind, thing)

    def test_whoever_hid_it_takes_back_nothing_after_that(self, board: Board, kind: str) -> None:
        thing, anna, bert = HIDEABLE[kind](board, person()), moderator(), moderator()
        first = hide(anna, kind, thing)
        registered = contract.kind(kind)
        hiding.show_again(kind=registered, thing=thing, by=bert)
        registered.hide(registered.load(thing.pk), 0, bert, "Doch weg.")
        undo(anna, first)
        assert not is_public(kind, thing)


@pytest.mark.any_database
@pytest.mark.parametrize("name", sorted({*WITH_HISTORY} - {"article"}))
def test_a_hidden_version_is_shown_again(name: str) -> None:
    registered = contract.kind(name)
    thing = make(name, FIRST, person())
    change(thing, "Ganz anders.", person())
    thing, client = registered.load(thing.pk), moderating(moderator())
    page = f"{thing.get_absolute_url()}version/1/"
    here = f"/moderation/hier/?url={page}"
    client.post(here, {"action": "hide", "reason": "Nennt eine Person."})
    assert thing.revisions.get(number=1).text_hidden
    assert quote(page, safe="") in client.get(page).content.decode().partition("Wieder zeigen")[0]
    assert client.post(here, {"action": "show"})["Location"] == page
    assert "Der Text dieser Fassung ist verborgen." not in Client().get(page).content.decode()
    assert client.post(here, {"action": "show"}).status_code == 409


@pytest.mark.any_database
@pytest.mark.parametrize("kind", sorted(set(WAITING) - {"article"}))
def test_what_nobody_has_accepted_is_not_shown_but_accepted(board: Board, kind: str) -> None:
    thing, by = WAITING[kind](board, newcomer()), moderator()
    hide(by, kind, thing)
    client = moderating(by)
    here = f"/moderation/hier/?url={page_of(kind, thing)}"
    for page in (here, page_of(kind, thing)):
        assert 'value="show"' not in client.get(page, follow=True).content.decode()
    assert client.post(here, {"action": "show"}).status_code == 409
    assert not is_public(kind, thing)
    decisions.accept(case=Case.objects.pending().get(object_pk=thing.pk), by=by)
    assert is_public(kind, thing)


def test_an_answer_is_shown_after_what_it_answers(board: Board) -> None:
    first = _comment(board, person())
    writer = discussion.CommentWriter(user=person())
    answer, _case = discussion.write_comment(
        kind=KIND, pk=first.place_pk, words="Nein.", writer=writer, parent=first
    )
    by, registered = moderator(), contract.kind("comment")
    hide(by, "comment", answer)
    hide(by, "comment", first)
    with pytest.raises(contract.CannotDecide, match="zuerst"):
        hiding.show_again(kind=registered, thing=answer, by=by)
    assert registered.load(answer.pk).state == "hidden"
    hiding.show_again(kind=registered, thing=first, by=by)
    hiding.show_again(kind=registered, thing=answer, by=by)
    assert is_public("comment", answer)


@pytest.mark.any_database
class TestComingSecond:
    """A contact person whose case somebody decides while they write their reason."""

    def waiting(self, board: Board) -> tuple[Any, Case, Client]:
        need, client = _need(board, newcomer()), Client()
        client.force_login(steward("district", need.districts.get().pk))
        case = Case.objects.get()
        assert "Bank gesucht" in client.get(f"/moderation/{case.pk}/").content.decode()
        return need, case, client

    def refuse(self, client: Client, case: Case) -> str:
        typed = {"decision": "refuse", "ready": "advertising", "reason": "Ich & <andere> zweifeln."}
        answer = client.post(f"/moderation/{case.pk}/entscheiden/", typed)
        assert answer.status_code == 409
        html = answer.content.decode()
        assert "Werbung hat hier keinen Platz. Ich &amp; &lt;andere&gt; zweifeln." in html
        return html

    def test_what_was_refused_as_a_whole(self, board: Board) -> None:
        _thing, case, client = self.waiting(board)
        decisions.refuse(case=case, by=moderator(name="Berta"), reason="Doppelt.")
        html = self.refuse(client, case)
        assert "Berta hat inzwischen entschieden: nicht angenommen" in html
        assert "Bank gesucht" not in html, "it is not public, and not theirs to read any more"

    def test_what_was_hidden(self, board: Board) -> None:
        need, case, client = self.waiting(board)
        hide(moderator(), "need", need)
        html = self.refuse(client, case)
        assert "ist nicht mehr da" in html
        assert "Bank gesucht" not in html
        assert Case.objects.get(pk=case.pk).state == "open"

    def test_at_the_same_moment(self, board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
        _thing, case, client = self.waiting(board)
        refuse, berta = decisions.refuse, moderator(name="Berta")

        def quicker(**given: Any) -> Case:
            refuse(case=Case.objects.get(pk=case.pk), by=berta, reason="Doppelt.")
            return refuse(**given)

        monkeypatch.setattr(decisions, "refuse", quicker)
        assert "Berta hat inzwischen entschieden" in self.refuse(client, case)

    def test_elsewhere_nobody_learns_of_it(self, board: Board) -> None:
        need, case, _client = self.waiting(board)
        decisions.refuse(case=case, by=moderator(), reason="Doppelt.")
        other = Client()
        other.force_login(steward("district", need.districts.get().pk + 1))
        fields = {"decision": "refuse", "reason": "Nein."}
        assert other.post(f"/moderation/{case.pk}/entscheiden/", fields).status_code == 404


@pytest.mark.parametrize("name", WITH_HISTORY)
def test_a_version_is_hidden_once(name: str) -> None:
    kind = contract.kind(name)
    thing = make(name, FIRST, person())
    change(thing, "Ganz neu.", person())
    about: dict[str, Any] = {
        "kind": kind,
        "thing": thing,
        "number": 1,
        "url": "/",
        "reason": "Weg.",
    }
    anna, bert = moderator(), moderator()
    case = hiding.hide_at_once(**about, by=anna)
    with pytest.raises(contract.CannotDecide):
        hiding.hide_at_once(**about, by=bert)
    thing.refresh_from_db()
    assert thing.revisions.get(number=1).text_hidden
    undo(anna, case)
    assert not thing.revisions.get(number=1).text_hidden


@pytest.mark.parametrize("name", WITH_HISTORY)
def test_accepting_a_change_does_not_show_what_was_hidden_since(name: str) -> None:
    by = moderator()
    thing = make(name, FIRST, person())
    change(thing, "Ganz neu.", newcomer())
    case = Case.objects.get()
    hide(moderator(), name, thing)
    press(by, f"/moderation/{case.pk}/entscheiden/", decision="accept")
    assert Case.objects.get(pk=case.pk).state == "accepted"
    assert not is_public(name, thing)


@pytest.mark.parametrize("kind", sorted(WAITING))
class TestAccepted:
    def test_what_somebody_has_hidden_since_does_not_wait_again(
        self, board: Board, kind: str
    ) -> None:
        thing, anna, bert = WAITING[kind](board, newcomer()), moderator(), moderator()
        case = Case.objects.get()
        press(anna, f"/moderation/{case.pk}/entscheiden/", decision="accept")
        assert is_public(kind, thing)
        second = hide(bert, kind, thing)
        assert "nicht mehr zurücknehmen" in told(undo(anna, case))
        assert Case.objects.get(pk=case.pk).state == "accepted"
        undo(bert, second)
        assert is_public(kind, thing), "as it was when it was hidden"
        undo(anna, case)
        assert Case.objects.get(pk=case.pk).state == "open"
        assert not is_public(kind, thing)

    def test_a_refused_one_waits_again(self, board: Board, kind: str) -> None:
        thing, anna = WAITING[kind](board, newcomer()), moderator()
        case = Case.objects.get()
        press(anna, f"/moderation/{case.pk}/entscheiden/", decision="refuse", reason="Nein.")
        assert Case.objects.get(pk=case.pk).state == "refused"
        undo(anna, case)
        assert Case.objects.get(pk=case.pk).state == "open"
        decisions.accept(case=Case.objects.get(pk=case.pk), by=anna)
        assert is_public(kind, thing)

    def test_what_was_never_public_is_not_shown(self, board: Board, kind: str) -> None:
        """Somebody reports what was accepted by mistake, and the mistake is taken back first."""
        thing, by = WAITING[kind](board, newcomer()), moderator()
        undo(by, hide(by, kind, thing))
        assert not is_public(kind, thing)
