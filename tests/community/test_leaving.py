"""Erasing an account: nothing leads to the person any more, no text is lost. And their copy."""

import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts import services, tokens
from accounts.models import User
from community import cases, decisions, log, mail, roles, trust
from community.mails import links
from community.models import Case, KeptText, LogEntry, Mail, MailLink, MailStop, Responsibility
from community.people import erasing, responsibilities
from community.typed import drafts
from tests.community.factories import Board
from tests.community.tables import tables_with
from tests.people import moderator
from tests.untouched import sent_by
from tests.wiki.factories import article
from wiki.models import Revision
from wiki.services import save_edit

pytestmark = pytest.mark.django_db
MAIL, NAME = "gerda.weiss@beispiel.example", "Gerda Weiß-Probst"
PASSWORD = "ein-Satz-mit-7-Wörtern"


@pytest.fixture
def gerda() -> User:
    """Somebody with everything an account can have."""
    user = services.create_user(
        email=MAIL, name=NAME, trust="resident", password=PASSWORD, about="Wohnt in Münster."
    )
    made = article(author=user)
    save_edit(article=made, base_revision=1, body="Neu von Gerda.\n", author=user)
    tokens.issue_token(user=user, name="Skript")
    responsibilities.grant(user=user, role=roles.STEWARD, kind="district", pk=1)
    cases.open_case(
        sort=Case.Sort.REPORT, kind="", pk=0, title="/x/", url="/x/", sender=cases.Sender(user)
    )
    log.write(action="block", who=None, user=user.pk)
    log.write(action="hide", who=user, kind="article", pk=made.pk, title=made.title)
    return user


def erase(client: Client, user: User) -> None:
    client.force_login(user)
    assert client.post("/konto/loeschen/", {}).status_code == 400, "only after a deliberate yes"
    user.refresh_from_db()
    assert user.is_active
    answer = client.post("/konto/loeschen/", {"sure": "on"})
    assert answer.headers["Location"] == "/"


def test_nothing_leads_to_the_person_any_more(client: Client, gerda: User) -> None:
    slug = gerda.slug
    erase(client, gerda)
    # The last mail goes to the address, without a name, and is kept no longer than until then.
    assert tables_with(MAIL) == ["community.Mail"]
    assert tables_with("Münster") == tables_with(NAME) == []
    assert mail.send_due() == 1
    assert tables_with(MAIL) == []
    assert not Responsibility.objects.exists()
    assert client.get(f"/mitwirkende/{slug}/").status_code == 404
    gerda.refresh_from_db()
    assert client.get(f"/mitwirkende/{gerda.slug}/").status_code == 410


def test_who_asked_for_a_code_is_forgotten_in_that_browser_too(client: Client, gerda: User) -> None:
    stranger = Client()
    stranger.post("/konto/login/code/", {"email": MAIL})
    assert any(MAIL in str(row.get_decoded()) for row in Session.objects.all())
    erase(client, gerda)
    assert not any(MAIL in str(row.get_decoded()) for row in Session.objects.all())


def test_others_whose_address_only_contains_it_stay_signed_in(gerda: User) -> None:
    other = services.create_user(email=f"hil{MAIL}", name="Hilgerda")
    browser, about_to = Client(), Client()
    browser.force_login(other)
    about_to.post("/konto/login/code/", {"email": other.email})
    drafts.keep(path="/x/", fields={"typed": f"mail={other.email.replace('@', '%40')}"})
    erasing.erase_account(user=gerda)
    assert browser.get("/konto/").status_code == 200
    assert any(other.email in str(row.get_decoded()) for row in Session.objects.all())
    assert KeptText.objects.count() == 1


def test_an_address_that_was_never_confirmed_is_forgotten_as_well(
    gerda: User, board: Board
) -> None:
    second = "gerda.neu@beispiel.example"
    EmailAddress.objects.create(user=gerda, email=second, verified=False)
    said = board.say(author=None, mail=second, wants_answers=True)
    case = board.hold(cases.Sender(name="Gast", mail=second))
    for fields in ({"mail": second}, {"typed": "email=gerda.neu%40beispiel.example"}):
        drafts.keep(path="/konto/mail/", fields=fields)
    Client().post("/konto/login/code/", {"email": second})
    erasing.erase_account(user=gerda)
    said.refresh_from_db()
    case.refresh_from_db()
    assert (said.mail, said.wants_answers, case.mail) == ("", False, "")
    assert tables_with(second) == tables_with(second.replace("@", "%40")) == []
    assert not any(second in str(row.get_decoded()) for row in Session.objects.all())


@pytest.mark.parametrize("whose", ["an account's", "a guest's who has confirmed it"])
def test_an_address_that_was_only_claimed_takes_nothing_from_its_owner(
    gerda: User, board: Board, whose: str
) -> None:
    second = "anna@beispiel.example"
    EmailAddress.objects.create(user=gerda, email=second.upper(), verified=False)
    said = board.say(author=None, mail=second, mail_confirmed=True, wants_answers=True)
    browser = Client()
    if whose == "an account's":
        browser.force_login(services.create_user(email=second, name="Anna"))
        drafts.keep(path="/x/", fields={"mail": second})
    erasing.erase_account(user=gerda)
    said.refresh_from_db()
    assert (said.mail, said.wants_answers) == (second, True)
    if whose == "an account's":
        assert browser.get("/konto/").status_code == 200
        assert KeptText.objects.exists()


