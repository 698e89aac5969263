"""Parts of the pages of entries are made once for many, and show nobody what another reader has."""

from __future__ import annotations

import re
from functools import partial
from itertools import chain

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from districts import services
from districts.models import Project
from districts.services import writing
from tests import people
from tests.community import factories
from tests.fixtures.town import Town, build_town
from tests.people import moderator, newcomer, person

pytestmark = pytest.mark.django_db(transaction=True)

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]*)"')
STILL_RIGHT = "Stimmt noch"


signed_in = partial(people.signed_in, enforce_csrf_checks=True)


class World:
    """A town with something held and something hidden in it, and everybody who may read there."""

    def __init__(self) -> None:
        self.town: Town = build_town()
        author = newcomer(name="Ada")
        self.held = self.project("Noch nicht", "held", author)
        self.hidden = self.project("Nicht mehr", "hidden", author)
        self.blocked = person(name="Bert", blocked_at=timezone.now())
        self.readers = {
            "guest": Client(),
            "author": signed_in(author),
            "moderator": signed_in(moderator(name="Mia")),
            "blocked": signed_in(self.blocked),
            "resident": signed_in(person(name="Rosa")),
            "steward": signed_in(factories.steward("district", self.town.west.pk)),
        }
        shown = (self.town.project, self.town.actor, self.town.date, self.town.paper)
        self.pages = [
            entry.get_absolute_url()
            for entry in (*shown, self.town.network, self.held, self.hidden)
        ]

    def project(self, title: str, state: str, author: User) -> Project:
        made = services.create_project(
            title=title,
            summary="Etwas.",
            status="running",
            districts=[self.town.west],
            actors=[self.town.actor],
        )
        Project.objects.filter(pk=made.pk).update(created_by=author)
        writing.set_state(made, state)
        return made

    def read(self, who: str) -> list[tuple[int, str]]:
        """What somebody gets, without the tokens, which differ each time."""
        answers = [self.readers[who].get(page) for page in self.pages]
        return [(answer.status_code, TOKEN.sub("", answer.content.decode())) for answer in answers]


@pytest.mark.long("reads each page as everybody, in every order")
def test_everybody_gets_their_own_whoever_was_there_before() -> None:
    world = World()
    alone = {}
    for who in world.readers:
        cache.clear()
        alone[who] = world.read(who)
    for first in world.readers:
        cache.clear()
        for who in dict.fromkeys((first, *world.readers, *reversed(world.readers))):
            assert world.read(who) == alone[who], (first, who)
    differences(alone)


def differences(alone: dict[str, list[tuple[int, str]]]) -> None:
    """What has to be different, or the comparison above would prove nothing."""
    held, hidden = -2, -1
    assert {who: [pages[n][0] for n in (held, hidden)] for who, pages in alone.items()} == {
        "guest": [404, 404],
        "author": [200, 404],
        "moderator": [200, 200],
        "blocked": [404, 404],
        "resident": [404, 404],
        "steward": [200, 404],
    }
    project, actor, date = ({who: pages[n][1] for who, pages in alone.items()} for n in range(3))
    assert which(project, STILL_RIGHT) == {"author", "moderator", "resident", "steward"}
    assert which(project, "Als Transferprojekt benennen") == {"moderator", "steward"}
    assert which(actor, "Noch nicht") == {"author", "moderator", "steward"}
    assert which(actor, "Nicht mehr") == {"moderator"}
    assert which(date, "/absagen/") == {"moderator", "resident", "steward"}
    assert "Rosa" in project["resident"]
    assert not which(project, "Rosa") - {"resident"}


def which(pages: dict[str, str], words: str) -> set[str]:
    return {who for who, page in pages.items() if words in page}


def test_a_form_on_a_kept_page_has_the_token_of_its_reader() -> None:
    world = World()
    page = world.town.project.get_absolute_url()
    for who in ("resident", "author", "moderator", "steward"):
        client = world.readers[who]
        token = TOKEN.search(client.get(page).content.decode())
        assert token is not None
        answer = client.post(f"{page}stimmt-noch/", {"csrfmiddlewaretoken": token[1]})
        assert answer.status_code == 302, who


@pytest.mark.parametrize("who", ["resident", "author", "steward"])
def test_what_is_hidden_is_gone_at_once(who: str) -> None:
    world = World()
    project, actor = world.town.project, world.town.actor
    client = world.readers[who]
    for page in chain.from_iterable([world.pages] * 2):
        client.get(page)
    assert project.title in client.get(actor.get_absolute_url()).content.decode()
    services.hide_entry(entry=project)
    assert client.get(project.get_absolute_url()).status_code == 404
    assert project.title not in client.get(actor.get_absolute_url()).content.decode()
    services.hide_entry(entry=project, hidden=False)
    assert client.get(project.get_absolute_url()).status_code == 200


def test_who_is_blocked_loses_the_forms_at_once() -> None:
    world = World()
    page, reader = world.town.project.get_absolute_url(), person(name="Udo")
    client = signed_in(reader)
    assert STILL_RIGHT in client.get(page).content.decode()
    User.objects.filter(pk=reader.pk).update(blocked_at=timezone.now())
    assert STILL_RIGHT not in client.get(page).content.decode()


@pytest.mark.parametrize("number", range(5))
def test_the_next_reader_costs_little(number: int) -> None:
    """Session, account, what they may and watch, what waits, and whether anything has changed."""
    world = World()
    page = world.pages[number]
    world.readers["resident"].get(page)
    other = signed_in(person(name="Nina"))
    other.get("/projekte/")
    services.create_district(city=world.town.city, name="Nord")
    world.readers["resident"].get(page)
    other.get("/projekte/")
    with CaptureQueriesContext(connection) as caught:
        assert "Nina" in other.get(page).content.decode()
    assert len(caught) <= 7
