"""Whoever renames themselves is called so everywhere; a guest's name is theirs until taken back."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail as django_mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts import services
from accounts.models import User
from community import cases, decisions, mail, mail_topics
from community.inbox import reports
from community.mails import account_texts
from community.models import Case, Comment, LogEntry, Mail
from community.talk import discussion, threads
from community.talk.discussion import CommentWriter
from tests.community.factories import KIND, Board
from tests.people import moderator, newcomer, person

pytestmark = pytest.mark.django_db
OLD, NEW = "Ottilie Altname", "Ottilie Neuname"


def renamed(user: User) -> User:
    return services.change_profile(user=user, name=NEW, about="")


def test_comments_follow(client: Client, board: Board) -> None:
    user = person(name=OLD)
    note = board.pin()
    comment, _case = discussion.write_comment(
        kind=KIND, pk=note.pk, words="Ich backe.", writer=CommentWriter(user)
    )
    assert (comment.author_name, str(comment.writer)) == ("", OLD)
    renamed(user)
    [thread] = threads.talk(KIND, note.pk)
    assert str(thread.first.writer) == NEW
    answer = client.get(f"/kommentare/{KIND}/{note.pk}/?antwort={comment.pk}").content.decode()
    assert NEW in answer
    assert OLD not in answer


@pytest.mark.parametrize("model", [Comment, Case])
def test_the_name_of_an_account_cannot_be_copied(model: type[Comment | Case], board: Board) -> None:
    user = newcomer()
    case = board.hold(cases.Sender(user, name="Kopie"))
    assert case.author_name == ""
    said = board.say(author=user)
    row = {Comment: said, Case: case}[model]
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=row.pk).update(author_name="Kopie")


def test_a_reported_comment_is_called_by_its_words(board: Board) -> None:
    said = board.say(author=person(name=OLD), words="Apfelkuchen.")
    case = reports.receive_report(
        path=f"/kommentare/{said.pk}/", cause="rude", words="Frech.", sender=cases.Sender()
    )
    decisions.answer_report(case=case, by=moderator(), outcome="kept", reason="Nicht frech.")
    assert case.title == "Apfelkuchen."
    assert set(LogEntry.objects.values_list("title", flat=True)) == {"Apfelkuchen."}


def test_the_page_of_a_person_moves_with_the_name(client: Client) -> None:
    user = services.create_user(email="o@beispiel.example", name=OLD, trust="resident")
    case = reports.receive_report(
        path=f"/mitwirkende/{user.slug}/", cause="other", words="", sender=cases.Sender()
    )
    decisions.answer_report(case=case, by=moderator(), outcome="kept", reason="Bleibt.")
    assert user.slug == "ottilie-altname"
    client.force_login(user)
    answer = client.post("/konto/", {"name": NEW, "about": "", "home_district": ""})
    assert answer.status_code == 302
    user.refresh_from_db()
    case.refresh_from_db()
    assert (user.slug, case.url) == ("ottilie-neuname", "/mitwirkende/ottilie-neuname/")
    assert client.get("/mitwirkende/ottilie-altname/").status_code == 404
    client.force_login(moderator())
    page = client.get("/moderation/protokoll/").content.decode()
    assert f">{NEW}</a>" in page, "the log says the title of the page, not its address"
    assert "altname" not in page


@pytest.mark.parametrize("name", ["Ottilie Altname", "OTTILIE altname", "Ottilie Áltname"])
def test_a_name_that_reads_alike_keeps_the_page_where_it_is(name: str) -> None:
    services.create_user(email="first@beispiel.example", name=OLD)
    user = services.create_user(email="o@beispiel.example", name=OLD)
    assert services.change_profile(user=user, name=name, about="").slug == "ottilie-altname-2"


def test_a_mail_that_waits_says_the_name_of_the_moment_it_leaves() -> None:
    user = person(name=OLD)
    account_texts.moderates(user)
    assert OLD not in Mail.objects.get().body
    renamed(user)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert mail.send_due() == 1
    assert f"Guten Tag {NEW}," in str(django_mail.outbox[-1].body)


def test_a_mail_of_the_admin_follows(settings: Settings) -> None:
    user = person(name=OLD)
    mail.queue(
        to="chef@beispiel.example",
        subject=f"{OLD} hat etwas eingereicht",
        paragraphs=[f"Die Seite hat {OLD} eingereicht."],
        why="",
        topic=mail_topics.EDITING,
    )
    renamed(user)
    row = Mail.objects.get()
    assert NEW in row.subject
    assert OLD not in row.subject + row.body


def test_the_demo_shows_the_mails_it_would_have_sent(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    user = person(name=OLD)
    account_texts.moderates(user)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert mail.send_due() == 1
    renamed(user)
    page = client.get("/demo/postfach/").content.decode()
    assert f"Guten Tag {NEW}," in page
    assert OLD not in page


def test_a_guest_takes_the_name_back_with_the_text(board: Board) -> None:
    note = board.pin()
    comment, case = discussion.write_comment(
        kind=KIND, pk=note.pk, words="Doch nicht.", writer=CommentWriter(name="Frau Öz")
    )
    assert case is not None
    assert (str(comment.writer), case.author_name) == ("Frau Öz", "Frau Öz")
    decisions.withdraw(case=case)
    comment.refresh_from_db()
    case.refresh_from_db()
    assert (comment.author_name, case.author_name, case.mail) == ("", "", "")


def test_a_name_is_followed_as_a_word_and_never_in_an_address() -> None:
    user = services.create_user(email="kurz@example.org", name="Anna")
    body = "Anna legt eine Annahme vor.\nhttps://stadt.example/Anna/admin/"
    Mail.objects.create(to="e@example.org", subject="Anna", body=body, topic=mail_topics.EDITING)
    services.change_profile(user=user, name="Xenia", about="")
    waiting = Mail.objects.get(to="e@example.org")
    assert waiting.subject == "Xenia"
    assert waiting.body == "Xenia legt eine Annahme vor.\nhttps://stadt.example/Anna/admin/"