def test_what_was_left_without_signing_in_loses_the_address(gerda: User, board: Board) -> None:
    said = board.say(author=None, mail=MAIL.upper(), wants_answers=True)
    case = board.hold(cases.Sender(name="Gast", mail=MAIL))
    drafts.keep(path="/kommentare/note/1/", fields={"mail": MAIL, "words": "Hallo"})
    erasing.erase_account(user=gerda)
    said.refresh_from_db()
    case.refresh_from_db()
    assert (said.mail, said.wants_answers, case.mail) == ("", False, "")
    assert said.author_name == "Anke", "a guest's name is their own"
    assert not KeptText.objects.exists()


def test_no_link_remembers_who_asked_for_it(client: Client, gerda: User) -> None:
    links.make(
        purpose="offer",
        thing=("actor", 1),
        state="",
        address="jemand@example.org",
        asked_by=gerda,
        lasts=timedelta(days=1),
    )
    erase(client, gerda)
    assert not MailLink.objects.exists()


def test_no_text_is_lost_and_no_name_stands_beside_it(client: Client, gerda: User) -> None:
    erase(client, gerda)
    assert Revision.objects.filter(author=gerda).count() == 2
    page = Client().get("/wiki/allgemein/spielplaetze/").content.decode()
    assert "Neu von Gerda." in page
    history = Client().get("/wiki/allgemein/spielplaetze/verlauf/").content.decode()
    assert "gelöschtes Konto" in history
    client.force_login(moderator())
    written = client.get("/moderation/protokoll/").content.decode()
    assert LogEntry.objects.filter(action="erase").count() == 1
    for html in (page, history, written):
        assert NAME not in html


def test_nobody_signs_in_with_it_again(client: Client, gerda: User) -> None:
    token = tokens.issue_token(user=gerda, name="Handy")
    phone = Client()
    phone.force_login(gerda)
    erase(client, gerda)
    for browser in (client, phone):
        assert browser.get("/konto/").status_code == 302
    assert tokens.user_for(token) is None
    Client().post("/konto/login/", {"login": MAIL, "password": PASSWORD})
    assert not client.login(email=MAIL, password=PASSWORD)
    gerda.refresh_from_db()
    assert not any(
        trust.may(gerda, action, trust.EVERYWHERE) for action in ("edit", "suggest", "review")
    )
    again = services.create_user(email=MAIL, name=NAME)
    assert again.pk != gerda.pk, "the address is free for a new beginning"


def test_what_waits_is_decided_and_tells_nobody(gerda: User) -> None:
    newcomer = services.create_user(email="neu@beispiel.example", name="Neu")
    made = article(title="Bänke")
    save_edit(article=made, base_revision=1, body="Vier Bänke.\n", author=newcomer)
    case = Case.objects.get(author=newcomer)

    erasing.erase_account(user=newcomer)
    decisions.accept(case=case, by=moderator())
    made.refresh_from_db()
    assert made.head_number == 2
    assert not Mail.objects.filter(to__endswith="erased.invalid").exists()
    assert Mail.objects.filter(to="neu@beispiel.example").count() == 1, "the goodbye alone"


def test_the_last_administrator_stays(client: Client) -> None:
    only = services.create_user(email="a@beispiel.example", name="Admin", is_admin=True)
    client.force_login(only)
    answer = client.post("/konto/loeschen/", {"sure": "on"})
    assert answer.status_code == 400
    only.refresh_from_db()
    assert only.is_active
    services.create_user(email="b@beispiel.example", name="Zweite", is_admin=True)
    erase(client, only)


def test_the_copy_holds_every_word(client: Client, gerda: User) -> None:
    client.force_login(gerda)
    answer = client.get("/konto/daten/")
    assert "attachment" in answer["Content-Disposition"]
    data = json.loads(answer.content)
    assert (data["account"]["name"], data["account"]["mail"]) == (NAME, MAIL)
    assert [row["text"] for row in data["contributions"]] == [
        "Rutschen gibt es.\n",
        "Neu von Gerda.\n",
    ]
    assert data["cases"][0]["url"] == "/x/"
    assert "password" not in answer.content.decode()


def test_everybody_chooses_their_mails(client: Client, gerda: User) -> None:
    client.force_login(gerda)
    page = client.get("/konto/mails/")
    assert set(page.context["form"].initial["topics"]) >= {"decision", "account"}
    client.post("/konto/mails/", {"topics": ["account"]})
    case = Case.objects.get(author=gerda)
    decisions.answer_report(case=case, by=moderator(), outcome="kept", reason="Stimmt so.")
    assert not Mail.objects.filter(topic="decision").exists()
    client.post("/konto/mails/", {"topics": ["account", "decision"]})
    assert "decision" in client.get("/konto/mails/").context["form"].initial["topics"]
    assert client.post("/konto/mails/", {"topics": ["sign-in"]}).status_code == 400


@pytest.mark.parametrize("topics", [[], ["account"], ["account", "decision"]])
def test_the_choice_of_mails_sent_as_it_is_shown_stays(
    client: Client, gerda: User, topics: list[str]
) -> None:
    client.force_login(gerda)
    client.post("/konto/mails/", {"topics": topics})
    before = sorted(MailStop.objects.values_list("pk", flat=True))
    shown = sent_by(client.get("/konto/mails/").content.decode())
    client.post("/konto/mails/", shown)
    assert sorted(MailStop.objects.values_list("pk", flat=True)) == before


def test_a_blocked_account_may_leave(client: Client, gerda: User) -> None:
    User.objects.filter(pk=gerda.pk).update(blocked_at=timezone.now())
    erase(client, gerda)
    gerda.refresh_from_db()
    assert not gerda.is_active
