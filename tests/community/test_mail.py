"""Mails leave once, say why they come, and can be stopped."""

import re
from collections.abc import Iterator
from datetime import timedelta
from smtplib import SMTPAuthenticationError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail as django_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts import services as accounts
from community import antispam, cases, decisions, mail, mail_topics
from community.cases import Sender
from community.mail_topics import MailTopic
from community.mails import mail_texts
from community.models import Case, Mail, MailStop
from community.people import forgetting
from tests import people
from tests.community.factories import Board

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=11)


class Away(BaseEmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, messages: object) -> int:
        raise SMTPServerDisconnected("away")


def queue(to: str = "eva@beispiel.example", **fields: object) -> Mail:
    values = {"subject": "Neues", "paragraphs": ["Hallo,"], "why": "Darum.", "topic": "decision"}
    made = mail.queue(to=to, **(values | fields))  # type: ignore[arg-type]
    assert made is not None
    return made


def stop_path(message: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/\S*abbestellen/\S+)", message)
    assert found
    return found[1]


def test_a_mail_leaves_once_and_says_why_it_came() -> None:
    queue()
    assert (mail.send_due(), mail.send_due()) == (1, 0)
    message = django_mail.outbox[0]
    assert "Darum." in message.body
    assert stop_path(str(message.body)) in message.extra_headers["List-Unsubscribe"]
    assert not Mail.objects.exists(), "what was sent is not kept"


def test_the_mail_of_a_decision_waits_until_it_cannot_be_undone(board: Board) -> None:
    case = board.hold()
    decisions.accept(case=case, by=people.moderator())
    assert mail.send_due() == 0
    with time_machine.travel(timezone.now() + LATER):
        assert mail.send_due() == 1
    assert django_mail.outbox[0].to == [case.author.email]


def test_a_mail_server_that_is_away_is_asked_again(settings: Settings) -> None:
    queue()
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Away"
    assert mail.send_due() == 0
    row = Mail.objects.get()
    assert (row.sent, row.attempts) == (None, 1)
    assert "away" in row.error
    settings.EMAIL_BACKEND = backend
    assert mail.send_due() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert mail.send_due() == 1


def test_nobody_is_asked_forever(settings: Settings) -> None:
    queue()
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    for hours in range(0, 24 * 20, 13):
        with time_machine.travel(timezone.now() + timedelta(hours=hours)):
            mail.send_due()
    assert Mail.objects.get().attempts == len(mail.BACKOFF) + 1


@pytest.mark.parametrize("to", ["eva@beispiel.example", ""])
def test_a_topic_that_nobody_registered_is_an_error(to: str) -> None:
    with pytest.raises(KeyError, match="decisoin"):
        mail.queue(to=to, subject="x", paragraphs=[], why="", topic="decisoin")
    assert not Mail.objects.exists()


def test_a_topic_of_another_app_can_be_stopped_by_its_link_and_in_the_account(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = MailTopic("calls-you-take-part-in", "Aufrufe, bei denen du mitmachst")
    monkeypatch.setitem(mail_topics.TOPICS, topic.key, topic)
    reader = people.person()
    path = stop_path(queue(to=reader.email, topic=topic.key).body)
    assert str(topic.words) in client.post(path).content.decode()
    assert mail.send_due() == 0
    client.force_login(reader)
    page = client.get("/konto/mails/").content.decode()
    assert f'value="{topic.key}"' in page
    client.post("/konto/mails/", {"topics": [topic.key]})
    queue(to=reader.email, topic=topic.key)


def test_codes_to_sign_in_are_not_among_what_can_be_chosen(client: Client) -> None:
    client.force_login(people.person())
    page = client.get("/konto/mails/").content.decode()
    offered = set(re.findall(r'name="topics" value="([^"]+)"', page))
    known = {"decision", "waiting", "account", "answers", "editing", "changes", "watching"}
    assert offered == known == set(mail_topics.TOPICS) - {"sign-in"}


def test_opening_the_link_changes_nothing_pressing_the_button_does(client: Client) -> None:
    path = stop_path(queue().body)
    assert client.get(path).status_code == 200
    assert mail.queue(
        to="eva@beispiel.example", subject="x", paragraphs=[], why="", topic="decision"
    )
    assert client.post(path).status_code == 200
    assert (
        mail.queue(to="EVA@beispiel.example", subject="x", paragraphs=[], why="", topic="decision")
        is None
    )
    queue(topic="waiting")
    queue(to="otto@beispiel.example")
    assert Mail.objects.filter(sent=None).count() == 4
    assert mail.send_due() == 2, "those that were stopped meanwhile are not sent"
    client.post(path, {"again": "1"})
    queue()


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "ImEi:1tR:abc", "ä" * 200])
def test_a_made_up_link_is_not_found(client: Client, token: str) -> None:
    assert client.get(f"/abbestellen/{token}/").status_code == 404
    assert client.post(f"/abbestellen/{token}/").status_code == 404


def test_a_link_that_was_changed_is_not_ours(client: Client) -> None:
    """Who knows one of our links makes none for other topics or addresses of it."""
    topic, digest, signature = stop_path(queue().body).strip("/").split("/")[-1].split(".")
    for forged in (
        f"waiting.{digest}.{signature}",
        f"{topic}.{digest[::-1]}.{signature}",
        f"{topic}.{digest}.{signature[::-1]}",
        f"{topic}.{digest}.",
    ):
        assert client.post(f"/abbestellen/{forged}/").status_code == 404, forged
    assert not MailStop.objects.exists()


def test_a_subject_is_one_line() -> None:
    assert queue(subject="Neu\nBcc: alle@beispiel.example").subject.count("\n") == 0
    mail.send_due()
    assert django_mail.outbox[0].to == ["eva@beispiel.example"]


