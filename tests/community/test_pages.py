"""The moderators' pages, as they are used."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from community import decisions
from community.cases import From
from community.models import Case, LogEntry
from tests.community import factories
from tests.community.factories import Board, Note

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(client: Client) -> User:
    user = factories.moderator()
    client.force_login(user)
    return user


def order(client: Client, address: str = "/moderation/") -> list[int]:
    return [row.case.pk for row in client.get(address).context["rows"]]


def test_the_oldest_first_own_places_before(client: Client, board: Board, moderator: User) -> None:
    old, new = board.hold(), board.hold(scopes=frozenset({("topic", 9)}))
    Case.objects.filter(pk=old.pk).update(created=timezone.now() - timedelta(days=1))
    assert order(client) == [old.pk, new.pk]
    client.force_login(factories.steward("topic", 9, trust=User.Trust.MODERATOR))
    assert order(client) == [new.pk, old.pk]
    page = client.get("/moderation/").content.decode()
    assert "Bezirk 1" in page


def test_stewards_see_their_places_only(client: Client, board: Board) -> None:
    here, there = board.hold(), board.hold(scopes=frozenset({("district", 2)}))
    client.force_login(factories.steward("district", 2))
    assert order(client) == [there.pk]
    assert client.get(f"/moderation/{here.pk}/").status_code == 404
    post = client.post(f"/moderation/{here.pk}/entscheiden/", {"decision": "accept"})
    assert post.status_code == 404
    client.post("/moderation/auswahl/", {"decision": "accept", "case": [here.pk, there.pk]})
    here.refresh_from_db()
    there.refresh_from_db()
    assert (here.state, there.state) == ("open", "accepted")


def test_deciding_leads_to_the_next_and_can_be_undone(
    client: Client, board: Board, moderator: User
) -> None:
    first, second = board.hold(), board.hold()
    answer = client.post(f"/moderation/{first.pk}/entscheiden/", {"decision": "accept"})
    assert answer["Location"] == f"/moderation/{second.pk}/?decided={first.pk}"
    page = client.get(answer["Location"])
    assert page.context["undoable"] == [first]
    client.post("/moderation/zuruecknehmen/", {"case": first.pk})
    first.refresh_from_db()
    assert first.state == "open"
    Case.objects.exclude(pk=first.pk).update(state="withdrawn")
    answer = client.post(f"/moderation/{first.pk}/entscheiden/", {"decision": "accept"})
    assert answer["Location"] == f"/moderation/?decided={first.pk}"
    Case.objects.update(decided_at=timezone.now() - timedelta(minutes=1))
    assert client.get(answer["Location"]).context["undoable"] == []
    late = client.post("/moderation/zuruecknehmen/", {"case": first.pk}, follow=True)
    assert "message-warning" in late.content.decode()


def test_nobody_undoes_what_another_decided(client: Client, board: Board, moderator: User) -> None:
    case = board.hold()
    decisions.accept(case=case, by=factories.moderator())
    assert client.get(f"/moderation/?decided={case.pk}").context["undoable"] == []
    client.post("/moderation/zuruecknehmen/", {"case": case.pk})
    case.refresh_from_db()
    assert case.state == "accepted"


def test_a_ready_made_reason_is_enough(client: Client, board: Board, moderator: User) -> None:
    case, address = board.hold(), ""
    address = f"/moderation/{case.pk}/entscheiden/"
    bare = client.post(address, {"decision": "refuse", "reason": ""})
    assert bare.status_code == 400
    assert "id_reason_error" in bare.content.decode()
    client.post(address, {"decision": "refuse", "ready": "source", "reason": "Danke trotzdem."})
    case.refresh_from_db()
    assert case.decision.endswith("Danke trotzdem.")
    assert len(case.decision) > 30


@pytest.mark.parametrize("decision", ["", "publish", "hidden", "kept"])
def test_what_is_no_decision_changes_nothing(
    client: Client, board: Board, moderator: User, decision: str
) -> None:
    case = board.hold()
    answer = client.post(
        f"/moderation/{case.pk}/entscheiden/", {"decision": decision, "reason": "Weil."}
    )
    assert answer.status_code in (400, 403)
    case.refresh_from_db()
    assert case.state == "open"


def test_a_conflict_keeps_the_words(client: Client, board: Board, moderator: User) -> None:
    case = board.hold(stuck=True)
    answer = client.post(
        f"/moderation/{case.pk}/entscheiden/", {"decision": "accept", "reason": "Gut so."}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Von Hand zusammenführen" in page
    assert "Gut so." in page


def test_many_at_once(client: Client, board: Board, moderator: User) -> None:
    cases = [board.hold() for _number in range(3)]
    stuck = board.hold(stuck=True)
    pks = [case.pk for case in (*cases, stuck)]
    nothing = client.post("/moderation/auswahl/", {"decision": "accept"})
    assert nothing.status_code == 400
    no_reason = client.post("/moderation/auswahl/", {"decision": "refuse", "case": pks})
    assert no_reason.status_code == 400
    assert no_reason.content.decode().count(" checked") == 4
    done = client.post("/moderation/auswahl/", {"decision": "accept", "case": pks}, follow=True)
    page = done.content.decode()
    assert "Von Hand zusammenführen" in page
    assert len(done.context["undoable"]) == 3
    client.post("/moderation/zuruecknehmen/", {"case": pks})
    assert Case.objects.open().count() == 4


def test_the_number_of_queries_does_not_grow(
    client: Client, board: Board, moderator: User, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        board.hold(scopes=frozenset({("district", number)}))
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        assert len(order(client)) == 25
    assert len(order(client, "/moderation/?page=2")) == 5
    assert len(order(client, "/moderation/?show=reports")) == 0


def test_blocking_and_undoing_everything(client: Client, board: Board, moderator: User) -> None:
    vandal = factories.newcomer(name="Rabauke")
    note: Note = board.pin(writers=[vandal])
    waiting = board.hold(From(vandal))
    address = f"/moderation/konten/{vandal.pk}/"
    assert "Rabauke" in client.get(address).content.decode()
    assert client.post(f"{address}sperren/", {"reason": ""}).status_code == 400
    client.post(f"{address}sperren/", {"reason": "Werbung auf 20 Seiten."})
    client.post(f"{address}zuruecksetzen/", {"reason": "Werbung."})
    vandal.refresh_from_db()
    waiting.refresh_from_db()
    assert vandal.blocked_at
    assert (waiting.state, note.public) == ("refused", False)
    actions = list(LogEntry.objects.values_list("action", flat=True))
    assert sorted(actions) == ["block", "refuse", "revert_all"]
    page = client.get("/moderation/protokoll/").content.decode()
    assert "Werbung auf 20 Seiten." in page
    only = client.get("/moderation/protokoll/?action=block")
    assert len(only.context["rows"]) == 1
    client.post(f"{address}entsperren/", {"reason": "Hat sich entschuldigt."})
    vandal.refresh_from_db()
    assert vandal.blocked_at is None


def test_trusting_somebody(client: Client, board: Board, moderator: User) -> None:
    newcomer, colleague = factories.newcomer(), factories.moderator()
    client.post(f"/moderation/konten/{newcomer.pk}/vertrauen/")
    newcomer.refresh_from_db()
    assert newcomer.trust == User.Trust.RESIDENT
    answer = client.post(f"/moderation/konten/{colleague.pk}/sperren/", {"reason": "Nein."})
    assert answer.status_code == 403


def test_everybody_sees_what_became_of_their_own(client: Client, board: Board) -> None:
    author = factories.newcomer()
    held, refused = board.hold(From(author)), board.hold(From(author), title="Bank am Bach")
    decisions.refuse(case=refused, by=factories.moderator(), reason="Steht schon da.")
    board.hold(From(factories.newcomer()), title="Von jemand anderem")
    client.force_login(author)
    page = client.get("/konto/beitraege/").content.decode()
    assert held.receipt in page
    assert "Bank am Bach" in page
    assert "Steht schon da." in page
    assert "Von jemand anderem" not in page
    assert "/moderation/" not in page
    assert 'href="/konto/beitraege/"' in client.get("/konto/").content.decode()


def test_nothing_there_yet(client: Client) -> None:
    client.force_login(factories.moderator())
    for address in ("/konto/beitraege/", "/moderation/", "/moderation/protokoll/"):
        assert client.get(address).status_code == 200
    assert 'href="/moderation/"' in client.get("/konto/").content.decode()
