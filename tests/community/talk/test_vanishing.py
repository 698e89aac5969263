"""What is hidden of a talk is gone at once: from every kept page, feed, list and count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from community import contract
from community.models import Comment
from community.talk import places
from tests.community.talk.test_talk_page import say
from tests.fixtures.town import Town
from tests.people import moderator, person, signed_in
from tests.pictures.sharing import given_picture
from tests.wiki.factories import article

pytestmark = pytest.mark.django_db
WORD = "Kanarienvogel"
Callbacks = Callable[..., Any]


@pytest.fixture(params=["article", "project", "picture"])
def talked(request: pytest.FixtureRequest, town: Town) -> tuple[str, Any]:
    if request.param == "article":
        return "article", article(body="Holz.", author=person(), district=town.west)
    if request.param == "picture":
        return "picture", given_picture(places=[("district", town.west.pk)])
    return "project", town.project


@pytest.mark.parametrize("hidden", ["first", "answer"])
def test_it_is_gone_from_every_page_at_once(
    hidden: str, talked: tuple[str, Any], django_capture_on_commit_callbacks: Callbacks
) -> None:
    kind, thing = talked
    place = places.place(kind)
    with django_capture_on_commit_callbacks(execute=True):
        asked = say(kind, thing, f"{WORD} fragt.", subject=f"{WORD} im Titel", user=person())
        answer = say(kind, thing, f"{WORD} antwortet.", parent=asked)
    talk = place.talk_url(thing)
    pages = (place.subject.url(thing), talk, f"{talk}talk.atom", f"/en{talk}")
    clients = (Client(), signed_in(person()))
    before = {(c, page): c.get(page) for _twice in range(2) for c in clients for page in pages}
    assert all(WORD in one.content.decode() for one in before.values() if one.status_code == 200)
    assert before[clients[0], talk].status_code == 200
    comment = asked if hidden == "first" else answer
    inbox = contract.kind("comment")
    with django_capture_on_commit_callbacks(execute=True):
        assert inbox.hide(comment, 0, moderator(), "weg")
    for (client, page), old in before.items():
        known = {"HTTP_IF_NONE_MATCH": old.headers.get("ETag", '"none"')}
        if "Last-Modified" in old.headers:
            known["HTTP_IF_MODIFIED_SINCE"] = old.headers["Last-Modified"]
        now = client.get(page, **known)  # type: ignore[arg-type]
        said = now.content.decode()
        assert now.status_code != 304 or page == pages[0], page
        assert f"{WORD} antwortet" not in said, page
        if hidden == "first":
            assert WORD not in said, page
            assert "1 Antwort" not in said
    for client in clients:
        assert client.get(f"/kommentare/{comment.pk}/").status_code == 404
        assert client.get(f"/kommentare/{comment.pk}/erledigt/").status_code in (403, 404)
        form = client.get(f"/kommentare/{kind}/{thing.pk}/?antwort={comment.pk}")
        assert WORD not in form.content.decode()
    assert Comment.objects.public().count() == (0 if hidden == "first" else 1)