def test_a_stranger_cannot_flood_an_address_nor_speak_through_us(board: Board) -> None:
    spam = "KAUFT BEI https://werbung.example"
    sender = Sender(name=spam, mail="opfer@beispiel.example")
    for _number in range(9):
        case = board.hold(sender, title=spam)
    assert Mail.objects.count() == 5
    decisions.refuse(case=case, by=people.moderator(), reason="Werbung.")
    assert not [row for row in Mail.objects.all() if "werbung.example" in row.subject + row.body]


def test_the_answer_is_in_the_language_of_the_question(board: Board, client: Client) -> None:
    data = {
        "url": f"/stadtteile/{board.pin().pk}/",
        "cause": "wrong",
        "started": antispam.stamp(30),
    }
    client.post("/en/melden/", data | {"mail": "eva@beispiel.example"})
    assert Case.objects.get().language == "en"
    assert "/en/konto/beleg/" in Mail.objects.get().body


def test_addresses_of_guests_go_after_the_answer(board: Board) -> None:
    case = board.hold(Sender(mail="eva@beispiel.example"))
    decisions.accept(case=case, by=people.moderator())
    now = timezone.now()
    with time_machine.travel(now + timedelta(hours=2)):
        assert forgetting.forget_addresses() == 0, "the answer has not left"
        assert mail.send_due() == 2
        assert forgetting.forget_all()["addresses"] == 1
    case.refresh_from_db()
    assert case.mail == ""
    with time_machine.travel(now + timedelta(days=15)):
        assert forgetting.forget_all()["mails"] == 0, "what was sent has gone already"


def test_moderators_get_no_mail_about_their_own_decision(board: Board) -> None:
    moderator = people.moderator()
    decisions.accept(case=board.hold(Sender(moderator)), by=moderator)
    assert not Mail.objects.exists()


def test_reminders_hold_nothing_of_what_waits(board: Board) -> None:
    mail_texts.reminder(people.moderator(), 3, 2)
    body = Mail.objects.get().body
    assert "3 " in body
    assert "/moderation/" in body


def test_the_demo_shows_its_mails(client: Client, settings: Settings) -> None:
    queue(subject="<b>Neues</b>")
    assert client.get("/demo/postfach/").status_code == 404
    settings.DEMO = True
    settings.EMAIL_BACKEND = "community.mails.demo_mailbox.Mailbox"
    accounts.create_user(email="otto@beispiel.example", name="Otto")
    client.post("/konto/login/code/", {"email": "otto@beispiel.example"})
    mail.send_due()
    page = client.get("/demo/postfach/").content.decode()
    assert "&lt;b&gt;Neues&lt;/b&gt;" in page
    assert "otto@beispiel.example" in page
    assert Mail.objects.filter(sent=None).count() == 0
    assert Mail.objects.count() == 2


def test_cases_are_opened_without_an_address_too(board: Board) -> None:
    board.hold(cases.Sender(name="Eva"))
    assert not Mail.objects.exists()


class Locked(BaseEmailBackend):
    """A mail server that does not know us; `asked` counts how often we tried."""

    asked = 0

    def open(self) -> bool:
        Locked.asked += 1
        raise SMTPAuthenticationError(535, b"wrong password")

    def send_messages(self, messages: object) -> int:
        self.open()
        return 0


class Choosy(BaseEmailBackend):
    """A mail server that does not want one reader."""

    def send_messages(self, messages: object) -> int:
        raise SMTPRecipientsRefused({})


@pytest.fixture
def unknown_server() -> Iterator[None]:
    """Nothing that this process remembers of a mail server."""
    mail._server.__init__()  # type: ignore[misc]
    yield
    mail._server.__init__()  # type: ignore[misc]


def test_a_mail_server_that_takes_nothing_is_told_of_until_it_is_back(
    settings: Settings, unknown_server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue()
    settings.EMAIL_BACKEND = "community.mails.outgoing.Outgoing"
    settings.MAIL_SERVER_BACKEND = f"{__name__}.Locked"
    assert (mail.send_due(), mail.trouble()) == (0, "SMTPAuthenticationError")
    asked = Locked.asked
    mail.send_due()
    assert Locked.asked == asked, "the next mail is due in a minute; it is not asked sooner"
    monkeypatch.setattr(mail._server, "ask_again", 0.0)
    mail.send_due()
    assert (Locked.asked, mail.trouble()) == (asked + 1, "SMTPAuthenticationError")
    settings.MAIL_SERVER_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(mail._server, "ask_again", 0.0)
    mail.send_due()
    assert mail.trouble() == ""


def test_a_reader_who_is_not_wanted_says_nothing_of_the_server(
    settings: Settings, unknown_server: None
) -> None:
    queue()
    settings.EMAIL_BACKEND = f"{__name__}.Choosy"
    assert (mail.send_due(), mail.trouble()) == (0, "")


def test_a_mail_that_waits_is_called_back_and_no_other() -> None:
    ada, bert = "ada@beispiel.example", "bert@beispiel.example"
    queue(ada, message="steward", about=("role", 7))
    left = [
        queue(ada, message="steward", about=("role", 8)),
        queue(bert, message="steward", about=("role", 7)),
        queue(ada, message="moderates", about=("role", 7)),
        queue(ada, message="steward", about=("role", 7)),
    ]
    Mail.objects.filter(pk=left[-1].pk).update(sent=timezone.now())
    assert mail.call_back(to=ada, message="steward", pk=7) == 1
    assert set(Mail.objects.all()) == set(left)
    assert mail.call_back(to=ada, message="steward", pk=7) == 0
