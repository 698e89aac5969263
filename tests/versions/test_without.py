"""What would become of a thing without what one account did to it, whichever app it belongs to?"""

from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from community import contract
from community.inbox import reverting
from districts import services as directory
from districts.services.signature import Signature
from tests.people import moderator, person
from tests.wiki.factories import article, topic
from wiki import services
from wiki.models import Article

pytestmark = pytest.mark.django_db
GOOD, BAD = "Guter Satz.", "Böser Satz."
Thing = Any


def make(kind: str, text: str, author: User) -> Thing:
    if kind == "article":
        return article(f"Bank {Article.objects.count()}", text, author=author)
    return directory.create_project(
        title="Bank", summary=text, status="running", signature=Signature(author)
    )


def change(thing: Thing, text: str, author: User) -> None:
    thing.refresh_from_db()
    if isinstance(thing, Article):
        base = thing.head_number
        services.save_edit(article=thing, base_revision=base, body=text, author=author)
    else:
        directory.update_project(project=thing, summary=text, signature=Signature(author))


def becomes(author: User) -> list[tuple[str, int]]:
    return [(line.plan.becomes, line.plan.number) for line in reverting.plan(author).lines]


@pytest.fixture(params=["article", "project"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def vandal(db: None) -> User:
    return person()


def test_many_things_cost_what_one_does(kind: str, vandal: User) -> None:
    """All three ends are among them: back, gone, left."""

    def three() -> None:
        back, left = make(kind, GOOD, person()), make(kind, GOOD, person())
        make(kind, BAD, vandal)
        change(back, BAD, vandal)
        change(left, BAD, vandal)
        change(left, f"{BAD}\n\nUnd ein guter.", person())

    three()
    becomes(vandal)
    with CaptureQueriesContext(connection) as few:
        assert len(becomes(vandal)) == 3
    three()
    three()
    with CaptureQueriesContext(connection) as many:
        assert Counter(becomes(vandal)) == {("back", 1): 3, ("gone", 0): 3, ("left", 0): 3}
    assert len(many) == len(few)


def test_it_goes_back_to_what_others_wrote(kind: str, vandal: User) -> None:
    thing = make(kind, GOOD, person())
    change(thing, BAD, vandal)
    change(thing, f"{BAD}\n\nMehr.", vandal)
    assert becomes(vandal) == [("back", 1)]


def test_what_nobody_else_wrote_goes(kind: str, vandal: User) -> None:
    make(kind, BAD, vandal)
    assert becomes(vandal) == [("gone", 0)]


def test_what_others_built_upon_is_left(kind: str, vandal: User) -> None:
    thing = make(kind, GOOD, person())
    change(thing, BAD, vandal)
    change(thing, f"{BAD}\n\nUnd ein guter.", person())
    assert becomes(vandal) == [("left", 0)]


def test_what_was_put_back_already_is_done(kind: str, vandal: User) -> None:
    thing = make(kind, GOOD, person())
    change(thing, BAD, vandal)
    change(thing, GOOD, person())
    assert becomes(vandal) == []


def test_who_has_taken_it_back_themselves_is_done(kind: str, vandal: User) -> None:
    thing = make(kind, GOOD, person())
    change(thing, BAD, vandal)
    change(thing, GOOD, vandal)
    assert becomes(vandal) == []


def test_topics_belong_to_an_article_as_its_text_does(vandal: User) -> None:
    thing = make("article", GOOD, person())
    services.save_edit(
        article=thing, base_revision=1, body=GOOD, topics=[topic().pk], author=vandal
    )
    assert becomes(vandal) == [("back", 1)]


@pytest.mark.parametrize("more", [[], ["Noch besser."]])
def test_what_is_hidden_is_done(kind: str, vandal: User, more: list[str]) -> None:
    thing = make(kind, GOOD, person())
    change(thing, BAD, vandal)
    contract.kind(kind).hide(thing, 2, moderator(), "Unfug")
    for text in more:
        change(thing, text, person())
    thing.refresh_from_db()
    head = thing.head_number
    assert becomes(vandal) == []
    done = reverting.put_back(user=vandal, by=moderator(), reason="Unfug")
    assert (done.things, done.left) == (0, [])
    thing.refresh_from_db()
    assert thing.head_number == head
