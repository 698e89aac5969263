"""Home, districts and topics are put together from parts that are kept.

Whoever reads them, in whichever order: each sees what would be made for them alone. A change makes
anew what shows it, and nothing else.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.reading import home_parts
from community.models import Responsibility
from community.people import blocking, responsibilities
from districts import services
from districts.models import CalendarLines, Date, District, Project, Topic
from districts.modules import Usage, own
from districts.pages import district_parts, topic_parts
from districts.services import modules, writing
from tests.community import factories
from tests.fixtures.committed import CommittedOnce
from tests.fixtures.conditions import full_proofs
from tests.kept_pages import Seen, difference, seen
from tests.look import small_site
from tests.people import moderator, newcomer, person, signed_in
from wiki import services as wiki
from wiki.models import Article

pytestmark = pytest.mark.django_db(transaction=True)

HOME, DISTRICT, TOPIC = "/", "/stadtteile/west/", "/themen/hitze/"
PAGES = (HOME, DISTRICT, TOPIC)
SHEET = f"{DISTRICT}aushang/"
HELD = "Noch nicht gesichtet"
#: Whoever sees what is held in the district.
SEES_IT = {"author", "steward", "moderator"}


@pytest.fixture(autouse=True)
def no_stored_pages() -> None:
    """Here pages are stored: transactions are committed."""


class Place:
    """A small site with something that is held, and everybody who may read it."""

    def __init__(self) -> None:
        small_site.build()
        self.west, self.east = District.objects.order_by("-name")
        self.topic, self.keeper = Topic.objects.get(slug="hitze"), moderator(name="Emil")
        author, blocked = newcomer(name="Ada"), person(name="Bo")
        blocking.block(user=blocked, by=self.keeper, reason="Werbung.")
        self.project = Project.objects.get(slug="bank-am-bach")
        self.far = services.create_project(
            title="Fern", summary="Anderswo.", status="idea", districts=[self.east]
        )
        held = services.create_project(
            title=HELD,
            summary="Wer weiß.",
            status="idea",
            districts=[self.west],
            topics=[self.topic],
        )
        Project.objects.filter(pk=held.pk).update(created_by=author)
        writing.set_state(held, "held")
        writing.announce(held)
        self.people = {
            "resident": person(name="Ida"),
            "author": author,
            "steward": factories.steward("district", self.west.pk),
            "moderator": self.keeper,
            "blocked": blocked,
        }

    def let_everybody_in(self) -> None:
        self.readers = {
            "guest": Client(),
            **{name: signed_in(user) for name, user in self.people.items()},
        }

    def read(self, names: Iterable[str]) -> dict[tuple[str, str], Seen]:
        return {
            (name, page): seen(self.readers[name].get(page))
            for name in names
            for page in ((*PAGES, SHEET) if name == "guest" else PAGES)  # a sheet is for all alike
        }

    def made(self, names: Iterable[str]) -> dict[tuple[str, str], Seen]:
        """What each sees where nothing has been kept."""
        found: dict[tuple[str, str], Seen] = {}
        for name in names:
            forget()
            found |= self.read([name])
        return found


def forget() -> None:
    for name in ("default", "pages"):
        caches[name].clear()
    CalendarLines.objects.all().delete()


def assert_alike(
    kept: dict[tuple[str, str], Seen], made: dict[tuple[str, str], Seen], when: object
) -> None:
    for which, was in kept.items():
        assert not difference(was, made[which]), (which, when, difference(was, made[which])[:6])


@pytest.fixture
def place(committed_once: CommittedOnce) -> Place:
    made = committed_once(Place)
    forget()
    made.let_everybody_in()
    return made


def test_everybody_sees_their_own_in_every_order(place: Place) -> None:
    made = place.made(place.readers)
    for (name, page), (_status, _location, body) in made.items():
        if page in (DISTRICT, TOPIC):
            assert (HELD in body) == (name in SEES_IT), (name, page)
    orders = [list(place.readers), list(reversed(place.readers))]
    orders.append(random.Random(1).sample(orders[0], len(orders[0])))
    for order in orders:
        forget()
        assert_alike(place.read(order), made, order)
        assert_alike(place.read(order), made, (order, "again"))


def _changes(place: Place) -> dict[str, Callable[[], object]]:
    date, article = Date.objects.get(), Article.objects.get()
    elsewhere: dict[str, Any] = {"body": "Neues.", "author": place.keeper}

    def edit_the_article() -> None:
        wiki.save_edit(
            article=Article.objects.get(pk=article.pk),
            base_revision=Article.objects.get(pk=article.pk).head_number,
            title="Schwatzbank",
            body="Neu.",
            author=place.keeper,
        )

    def switch(state: Usage, was: Usage) -> Callable[[], object]:
        return lambda: modules.set_state(
            city=place.west.city, module=own.PROJECTS, state=state, seen=was
        )

    def appoint() -> None:
        responsibilities.appoint_steward(
            user=place.keeper,
            kind="topic",
            pk=place.topic.pk,
            until=timezone.localdate() + timedelta(days=9),
            by=place.keeper,
        )

    def project(**values: Any) -> Callable[[], object]:
        return lambda: services.update_project(
            project=Project.objects.get(pk=place.project.pk), **values
        )

    def hide(hidden: bool) -> Callable[[], object]:
        return lambda: services.hide_entry(
            entry=Project.objects.get(pk=place.project.pk), hidden=hidden
        )

    return {
        "an article elsewhere": lambda: wiki.create_article(
            title="Fernes", district=place.east, **elsewhere
        ),
        "an article here": edit_the_article,
        "a project elsewhere": lambda: services.update_project(project=place.far, title="Ferner"),
        "a project here": project(title="Bänke am Bach"),
        "hidden": hide(True),
        "shown again": hide(False),
        "gone elsewhere": project(districts=[place.east]),
        "of the whole city": project(districts=[], city=place.west.city),
        "back": project(districts=[place.west], topics=[]),
        "on the topic again": project(topics=[place.topic]),
        "a date": lambda: services.update_date(entry=date, title="Abendbrot"),
        "cancelled": lambda: services.cancel_date(
            entry=Date.objects.get(pk=date.pk), because="Krank"
        ),
        "a module off": switch(Usage.OFF, Usage.ON),
        "a module on": switch(Usage.ON, Usage.OFF),
        "a contact": appoint,
        "none": lambda: responsibilities.end(
            responsibility=Responsibility.objects.get(scope_kind="topic"), by=place.keeper
        ),
        "let through": lambda: services.hide_entry(
            entry=Project.objects.get(title=HELD), hidden=False
        ),
    }


def test_a_change_shows_at_once_for_everybody(place: Place) -> None:
    """Read before and after by two of them in turn (before by all in the long proof): as if nothing
    had been kept."""
    names, chance, changes = list(place.readers), random.Random(2), _changes(place)
    turns = [["guest", chance.choice(names[1:])] for _change in changes]
    for (what, change), some in zip(changes.items(), turns, strict=True):
        place.read(names if full_proofs() else some)
        change()
        assert_alike(place.read(some), place.made(some), what)


@pytest.fixture
def made_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which parts were made, by kind of entry and by their name on the home page."""
    found: list[str] = []

    def noted(module: Any, name: str) -> None:
        make = getattr(module, name)

        def note(*args: Any, kinds: Collection[str], **more: Any) -> Any:
            found.extend(kinds)
            return make(*args, kinds=kinds, **more)

        monkeypatch.setattr(module, name, note)

    noted(district_parts, "overview")
    noted(topic_parts, "lines_on")
    made = home_parts._made

    def note_home(name: str, *args: Any) -> Any:
        found.append(name)
        return made(name, *args)

    monkeypatch.setattr(home_parts, "_made", note_home)
    return found


