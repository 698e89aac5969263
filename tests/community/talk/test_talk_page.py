"""`…/diskussion/` below every page of knowledge, and what stands on the page itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from community import antispam, decisions
from community.contract import kind as inbox_kind
from community.models import Case, Comment, LogEntry
from community.talk import discussion, places, threads
from community.talk.discussion import CommentWords, CommentWriter
from districts.models import Project
from tests import strict_atom
from tests.fixtures.town import Town
from tests.people import moderator, newcomer, person, signed_in
from tests.pictures.sharing import given_picture
from tests.wiki.factories import article
from wiki.addresses import article_url
from wiki.models import Article

pytestmark = pytest.mark.django_db
KINDS = ("article", "project", "event", "actor", "network", "paper", "picture")


@pytest.fixture
def thing_of(town: Town) -> Callable[[str], Any]:
    """One public thing of a kind."""

    def make(kind: str) -> Any:
        if kind == "article":
            return article(body="Holz.", author=person(), district=town.west)
        if kind == "picture":
            return given_picture(places=[("district", town.west.pk)])
        return getattr(town, "date" if kind == "event" else kind)

    return make


def say(kind: str, thing: Any, words: str = "Ist das barrierefrei?", **more: Any) -> Comment:
    user = more.pop("user", None) or person()
    parent, audience = more.pop("parent", None), more.pop("audience", Comment.Audience.ALL)
    said = CommentWords(words, subject=more.pop("subject", ""), audience=audience)
    writer = CommentWriter(user=user, **more)
    made, case = discussion.write_comment(
        kind=kind, pk=thing.pk, words=said, writer=writer, parent=parent
    )
    assert case is None
    return made


def text_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return " ".join(answer.content.decode().split())


def test_these_are_the_kinds_that_people_talk_about_on_a_page_of_its_own() -> None:
    assert {place.subject.key for place in places.places() if place.below} == {*KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_a_guest_asks_and_it_stands_there_when_it_is_accepted(
    kind: str,
    thing_of: Callable[[str], Any],
    client: Client,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    """Its pages were kept without it, and are made anew."""
    thing = thing_of(kind)
    place = places.place(kind)
    url = place.subject.url(thing)
    page = text_of(client, url)
    assert "Stimmt etwas nicht?" in page
    assert f"/melden/?url={url.replace('/', '%2F')}" in page
    assert f"/kommentare/{kind}/{thing.pk}/" in page
    fields = {"words": "Geht das mit Rollstuhl?", "subject": "Stufen", "name": "Anke"}
    fields |= {"answer": "sieben", "website": "", "started": antispam.stamp(seconds_ago=30)}
    answer = client.post(f"/kommentare/{kind}/{thing.pk}/", fields)
    assert "/konto/beleg/" in answer["Location"]
    assert f'href="{url}"' in text_of(client, answer["Location"]), "no dead end after asking"
    talk = place.talk_url(thing)
    for path in (url, talk, f"{talk}talk.atom"):
        assert "Rollstuhl" not in text_of(client, path)
        assert "Stufen" not in text_of(client, path)
    with django_capture_on_commit_callbacks(execute=True):
        decisions.accept(case=Case.objects.get(), by=moderator())
    assert "Rollstuhl" in text_of(client, talk)
    assert "Frage 1" in text_of(client, talk)
    assert f'href="{talk}#kommentar-' in text_of(client, url)
    feed = client.get(f"{talk}talk.atom").content
    assert not strict_atom.faults(feed)
    assert "Rollstuhl" in feed.decode()


def test_the_receipt_of_a_question_does_not_lead_to_what_is_hidden(town: Town) -> None:
    thing = article("Geheimes", district=town.west)
    words, writer = CommentWords("Stimmt das?"), CommentWriter(name="Anke")
    _made, case = discussion.write_comment(kind="article", pk=thing.pk, words=words, writer=writer)
    assert case is not None
    Article.objects.filter(pk=thing.pk).update(state="hidden")
    page = text_of(Client(), f"/konto/beleg/{case.receipt}/")
    assert article_url(thing) not in page


def test_its_path_leads_over_the_wiki(town: Town, client: Client) -> None:
    thing = article("Holz", district=town.west)
    page = text_of(client, places.place("article").talk_url(thing))
    path = page.partition('class="breadcrumb')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', path) == ["/", "/wiki/", "/wiki/west/", article_url(thing)]


@pytest.mark.parametrize("kind", KINDS)
def test_of_a_hidden_thing_nobody_reads_the_talk(
    kind: str, thing_of: Callable[[str], Any], client: Client
) -> None:
    thing = thing_of(kind)
    said = say(kind, thing, "Kanarienvogel")
    talk = places.place(kind).talk_url(thing)
    inbox_kind(kind).hide(thing, 0, moderator(), "weg")
    for path in (talk, f"{talk}talk.atom", f"/kommentare/{kind}/{thing.pk}/"):
        assert client.get(path).status_code == 404, path
    assert client.get(f"/kommentare/{said.pk}/").status_code == 404


def test_three_stand_below_it_the_open_ones_first(town: Town, client: Client) -> None:
    first = [say("project", town.project, f"Frage Nummer {n}") for n in range(1, 6)]
    signed_in(moderator()).post(f"/kommentare/{first[4].pk}/erledigt/", {"to": "resolved"})
    shown = threads.below("project", town.project.pk)
    assert [row.number for row in shown.rows] == [4, 3, 2]
    assert shown.total == 5
    page = text_of(client, town.project.get_absolute_url())
    assert "Alle 5 Fragen und Hinweise" in page
    talk = text_of(client, f"{town.project.get_absolute_url()}diskussion/")
    open_ones, settled = talk.split('id="erledigt"')
    assert "Frage Nummer 4" in open_ones
    assert "Frage Nummer 5" in settled
    assert "Frage Nummer 5" not in open_ones


def test_numbers_are_counted_at_each_place_and_stay(town: Town) -> None:
    one, two = say("project", town.project), say("project", town.project)
    other, answer = say("actor", town.actor), say("project", town.project, parent=one)
    assert [row.number for row in (one, two, other, answer)] == [1, 2, 1, 0]
    discussion.move(two, "hidden")
    assert say("project", town.project).number == 3


def test_gaps_tell_of_nothing_that_waits_or_was_refused(town: Town) -> None:
    """A number comes with being read; that of what is hidden later is given to nothing else."""
    held = [
        discussion.write_comment(
            kind="project", pk=town.project.pk, words="Wann?", writer=CommentWriter(name="Anke")
        )
        for _number in range(4)
    ]
    by = moderator()
    first, second, third, _fourth = (case for _comment, case in held if case)
    decisions.refuse(case=first, by=by, reason="Werbung")
    assert say("project", town.project).number == 1
    decisions.accept(case=third, by=by)
    decisions.undo(case=third, by=by)
    assert say("project", town.project).number == 3
    for case in (third, second):
        case.refresh_from_db()
        decisions.accept(case=case, by=by)
    # Hidden before anybody could read it, and shown after all.
    kind, (hidden, _case) = inbox_kind("comment"), held[3]
    assert kind.show
    kind.hide(hidden, 0, by, "weg")
    assert Comment.objects.get(pk=hidden.pk).number == 0
    kind.show(hidden, 0, by)
    rows = Comment.objects.order_by("pk").values_list("number", flat=True)
    assert list(rows[:4]) == [0, 4, 2, 5]


def test_below_costs_one_query_the_talk_two(
    town: Town, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(4):
        say("project", town.project, "Ja.", parent=say("project", town.project))
    with django_assert_num_queries(1):
        shown = threads.below("project", town.project.pk)
        assert [row.replies for row in shown.rows] == [1, 1, 1]  # type: ignore[attr-defined]
    with django_assert_num_queries(2):
        found = threads.with_answers(threads.firsts("project", town.project.pk))
        assert [len(thread.answers) for thread in found] == [1] * 4


class TestSettling:
    @pytest.fixture
    def asked(self, town: Town) -> Comment:
        return say("project", town.project, user=person(name="Ilse"))

    def settle(self, user: User | None, comment: Comment, to: str = "resolved") -> int:
        client = signed_in(user) if user else Client()
        return client.post(f"/kommentare/{comment.pk}/erledigt/", {"to": to}).status_code

    def test_whoever_began_it_settles_it_and_opens_it_again(self, asked: Comment) -> None:
        assert asked.author
        assert self.settle(asked.author, asked) == 302
        asked.refresh_from_db()
        assert asked.resolved_by == asked.author
        assert self.settle(asked.author, asked, "open") == 302
        asked.refresh_from_db()
        assert (asked.resolved_at, asked.resolved_by) == (None, None)
        actions = LogEntry.objects.order_by("pk").values_list("action", flat=True)
        assert list(actions) == ["resolve", "unresolve"]

    def test_who_decides_there_may_too_and_nobody_else(self, asked: Comment) -> None:
        for user in (None, newcomer(), person()):
            assert self.settle(user, asked) == 403
        asked.refresh_from_db()
        assert asked.resolved_at is None
        assert self.settle(moderator(), asked) == 302
        asked.refresh_from_db()
        assert asked.resolved_at is not None

    def test_opening_the_address_changes_nothing(self, asked: Comment) -> None:
        client = signed_in(moderator())
        assert "Ist das erledigt?" in text_of(client, f"/kommentare/{asked.pk}/erledigt/")
        asked.refresh_from_db()
        assert asked.resolved_at is None

    def test_the_second_of_two_changes_nothing(self, asked: Comment) -> None:
        assert asked.author
        self.settle(asked.author, asked)
        assert self.settle(moderator(), asked) == 302
        asked.refresh_from_db()
        assert asked.resolved_by == asked.author
        assert LogEntry.objects.filter(action="resolve").count() == 1

    def test_an_answer_is_not_settled(self, asked: Comment, town: Town) -> None:
        answer = say("project", town.project, parent=asked)
        assert self.settle(moderator(), answer) == 404

    def test_the_button_stands_only_where_it_works(self, asked: Comment, town: Town) -> None:
        talk = f"{town.project.get_absolute_url()}diskussion/"
        button = "Das ist erledigt"
        assert button not in text_of(Client(), talk)
        assert button not in text_of(signed_in(person()), talk)
        assert asked.author
        assert button in text_of(signed_in(asked.author), talk)
        assert button in text_of(signed_in(moderator()), talk)


def test_of_what_rests_the_talk_is_only_read(town: Town, client: Client) -> None:
    Project.objects.filter(pk=town.project.pk).update(state="held")
    assert client.get(f"/kommentare/project/{town.project.pk}/").status_code == 404
