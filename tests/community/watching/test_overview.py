"""`/konto/`: what somebody is asked for, what is new, and what became of what they wrote."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from community import decisions
from community.cases import Sender
from community.models import Comment, Visit
from community.watching import watches
from tests import people
from tests.community import factories
from tests.community.factories import Board
from tests.community.watching.test_watches import edit
from tests.fixtures.town import Town
from tests.wiki.factories import article
from wiki import services

pytestmark = pytest.mark.django_db


def page(user: User) -> str:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    answer = client.get("/konto/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def section(user: User, heading: str) -> str:
    found = page(user)
    assert heading in found
    return found.partition(f"<h2>{heading}</h2>")[2].partition("</section>")[0]


def test_a_new_account_reads_what_it_can_do_next() -> None:
    found = page(people.newcomer())
    assert "Zurzeit wartet nichts auf Sie." in found
    for step in ("/suche/", "/wiki/neu/", "/konto/einstellungen/"):
        assert f'href="{step}"' in found
    assert "warten auf Sie" not in found


def test_a_contact_person_reads_what_waits_and_the_head_of_each_page_counts_it(
    board: Board,
) -> None:
    steward, elsewhere = factories.steward("district", 1), factories.steward("district", 2)
    board.hold()
    board.hold()
    assert "2 Fälle zu entscheiden" in section(steward, "Das wartet auf Sie")
    assert "2 warten auf Sie" in page(steward)
    assert "Fälle zu entscheiden" not in page(elsewhere)
    assert "Fälle zu entscheiden" in page(people.moderator())
    assert "Fälle zu entscheiden" not in page(people.person())


def test_an_answer_waits_until_it_was_answered(board: Board) -> None:
    writer, other = people.person(), people.person()
    said = board.say(author=writer)
    where = {"place_kind": said.place_kind, "place_pk": said.place_pk, "state": "live"}
    Comment.objects.create(parent=said, author=writer, words="Noch etwas.", **where)
    assert "Antwort" not in page(writer)
    answer = Comment.objects.create(parent=said, author=other, words="Gern!", **where)
    shown = section(writer, "Das wartet auf Sie")
    assert f'href="/kommentare/{answer.pk}/"' in shown
    Comment.objects.create(parent=said, author=writer, words="Danke.", **where)
    assert "Eine Antwort" not in page(writer)


def test_what_is_new_is_told_until_the_visit_is_over() -> None:
    reader, thing = people.person(), article("Repair-Café")
    watches.watch_thing(user=reader, kind="article", pk=thing.pk)
    start = timezone.now()
    with time_machine.travel(start + timedelta(hours=2)):
        page(reader)
        edit(thing, reader, "Von mir.\n")
        edit(thing, people.person(), "Von dir!\n", minor=True)
    with time_machine.travel(start + timedelta(hours=4)):
        assert "Repair-Café" not in section(reader, "Neu seit Ihrem letzten Besuch")
        edit(thing, people.person(), "Von jemand anderem.\n")
        assert "Repair-Café" in section(reader, "Neu seit Ihrem letzten Besuch")
    with time_machine.travel(start + timedelta(hours=4, minutes=30)):
        assert "Repair-Café" in section(reader, "Neu seit Ihrem letzten Besuch")
    with time_machine.travel(start + timedelta(hours=7)):
        assert "Repair-Café" not in section(reader, "Neu seit Ihrem letzten Besuch")
    assert Visit.objects.count() == 1


def test_what_was_hidden_is_no_news() -> None:
    reader, thing = people.person(), article("Repair-Café")
    watches.watch_thing(user=reader, kind="article", pk=thing.pk)
    edit(thing, people.person(), "Neu.\n")
    assert "Repair-Café" in page(reader)
    services.delete_article(article=thing, by=people.moderator(), reason="weg")
    assert "Repair-Café" not in page(reader)


def test_searches_and_the_own_district_have_news(town: Town) -> None:
    reader = people.person(home_district="west")
    watches.watch_search(user=reader, parameters="topic=einsamkeit")
    assert "Plauderbank" in section(reader, "Neu seit Ihrem letzten Besuch")
    assert "Plauderbank" in section(reader, "West")
    assert "Plauderbank" not in page(people.person(home_district="ost"))


def test_own_contributions_and_their_fate(board: Board, town: Town) -> None:
    writer = people.person()
    article("Mein Artikel", author=writer)
    board.hold(Sender(writer), title="Wartet noch")
    refused = board.hold(Sender(writer), title="Wurde nichts")
    decisions.refuse(case=refused, by=people.moderator(), reason="Weil.")
    shown = section(writer, "Meine Beiträge")
    assert "„Wartet noch“ wartet darauf, angesehen zu werden" in shown
    assert "Mein Artikel</a>" in shown
    assert "öffentlich" in shown
    assert "Wurde nichts" in shown
    assert "nicht angenommen" in shown


def test_settings_have_their_own_page_and_take_what_is_sent_to_the_old_one(client: Client) -> None:
    client.force_login(user := people.person())
    assert 'name="about"' in client.get("/konto/einstellungen/").content.decode()
    client.post("/konto/", {"name": "Neuer Name", "about": "", "home_district": ""})
    user.refresh_from_db()
    assert user.name == "Neuer Name"


def busy(board: Board, town: Town) -> User:
    """Somebody for whom there is everything there can be."""
    user = factories.steward("district", 1, home_district="west")
    board.hold()
    said = board.say(author=user)
    where = {"place_kind": said.place_kind, "place_pk": said.place_pk, "state": "live"}
    Comment.objects.create(parent=said, author=people.person(), words="Gern!", **where)
    for number in range(8):
        made = article(f"Artikel {number}", author=user)
        edit(made, people.person(), "Neu.\n")
    watches.watch_search(user=user, parameters="district=west&topic=einsamkeit")
    Visit.objects.create(user=user, at=timezone.now() - timedelta(days=1))
    return user


def test_it_asks_twelve_questions_at_most(board: Board, town: Town, figure: Any) -> None:
    user = busy(board, town)
    client = Client()
    client.force_login(user)
    client.get("/wiki/")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/konto/")
    shown = answer.content.decode()
    for words in ("zu entscheiden", "Eine Antwort auf Ihren", "Artikel 7", "Plauderbank"):
        assert words in shown
    asked = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"] and "PRAGMA" not in q["sql"]]
    asked = [sql for sql in asked if not sql.startswith(("SET ", "RELEASE", "BEGIN", "COMMIT"))]
    print("\n".join(sql[:200] for sql in asked))
    figure("statements of the overview", len(asked), at_most=12)


def test_the_head_of_a_page_costs_one_question_and_guests_none(
    client: Client, board: Board
) -> None:
    article()
    url = "/wiki/allgemein/spielplaetze/"
    for user, number in ((None, 0), (people.person(), 1), (people.moderator(), 1)):
        if user:
            client.force_login(user)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        # The talk below the article is asked for by itself.
        asked = [one["sql"] for one in queries if "community_case" in one["sql"]]
        found = [sql for sql in asked if "community_comment" in sql]
        assert len(found) == number