def test_a_change_makes_anew_what_shows_it(place: Place, made_anew: list[str]) -> None:
    """Also for who is signed in, whose whole pages nobody keeps."""
    reader = place.readers["resident"]
    changes: dict[str, tuple[Callable[[], object], list[list[str]]]] = {
        name: (_changes(place)[name], made)
        for name, made in {
            "an article elsewhere": [["newest"], [], []],
            "an article here": [["newest"], [], []],
            "a project elsewhere": [["map"], [], []],
            "a project here": [["map"], ["project"], ["project"]],
            "a date": [["dates"], ["event"], ["event"]],
        }.items()
    }
    for page in PAGES:
        reader.get(page)
    for what, (change, expected) in changes.items():
        change()
        for page, names in zip(PAGES, expected, strict=True):
            made_anew.clear()
            reader.get(page)
            assert made_anew == names, (what, page)


def test_who_is_a_contact_until_today_is_none_tomorrow(place: Place) -> None:
    """A part that is kept for longer than the night lasts knows which day it was made on."""
    reader, steward = place.readers["resident"], Responsibility.objects.get(scope_kind="district")
    late = timezone.localtime().replace(hour=23, minute=57)
    Responsibility.objects.filter(pk=steward.pk).update(until=late.date())
    with time_machine.travel(late, tick=True):
        forget()
        assert steward.user.name in reader.get(DISTRICT).content.decode()
    with time_machine.travel(late + timedelta(minutes=5), tick=True):
        assert steward.user.name not in reader.get(DISTRICT).content.decode()


@pytest.mark.parametrize(
    ("page", "first", "after_a_change"),
    [(HOME, 12, 7), (DISTRICT, 10, 8), (TOPIC, 10, 7), (SHEET, 8, 1)],
)
def test_what_it_costs(place: Place, page: str, first: int, after_a_change: int) -> None:
    """A guest's first visit, and one after a change of a project that the page shows."""
    client = Client()
    forget()
    client.get("/impressum/")  # what stands around every page
    assert queries(client, page) <= first
    services.update_project(project=place.project, title="Bänke am Bach", transferable=True)
    assert queries(client, page) <= after_a_change


def queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(page).status_code == 200
    return len(caught)
