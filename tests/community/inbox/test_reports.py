"""Reporting without an account: from the form to the answer."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from community import decisions
from community.cases import Sender
from community.inbox.reports import own_path
from community.models import Case, Mail
from tests import people
from tests.community.factories import Board

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("/wiki/allgemein/", "/wiki/allgemein/"),
        ("http://testserver/wiki/x/?version=3#hier", "/wiki/x/?version=3"),
        ("https://TESTSERVER/wiki/", "/wiki/"),
        ("testserver/wiki/", "/wiki/"),
        ("  /wiki/ ", "/wiki/"),
        ("/a//b/", "/a//b/"),
        ("", ""),
    ],
)
def test_what_people_paste(given: str, path: str) -> None:
    assert own_path(given, "testserver") == path


@pytest.mark.parametrize(
    "given",
    [
        "https://evil.example/wiki/",
        "//evil.example/",
        "http://testserver@evil.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "/\\evil.example",
        "http://[::1",
        "/a\0b",
        "/a\u202eb",
        "/" + "a" * 600,
        "ftp://testserver/x",
    ],
)
def test_what_is_no_page_of_ours(given: str) -> None:
    with pytest.raises(ValidationError):
        own_path(given, "testserver")


def test_from_report_to_answer(client: Client, board: Board, report_form: dict[str, str]) -> None:
    note = board.pin(writers=[people.person()])
    path = f"/stadtteile/{note.pk}/"
    form = client.get(f"/melden/?url={path}")
    assert f'value="{path}"' in form.content.decode()
    assert "no-store" in form["Cache-Control"]
    sent = client.post("/melden/", report_form | {"url": path, "mail": "eva@beispiel.example"})
    case = Case.objects.get()
    assert (case.object_kind, case.object_pk, case.title) == ("note", note.pk, note.title)
    assert case.trust_scopes() == note.trust_scopes()
    page = client.get(sent["Location"]).content.decode()
    assert "telefonnummer" in page.lower()
    assert sent["Location"] in Mail.objects.get().body
    decisions.answer_report(
        case=case, by=people.moderator(), outcome="settled", reason="Neue Nummer eingetragen."
    )
    page = client.get(sent["Location"]).content.decode()
    assert "Neue Nummer eingetragen." in page
    assert "eva@beispiel.example" not in page


def test_a_page_of_no_kind_can_be_reported_too(client: Client, report_form: dict[str, str]) -> None:
    client.post("/melden/", report_form | {"url": "/gibt-es-nicht/"})
    case = Case.objects.get()
    assert (case.object_kind, case.title) == ("", "/gibt-es-nicht/")
    moderator = people.moderator()
    client.force_login(moderator)
    assert client.get(f"/moderation/{case.pk}/").status_code == 200
    answer = client.post(
        f"/moderation/{case.pk}/entscheiden/", {"decision": "hidden", "reason": "Weg damit."}
    )
    assert answer.status_code == 409
    client.post(f"/moderation/{case.pk}/entscheiden/", {"decision": "kept", "reason": "Passt."})
    case.refresh_from_db()
    assert case.outcome == "kept"


def test_a_report_says_nothing_of_what_its_sender_may_not_know(
    client: Client, board: Board, report_form: dict[str, str]
) -> None:
    note = board.pin(title="Geheim", public=False)
    sent = client.post("/melden/", report_form | {"url": f"/stadtteile/{note.pk}/"})
    assert "Geheim" not in client.get(sent["Location"]).content.decode()
    assert Case.objects.get().object_kind == ""


def test_a_member_needs_no_mail_address(client: Client, report_form: dict[str, str]) -> None:
    user = people.person()
    client.force_login(user)
    assert 'name="mail"' not in client.get("/melden/").content.decode()
    client.post("/melden/", report_form | {"mail": "fremd@beispiel.example"})
    case = Case.objects.get()
    assert (case.author, case.mail) == (user, "")


def test_the_blocked_do_not_report(client: Client, report_form: dict[str, str]) -> None:
    client.force_login(people.person(blocked_at=timezone.now()))
    assert client.post("/melden/", report_form).status_code == 403


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"url": ""}, "id_url"),
        ({"url": "https://evil.example/"}, "id_url"),
        ({"cause": ""}, "id_cause"),
        ({"cause": "nonsense"}, "id_cause"),
        ({"cause": "other", "words": " "}, "id_words"),
        ({"words": "x" * 2001}, "id_words"),
        ({"mail": "keine-adresse"}, "id_mail"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    client: Client, report_form: dict[str, str], change: dict[str, str], field: str
) -> None:
    answer = client.post("/melden/", report_form | change)
    assert answer.status_code == 400
    assert f'href="#{field}' in answer.content.decode()
    assert not Case.objects.exists()


def test_a_guest_takes_a_contribution_back(client: Client, board: Board) -> None:
    case = board.hold(Sender(name="Eva"))
    path = f"/konto/beleg/{case.receipt}/"
    assert "zuruecknehmen" in client.get(path).content.decode()
    page = client.post(f"{path}zuruecknehmen/", follow=True).content.decode()
    assert board.notes[case.object_pk].state == {1: "withdrawn"}
    assert "zuruecknehmen" not in page
    again = client.post(f"{path}zuruecknehmen/", follow=True)
    assert again.status_code == 200
    assert "Das haben Sie zurückgenommen." in again.content.decode()
    assert "message-warning" not in again.content.decode()  # nobody else was quicker
