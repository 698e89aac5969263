"""The moderators' pages, as they are used."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from community import decisions, trust
from community.cases import Sender
from community.models import Case, LogEntry, Mail, Responsibility
from tests import people
from tests.community import factories
from tests.community.factories import Board, Note

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def moderator(client: Client) -> User:
    user = people.moderator()
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
    assert page.context["undo"].just == [first]
    client.post("/moderation/zuruecknehmen/", {"case": first.pk})
    first.refresh_from_db()
    assert first.state == "open"
    Case.objects.exclude(pk=first.pk).update(state="withdrawn")
    answer = client.post(f"/moderation/{first.pk}/entscheiden/", {"decision": "accept"})
    assert answer["Location"] == f"/moderation/?decided={first.pk}"
    Case.objects.update(decided_at=timezone.now() - timedelta(minutes=11))
    assert client.get(answer["Location"]).context["undo"].just == []
    late = client.post("/moderation/zuruecknehmen/", {"case": first.pk}, follow=True)
    assert "message-warning" in late.content.decode()


def test_nobody_undoes_what_another_decided(client: Client, board: Board, moderator: User) -> None:
    case = board.hold()
    decisions.accept(case=case, by=people.moderator())
    assert client.get(f"/moderation/?decided={case.pk}").context["undo"].just == []
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
    assert len(done.context["undo"].just) == 3
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
    vandal = people.newcomer(name="Rabauke")
    note: Note = board.pin(writers=[vandal])
    waiting = board.hold(Sender(vandal))
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
    newcomer, colleague = people.newcomer(), people.moderator()
    client.post(f"/moderation/konten/{newcomer.pk}/vertrauen/")
    newcomer.refresh_from_db()
    assert newcomer.trust == User.Trust.RESIDENT
    answer = client.post(f"/moderation/konten/{colleague.pk}/sperren/", {"reason": "Nein."})
    assert answer.status_code == 403


def test_everybody_sees_what_became_of_their_own(client: Client, board: Board) -> None:
    author = people.newcomer()
    held, refused = board.hold(Sender(author)), board.hold(Sender(author), title="Bank am Bach")
    decisions.refuse(case=refused, by=people.moderator(), reason="Steht schon da.")
    board.hold(Sender(people.newcomer()), title="Von jemand anderem")
    client.force_login(author)
    page = client.get("/konto/beitraege/").content.decode()
    assert held.receipt in page
    assert "Bank am Bach" in page
    assert "Steht schon da." in page
    assert "Von jemand anderem" not in page
    assert "/moderation/" not in page
    assert 'href="/konto/beitraege/"' in client.get("/konto/").content.decode()


def test_nothing_there_yet(client: Client) -> None:
    client.force_login(people.moderator())
    for address in ("/konto/beitraege/", "/moderation/", "/moderation/protokoll/"):
        assert client.get(address).status_code == 200
    assert 'href="/moderation/"' in client.get("/konto/").content.decode()


def test_a_moderator_makes_a_contact_person_and_ends_it(
    client: Client, board: Board, moderator: User
) -> None:
    user = people.person(name="Selma")
    address = f"/moderation/konten/{user.pk}/"
    case = board.hold()
    assert not trust.may(user, "review", case)
    data = {"place": "district:1", "until": timezone.localdate() + timedelta(days=90)}
    client.post(f"{address}aufgaben/", data)
    assert trust.may(user, "review", case)
    page = client.get(address)
    assert "Bezirk 1" in page.content.decode()
    assert [held.place for held in page.context["held"]] == ["Bezirk 1"]
    mail = Mail.objects.get(to=user.email)
    assert "Bezirk 1" in mail.body
    assert "Diese Mail kommt, weil" in mail.body
    row = Responsibility.objects.get()
    assert client.post(f"{address}aufgaben/{row.pk}/beenden/").status_code == 302
    assert not trust.may(user, "review", case)
    assert client.post(f"{address}aufgaben/{row.pk}/beenden/").status_code == 404
    actions = list(LogEntry.objects.values_list("action", flat=True))
    assert sorted(actions) == ["end", "grant"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"place": ""},
        {"place": "district:99"},
        {"place": "site:1"},
        {"until": "2020-01-01"},
        {"until": "2999-01-01"},
        {"until": "bald"},
    ],
)
def test_no_contact_person_of_nothing(
    client: Client, board: Board, moderator: User, wrong: dict[str, str]
) -> None:
    user = people.person()
    until = (timezone.localdate() + timedelta(days=90)).isoformat()
    data = {"place": "district:1", "until": until, **wrong}
    answer = client.post(f"/moderation/konten/{user.pk}/aufgaben/", data)
    assert answer.status_code == 400
    assert "field-error" in answer.content.decode()
    assert not Responsibility.objects.exists()


def test_the_blocked_take_nothing_on(client: Client, board: Board, moderator: User) -> None:
    user = people.person(blocked_at=timezone.now())
    until = (timezone.localdate() + timedelta(days=90)).isoformat()
    data = {"place": "district:1", "until": until}
    assert client.post(f"/moderation/konten/{user.pk}/aufgaben/", data).status_code == 403


def test_administrators_alone_make_moderators(client: Client, moderator: User) -> None:
    user = people.person()
    address = f"/moderation/konten/{user.pk}/"
    assert client.post(f"{address}moderieren/").status_code == 403
    client.force_login(factories.admin())
    client.post(f"{address}moderieren/")
    user.refresh_from_db()
    assert user.trust == User.Trust.MODERATOR
    assert Mail.objects.filter(to=user.email).count() == 1
    client.post(f"{address}nicht-moderieren/")
    user.refresh_from_db()
    assert user.trust == User.Trust.RESIDENT
    assert set(LogEntry.objects.values_list("action", flat=True)) == {"entrust", "end_moderation"}
