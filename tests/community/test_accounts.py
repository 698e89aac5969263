"""Accounts on the moderation's desk: found, looked at, put back, blocked where one reads."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail as django_mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import services as accounts
from accounts.models import User
from community import decisions, mail
from community.cases import Sender
from community.inbox import reports
from community.models import Case, Comment, LogEntry
from community.people import blocked, blocking, responsibilities
from districts.models import Need
from tests import people
from tests.community import factories
from tests.community.factories import Board
from tests.fixtures.kinds import make
from tests.wiki.factories import article, district
from wiki import services
from wiki.models import Article

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
ROLES = {
    "guest": None,
    "newcomer": people.newcomer,
    "trusted": people.person,
    "contact person": lambda: factories.steward("district", 1),
    "moderator": people.moderator,
    "administrator": factories.admin,
}
MODERATES = {"moderator", "administrator"}


@pytest.fixture
def moderator(client: Client) -> User:
    user = people.moderator(name="Mona")
    client.force_login(user)
    return user


def names(client: Client, query: str = "") -> set[str]:
    rows = client.get(f"/moderation/konten/{query}").context["rows"]
    return {row.user.name for row in rows}


# --- the list


def test_accounts_are_found_by_name_and_state(client: Client, moderator: User) -> None:
    people.newcomer(name="Nora Neu")
    people.person(name="Vera Vertraut")
    people.person(name="Gesa Gesperrt", blocked_at=timezone.now())
    people.newcomer(name="Uwe Unbestätigt", is_confirmed=False)
    assert names(client, "?q=ver+vera") == {"Vera Vertraut"}
    assert names(client, "?state=new") == {"Nora Neu"}
    assert names(client, "?state=resident") == {"Vera Vertraut"}
    assert names(client, "?state=blocked") == {"Gesa Gesperrt"}
    assert names(client, "?state=unconfirmed") == {"Uwe Unbestätigt"}
    assert names(client, "?state=moderator") == {"Mona"}
    assert "kennen wir nicht" in client.get("/moderation/konten/?state=x").content.decode()
    assert names(client, "?q=niemand") == set()


@pytest.mark.parametrize("typed", ["özlem", "ÖZLEM", "Özl", "oezlem", "şahin", "Sahin", "ŞAHİN"])
def test_a_name_is_found_however_its_letters_are_typed(
    client: Client, moderator: User, typed: str
) -> None:
    name = "Özlem Şahin"
    people.person(name=name, slug=accounts.free_slug(name))
    assert names(client, f"?q={typed}") == {name}


@pytest.mark.parametrize("typed", ["олена", "ОЛЕНА", "Олен"])
def test_so_is_a_name_in_another_script(client: Client, moderator: User, typed: str) -> None:
    people.person(name="Олена", slug=accounts.free_slug("Олена"))
    people.person(name="Anna")
    assert names(client, f"?q={typed}") == {"Олена"}


def test_an_address_is_shown_and_searched_by_who_needs_it_only(
    client: Client, moderator: User
) -> None:
    user = people.person(name="Vera")
    page = client.get("/moderation/konten/").content.decode()
    assert user.email not in page
    assert user.email not in client.get(f"/moderation/konten/{user.pk}/").content.decode()
    assert names(client, f"?q={user.email}") == set(), "nor can it be guessed letter by letter"
    client.force_login(factories.admin())
    assert names(client, f"?q={user.email}") == {"Vera"}
    for address in ("/moderation/konten/", f"/moderation/konten/{user.pk}/"):
        assert user.email in client.get(address).content.decode()


def test_the_list_says_when_somebody_wrote_last_at_the_same_cost(
    client: Client, board: Board, moderator: User, django_assert_max_num_queries: object
) -> None:
    for _number in range(30):
        board.hold(Sender(people.newcomer()))
        board.say(author=people.person())
    article(author=people.person(name="Arno"))
    client.get("/moderation/konten/")
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        answer = client.get("/moderation/konten/")
    assert len(answer.context["rows"]) == 25
    assert answer.context["page"].paginator.num_pages == 3
    row = client.get("/moderation/konten/?q=Arno").context["rows"][0]
    assert row.last is not None
    assert row.waiting == 0


def test_erased_accounts_are_nobodys(client: Client, moderator: User) -> None:
    gone = people.person(name="Gerda")
    other = Client()
    other.force_login(gone)
    other.post("/konto/loeschen/", {"sure": "on"})
    gone.refresh_from_db()
    assert not gone.is_active
    assert names(client) == {"Mona"}


# --- the page of one account


def test_everything_somebody_wrote_of_every_kind_page_by_page(
    client: Client, board: Board, moderator: User
) -> None:
    author = people.person(name="Rita")
    article(title="Spielplätze", author=author)
    board.say(author=author, words="Ich bringe Apfelkuchen mit.")
    Need.objects.create(title="Leiter gesucht", slug="leiter", created_by=author, state="live")
    for number in range(20):
        board.hold(Sender(author), title=f"Nummer {number}")
    first = client.get(f"/moderation/konten/{author.pk}/")
    second = client.get(f"/moderation/konten/{author.pk}/?page=2")
    titles = [row.title for page in (first, second) for row in page.context["rows"]]
    assert len(titles) == len(set(titles)) == 23
    assert {"Spielplätze", "Ich bringe Apfelkuchen mit.", "Leiter gesucht"} <= set(titles)


def test_a_note_is_kept_for_the_next_one_who_looks(client: Client, moderator: User) -> None:
    user = people.person()
    address = f"/moderation/konten/{user.pk}/"
    client.post(f"{address}notiz/", {"reason": "Am Telefon gesprochen, war ein Versehen."})
    assert "war ein Versehen" in client.get(address).content.decode()
    assert "Mona" in client.get(address).content.decode()
    assert client.post(f"{address}notiz/", {"reason": " "}).status_code == 400
    colleague = people.moderator()
    assert client.post(
        f"/moderation/konten/{colleague.pk}/notiz/", {"reason": "x"}
    ).status_code == 403  # fmt: skip


# --- putting back asks first


@pytest.fixture
def vandal(board: Board) -> User:
    """Wrote an article alone, the last version of a second one, and in a third before others."""
    user = people.person(name="Rabauke")
    article(title="Werbung", author=user)
    for title in ("Spielplätze", "Bäche"):
        text = article(title=title, body="Eine Rutsche.\n\nEin Sandkasten.\n")
        services.save_edit(
            article=text, base_revision=1, body="Quatsch.\n\nEin Sandkasten.\n", author=user
        )
    services.save_edit(
        article=Article.objects.get(title="Bäche"),
        base_revision=2,
        body="Quatsch.\n\nEin Kasten Sand.\n",
        author=people.person(),
    )
    board.say(author=user, words="Kauft bei mir!")
    board.hold(Sender(user), title="Noch mehr Werbung")
    return user


def test_the_question_shows_what_would_change_and_changes_nothing(
    client: Client, moderator: User, vandal: User
) -> None:
    before = LogEntry.objects.count()
    page = client.get(f"/moderation/konten/{vandal.pk}/vorschau/")
    becomes = {line.plan.title: line.plan.becomes for line in page.context["plan"].lines}
    assert becomes == {
        "Werbung": "gone", "Spielplätze": "back", "Bäche": "left", "Kauft bei mir!": "gone",
    }  # fmt: skip
    html = page.content.decode()
    assert "wird wieder Fassung 1" in html
    compared = client.get("/wiki/allgemein/spielplaetze/zuruecksetzen/1/")
    assert compared.status_code == 200
    assert 'href="/wiki/allgemein/spielplaetze/zuruecksetzen/1/"' in html
    assert "Noch mehr Werbung" in html
    assert LogEntry.objects.count() == before
    assert Article.objects.live().filter(title="Werbung").exists()


def test_what_was_shown_is_what_happens(client: Client, moderator: User, vandal: User) -> None:
    address = f"/moderation/konten/{vandal.pk}"
    refused = client.post(f"{address}/zuruecksetzen/", {"reason": ""})
    assert refused.status_code == 400
    assert "wird wieder Fassung 1" in refused.content.decode()
    client.post(f"{address}/zuruecksetzen/", {"reason": "Werbung."})
    assert Article.objects.get(title="Werbung").state == "deleted"
    assert Comment.objects.get().state == "hidden"
    assert Case.objects.get().state == "refused"
    left = client.get(f"{address}/vorschau/").context["plan"]
    assert [line.plan.title for line in left.lines] == ["Bäche"]
    assert not left.changes


def test_one_thing_alone_is_put_back(client: Client, moderator: User, vandal: User) -> None:
    text = Article.objects.get(title="Spielplätze")
    page = client.get(f"/moderation/konten/{vandal.pk}/").content.decode()
    assert f'name="thing" value="article:{text.pk}"' in page
    ask = client.get(f"/moderation/konten/{vandal.pk}/vorschau/?thing=article:{text.pk}")
    assert [line.plan.title for line in ask.context["plan"].lines] == ["Spielplätze"]
    assert f'name="thing" value="article:{text.pk}"' in ask.content.decode()
    client.post(
        f"/moderation/konten/{vandal.pk}/zuruecksetzen/",
        {"reason": "Quatsch.", "thing": [f"article:{text.pk}", "article:x", "weg:3"]},
    )
    text.refresh_from_db()
    assert text.head_number == 3
    assert Article.objects.live().filter(title="Werbung").exists()
    assert Case.objects.get().state == "open"
    entry = LogEntry.objects.first()
    assert entry is not None
    assert (entry.action, entry.reason) == ("revert_some", "Quatsch.")
    assert entry.details["some"] == [f"article:{text.pk}"]


def test_nothing_ticked_puts_nothing_back(client: Client, moderator: User, vandal: User) -> None:
    address = f"/moderation/konten/{vandal.pk}/"
    form = client.get(address).content.decode().partition('id="revert-form"')[2]
    assert 'name="some" value="1"' in form.partition("</form>")[0]
    text = Article.objects.get(title="Spielplätze")
    ask = client.get(f"{address}vorschau/?some=1&thing=article:{text.pk}").content.decode()
    assert 'name="some" value="1"' in ask
    for answer in (
        client.get(f"{address}vorschau/?some=1", follow=True),
        client.post(f"{address}zuruecksetzen/", {"some": "1", "reason": "Quatsch."}, follow=True),
        client.post(f"{address}zuruecksetzen/", {"some": "1", "reason": ""}, follow=True),
    ):
        assert answer.redirect_chain == [(f"{address}?nothing-ticked=1#written", 302)]
        assert "Bitte kreuzen Sie mindestens einen Beitrag an." in answer.content.decode()
    unknown = {"thing": "article:x", "reason": "Quatsch."}
    client.post(f"{address}zuruecksetzen/", unknown)
    assert not client.get(f"{address}vorschau/", {"thing": "article:x"}).context["plan"].lines
    assert Article.objects.live().filter(title="Werbung").exists()
    assert Comment.objects.get().state == "live"
    assert Case.objects.get().state == "open"


def test_nobody_puts_back_what_a_colleague_wrote(client: Client, moderator: User) -> None:
    colleague = people.moderator()
    assert client.get(f"/moderation/konten/{colleague.pk}/vorschau/").status_code == 403


def test_putting_back_nothing_says_where_the_page_lands_what_is_missing(
    client: Client, moderator: User
) -> None:
    author = people.person(name="Rita")
    article(title="Spielplätze", author=author)
    for answer in (
        client.get(f"/moderation/konten/{author.pk}/vorschau/?some=1"),
        client.post(f"/moderation/konten/{author.pk}/zuruecksetzen/", {"some": 1, "reason": "x"}),
    ):
        assert answer["Location"].endswith("#written")
        html = client.get(answer["Location"]).content.decode()
        places = ['id="written"', "mindestens einen Beitrag an", "Spielplätze"]
        assert sorted(places, key=html.index) == places
        assert html.count(places[1]) == 1
    html = client.get(f"/moderation/konten/{author.pk}/").content.decode()
    assert "mindestens einen Beitrag an" not in html


def test_what_somebody_takes_care_of_has_a_name(client: Client, moderator: User) -> None:
    carer = people.person(name="Rita")
    actor = make("actor", "Hallo.", people.person(), title="Verein")
    responsibilities.grant(user=carer, role="carer", kind="actor", pk=actor.pk)
    responsibilities.grant(user=carer, role="carer", kind="project", pk=10**9)
    html = client.get(f"/moderation/konten/{carer.pk}/").content.decode()
    assert f'Kümmert sich um einen Eintrag: <strong><a href="{actor.get_absolute_url()}">' in html


# --- one click from where something is read


@pytest.mark.parametrize("role", ROLES)
def test_the_way_to_the_account_is_for_moderators_only(
    client: Client, board: Board, role: str
) -> None:
    author = people.person(name="Rita", slug="rita")
    text = article(title="Spielplätze", author=author)
    make = ROLES[role]
    if make:
        client.force_login(make())
    where = f"/moderation/konten/{author.pk}/"
    path = f"/wiki/{text.district.slug if text.district else 'allgemein'}/spielplaetze/"
    for address in (f"{path}verlauf/", "/mitwirkende/rita/", "/wiki/letzte-aenderungen/"):
        html = client.get(address).content.decode()
        assert "Rita" in html
        assert (where in html) == (role in MODERATES), address
    for address in (path, "/mitwirkende/rita/"):
        html = client.get(address).content.decode()
        assert ("/moderation/hier/" in html) == (role in MODERATES), address
    assert "/moderation/" not in Client().get("/mitwirkende/rita/").content.decode()
    assert "/moderation/hier/" not in client.get("/wiki/letzte-aenderungen/").content.decode()


def test_an_article_is_hidden_where_it_is_read_and_shown_again(
    client: Client, moderator: User
) -> None:
    author = people.person(name="Rita")
    text = article(title="Spielplätze", author=author)
    path = f"/wiki/{text.district.slug if text.district else 'allgemein'}/spielplaetze/"
    here = f"/moderation/hier/?url={path}"
    html = client.get(here).content.decode()
    assert "Rita" in html
    assert client.post(here, {"action": "hide", "reason": ""}).status_code == 400
    answer = client.post(here, {"action": "hide", "reason": "Nennt eine Person."})
    case = Case.objects.get()
    assert answer["Location"] == f"/moderation/?decided={case.pk}"
    assert Client().get(path).status_code in (404, 410)
    late = client.post(here, {"action": "hide", "reason": "Noch einmal."})
    assert late.status_code == 409
    assert "Noch einmal." in late.content.decode()
    assert client.get(answer["Location"]).context["undo"].just == [case]
    client.post("/moderation/zuruecknehmen/", {"case": case.pk})
    assert Client().get(path).status_code == 200
    assert not Case.objects.open().exists(), "nobody has reported anything that could wait"
    undo = client.get(answer["Location"]).context["undo"]
    assert (undo.just, undo.earlier) == ([], []), "what was taken back is no decision any more"


def test_what_somebody_has_taken_back_themselves_is_no_decision_to_undo(
    client: Client, board: Board, moderator: User
) -> None:
    case = board.hold(Sender(moderator))
    decisions.withdraw(case=case)
    undo = client.get(f"/moderation/?decided={case.pk}").context["undo"]
    assert (undo.just, undo.earlier) == ([], [])
    with pytest.raises(decisions.AlreadyDecided):
        decisions.undo(case=case, by=moderator)
    client.post("/moderation/zuruecknehmen/", {"case": case.pk})
    case.refresh_from_db()
    assert case.state == "withdrawn"


def test_whose_text_was_hidden_reads_why_after_ten_minutes(board: Board, client: Client) -> None:
    author = people.person()
    said = board.say(author=author, words="Kauft bei mir!")
    client.force_login(people.moderator())
    here = f"/moderation/hier/?url=/kommentare/{said.pk}/"
    client.post(here, {"action": "hide", "ready": "rules", "reason": "Werbung."})
    said.refresh_from_db()
    assert said.state == "hidden"
    assert mail.send_due() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        mail.send_due()
    (only,) = django_mail.outbox
    assert only.to == [author.email]
    assert "Werbung." in only.body
    assert "gemeldet" not in only.body, "nobody has reported it"


def test_hiding_answers_the_reports_that_wait(board: Board, client: Client) -> None:
    said = board.say(author=people.person())
    reports.receive_report(
        path=f"/kommentare/{said.pk}/", cause="spam", words="", sender=Sender(people.person())
    )
    moderator = people.moderator()
    client.force_login(moderator)
    here = f"/moderation/hier/?url=/kommentare/{said.pk}/"
    client.post(here, {"action": "hide", "reason": "Werbung."})
    assert not Case.objects.open().exists()
    own = Case.objects.get(author=moderator)
    decisions.undo(case=own, by=moderator)
    assert Case.objects.open().get().cause == "spam", "the report waits again"


def test_an_author_is_blocked_for_a_day_from_the_page_without_a_password(
    board: Board, client: Client, moderator: User
) -> None:
    author = people.person()
    said = board.say(author=author)
    here = f"/moderation/hier/?url=/kommentare/{said.pk}/"
    session = client.session
    session.pop("signed_in_at", None)
    session.save()
    answer = client.post(here, {"action": f"pause:{author.pk}", "reason": "Werbung."})
    assert answer["Location"] == f"/moderation/konten/{author.pk}/"
    author.refresh_from_db()
    assert author.blocked_until is not None
    stranger = people.person()
    wrong = client.post(here, {"action": f"pause:{stranger.pk}", "reason": "Werbung."})
    assert wrong.status_code == 400
    stranger.refresh_from_db()
    assert stranger.blocked_at is None


@pytest.mark.parametrize("action", ["sperren", "pausieren"])
def test_a_block_is_taken_back_for_ten_minutes(
    client: Client, moderator: User, action: str
) -> None:
    user = people.person()
    account = f"/moderation/konten/{user.pk}/"
    undo = f"{account}sperre-zuruecknehmen/"
    html = client.post(f"{account}{action}/", {"reason": "Unfug."}, follow=True).content.decode()
    assert undo in html
    user.refresh_from_db()
    assert user.blocked_at is not None
    colleague = Client()
    colleague.force_login(people.moderator())
    assert undo not in colleague.get(account).content.decode()
    assert "Diese gilt" in colleague.post(undo, follow=True).content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert undo not in client.get(account).content.decode()
        client.post(undo)
    user.refresh_from_db()
    assert user.blocked_at is not None
    answer = client.post(undo, follow=True).content.decode()
    user.refresh_from_db()
    assert (user.blocked_at, user.blocked_until) == (None, None)
    assert "zurückgenommen" in answer
    assert undo not in answer
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert mail.send_due() == 0, "of a block that was taken back nobody hears"


def test_taking_back_a_block_for_good_leaves_the_pause_before_it(
    client: Client, moderator: User
) -> None:
    user = people.person()
    blocking.block(user=user, by=people.moderator(), reason="Eilig.", for_good=False)
    until = user.blocked_until
    blocking.block(user=user, by=moderator, reason="Gründlich.")
    client.post(f"/moderation/konten/{user.pk}/sperre-zuruecknehmen/")
    user.refresh_from_db()
    assert until is not None
    assert user.blocked_until == until
    assert "Grund: Eilig." in blocked.said_to(user)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert mail.send_due() == 1
    (only,) = django_mail.outbox
    assert "Eilig." in only.body
    assert "Gründlich." not in only.body


@pytest.mark.parametrize("first", ["sperren", "pausieren"])
def test_a_block_by_mistake_is_lifted_without_a_word(
    client: Client, moderator: User, first: str
) -> None:
    user = people.person()
    account = f"/moderation/konten/{user.pk}/"
    client.post(f"{account}{first}/", {"reason": "Werbung."})
    with time_machine.travel(timezone.now() + timedelta(minutes=9)):
        assert mail.send_due() == 0, "as with a decision, there are ten minutes to think again"
        client.post(f"{account}entsperren/", {"reason": "Verwechselt."})
    with time_machine.travel(timezone.now() + timedelta(minutes=30)):
        assert mail.send_due() == 0
    assert django_mail.outbox == []


def test_a_day_that_becomes_for_good_is_told_once_with_the_last_reason(
    client: Client, moderator: User
) -> None:
    user = people.person()
    for action, reason in (("pausieren", "Eilig."), ("sperren", "Gründlich.")):
        client.post(f"/moderation/konten/{user.pk}/{action}/", {"reason": reason})
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        mail.send_due()
    (only,) = django_mail.outbox
    assert only.to == [user.email]
    assert "Gründlich." in only.body
    assert "Eilig." not in only.body


def test_a_block_that_was_told_is_not_told_again_when_it_is_lifted(
    client: Client, moderator: User
) -> None:
    user = people.person()
    client.post(f"/moderation/konten/{user.pk}/sperren/", {"reason": "Werbung."})
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert mail.send_due() == 1
        client.post(f"/moderation/konten/{user.pk}/entsperren/", {"reason": "Verjährt."})
        client.post(f"/moderation/konten/{user.pk}/sperren/", {"reason": "Wieder."})
    with time_machine.travel(timezone.now() + timedelta(minutes=30)):
        assert mail.send_due() == 1
    assert ["Wieder." in one.body for one in django_mail.outbox] == [False, True]


def test_who_was_made_a_moderator_by_mistake_hears_nothing_of_it(client: Client) -> None:
    client.force_login(factories.admin())
    user, stays = people.person(), people.person()
    for one in (user, stays):
        client.post(f"/moderation/konten/{one.pk}/moderieren/")
    client.post(f"/moderation/konten/{user.pk}/nicht-moderieren/")
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        mail.send_due()
    assert [one.to for one in django_mail.outbox] == [[stays.email]]


def test_who_was_made_a_contact_person_by_mistake_hears_nothing_of_it(
    client: Client, moderator: User
) -> None:
    west, east, user = district("West", "west"), district("Ost", "ost"), people.person()
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    account = f"/moderation/konten/{user.pk}/aufgaben/"
    for place in (west, east, west):  # the second time with another term, perhaps
        client.post(account, {"place": f"district:{place.pk}", "until": until})
    wrong = user.responsibilities.get(scope_pk=west.pk)
    assert mail.send_due() == 0
    client.post(f"{account}{wrong.pk}/beenden/")
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        mail.send_due()
    (only,) = django_mail.outbox
    assert "Ost" in only.subject


def test_the_page_of_a_person_leads_to_their_account(client: Client, moderator: User) -> None:
    user = people.person(slug="rita")
    answer = client.get("/moderation/hier/?url=/mitwirkende/rita/")
    assert answer["Location"] == f"/moderation/konten/{user.pk}/"


@pytest.mark.parametrize("url", ["", "/", "/gibt/es/nicht/", "https://anderswo.example/x"])
def test_where_there_is_nothing_to_hide_it_says_so(
    client: Client, moderator: User, url: str
) -> None:
    for method in (client.get, client.post):
        answer = method(f"/moderation/hier/?url={url}")
        assert answer.status_code == (200 if method == client.get else 409)
        assert "nichts, was die Moderation verbergen" in answer.content.decode()


def test_two_who_block_at_once_do_not_both_believe_they_did(
    client: Client, board: Board, moderator: User
) -> None:
    user = people.person()
    said = board.say(author=user)
    blocking.block(user=user, by=people.moderator(), reason="Werbung.", for_good=False)
    answers = [
        client.post(f"/moderation/konten/{user.pk}/pausieren/", {"reason": "Unfug."}, follow=True),
        client.post(
            f"/moderation/hier/?url=/kommentare/{said.pk}/",
            {"action": f"pause:{user.pk}", "reason": "Unfug."},
        ),
    ]
    for answer in answers:
        html = answer.content.decode()
        assert "war schneller: Das Konto war schon gesperrt." in html
        assert "Unfug." in html
        assert "ist für 24 Stunden gesperrt" not in html
    assert answers[1].status_code == 409
    assert LogEntry.objects.filter(action="block").count() == 1


def test_who_lifts_a_block_second_reads_that_there_is_none(client: Client, moderator: User) -> None:
    user = people.person()
    html = client.post(
        f"/moderation/konten/{user.pk}/entsperren/", {"reason": "Missverständnis."}, follow=True
    ).content.decode()
    assert "war schneller: Das Konto war nicht mehr gesperrt." in html
    assert "Sie hatten geschrieben: Missverständnis." in html


def test_the_reason_for_many_survives_where_some_could_not_be_decided(
    client: Client, board: Board, moderator: User
) -> None:
    mine, theirs = board.hold(), board.hold(title="Beet")
    decisions.accept(case=theirs, by=people.moderator())
    data = {"decision": "refuse", "reason": "Steht schon da.", "case": [mine.pk, theirs.pk]}
    html = client.post("/moderation/auswahl/", data, follow=True).content.decode()
    assert "Sie hatten geschrieben: Steht schon da." in html


@pytest.mark.parametrize("role", ROLES)
def test_from_every_page_moderators_reach_what_waits(
    client: Client, board: Board, role: str
) -> None:
    """With one query; nobody else is told, and of guests nothing is asked."""
    board.hold()
    board.hold()
    decisions.accept(case=board.hold(), by=people.moderator())
    make = ROLES[role]
    if make:
        client.force_login(make())
    with CaptureQueriesContext(connection) as asked:
        html = client.get("/melden/").content.decode()
    shown = '<a class="site-account" href="/moderation/">' in html
    assert shown == (role in MODERATES)
    assert ("Moderation: 2 warten" in html) == shown
    counted = [q for q in asked.captured_queries if "COUNT" in q["sql"] and "_case" in q["sql"]]
    # What waits for somebody is one question for all of it, whoever is signed in.
    assert len(counted) == int(make is not None)


def test_no_stored_page_says_what_waits(client: Client, board: Board) -> None:
    """Also not to whoever reads a page after a moderator."""
    board.hold()
    client.force_login(people.moderator())
    guest, other = Client(), Client()
    other.force_login(people.person())
    for reader in (client, guest, other, guest, client):
        html = reader.get("/projekte/").content.decode()
        assert ('href="/moderation/"' in html) == (reader is client)
    assert guest.get("/projekte/").has_header("ETag"), "this page is stored"
    assert not client.get("/projekte/").has_header("ETag")
