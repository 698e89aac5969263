"""Answers to what is hidden, elsewhere or nowhere: never taken for a question of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from community.antispam import stamp
from community.models import Comment
from community.talk import discussion, places
from community.talk.discussion import CommentWriter, NothingToAnswer
from tests.community.talk.test_audience import Two
from tests.community.talk.test_talk_page import say
from tests.fixtures.town import Town
from tests.people import person, signed_in

pytestmark = pytest.mark.django_db
WORDS = "Das bleibt unter uns."


def sent(**more: str) -> dict[str, str]:
    return {"words": WORDS, "website": "", "started": stamp(seconds_ago=30)} | more


@pytest.fixture
def hidden(town: Town) -> Comment:
    comment = say("project", town.project)
    discussion.move(comment, "hidden")
    return comment


@pytest.mark.parametrize("named", ["hidden", "elsewhere", "999999", "x", "²", str(10**17), "\x00"])
def test_it_is_refused_kept_and_can_be_sent_by_itself(
    named: str, hidden: Comment, town: Town
) -> None:
    keys = {"hidden": hidden.pk, "elsewhere": say("actor", town.actor).pk}
    before = Comment.objects.count()
    client, url = signed_in(person()), f"/kommentare/project/{town.project.pk}/"
    answer = client.post(f"{url}?antwort={keys.get(named, named)}", sent())
    page = answer.content.decode()
    assert (answer.status_code, Comment.objects.count()) == (400, before)
    assert "kann hier nicht mehr gelesen werden" in page
    assert WORDS in page
    assert f'action="{url}"' in page, "the next press sends it by itself"
    assert client.post(url, sent()).status_code == 302


def test_the_link_to_answer_says_so_before_anything_is_typed(hidden: Comment, town: Town) -> None:
    path = f"/kommentare/project/{town.project.pk}/?antwort={hidden.pk}"
    page = signed_in(person()).get(path).content.decode()
    assert "kann hier nicht mehr gelesen werden" in page
    assert "Ist das barrierefrei?" not in page


def test_an_answer_among_two_does_not_become_public(town: Town) -> None:
    two, place = Two(town), places.place("project")
    places.register(replace(place, parties=two.keys))  # type: ignore[arg-type]
    try:
        first, _case = two.say(two.one)
        discussion.move(first, "hidden")
        path = f"/kommentare/project/{town.project.pk}/?antwort={first.pk}"
        answer = signed_in(two.other).post(path, sent(audience="all"))
    finally:
        places.register(place)
    assert answer.status_code == 400
    assert not Comment.objects.public().exists()


def test_what_is_hidden_while_somebody_answers_is_not_answered(town: Town) -> None:
    asked = say("project", town.project)
    stale = Comment.objects.get(pk=asked.pk)
    discussion.move(asked, "hidden")
    writer: dict[str, Any] = {"words": "Ja.", "writer": CommentWriter(user=person())}
    with pytest.raises(NothingToAnswer):
        discussion.write_comment(kind="project", pk=town.project.pk, parent=stale, **writer)
    with pytest.raises(NothingToAnswer):
        other = say("actor", town.actor)
        discussion.write_comment(kind="project", pk=town.project.pk, parent=other, **writer)


def test_the_page_says_so_when_it_happens_at_this_moment(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = say("project", town.project)
    real = discussion.write_comment

    def hidden_first(**given: Any) -> Any:
        discussion.move(Comment.objects.get(pk=asked.pk), "hidden")
        return real(**given)

    monkeypatch.setattr(discussion, "write_comment", hidden_first)
    path = f"/kommentare/project/{town.project.pk}/?antwort={asked.pk}"
    answer = signed_in(person()).post(path, sent())
    assert answer.status_code == 400
    assert WORDS in answer.content.decode()
    assert "kann hier nicht mehr gelesen werden" in answer.content.decode()
    assert Comment.objects.count() == 1
