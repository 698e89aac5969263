"""Lists are put together from what is kept: what stands around the rows, and the card of each.

A change shows at once, to whoever reads them in whichever order, and makes anew only what shows it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from districts import entries, services, shown
from districts.models import Actor, Date, District, Network, Project, Topic
from districts.pages import list_parts
from districts.services import writing
from tests.community import factories
from tests.fixtures.committed import CommittedOnce
from tests.fixtures.conditions import full_proofs
from tests.kept_pages import Seen, difference, seen
from tests.look import small_site
from tests.people import moderator, newcomer, person, signed_in
from wiki import services as wiki

pytestmark = pytest.mark.django_db(transaction=True)

HELD = "Noch nicht gesichtet"
#: Whoever sees what is held in the district.
SEES_IT = {"author", "steward", "moderator"}
ALL, WEST, EAST = "/projekte/", "/projekte/?district=west", "/projekte/?district=ost"
LISTS = (
    ALL,
    WEST,
    EAST,
    "/projekte/?topic=hitze",
    "/projekte/?status=running",
    "/projekte/?page=2",
)


@pytest.fixture(autouse=True)
def no_stored_pages() -> None:
    """Here pages are stored: transactions are committed."""


class Place:
    """A small site with a project in each of two districts and one that is held."""

    def __init__(self) -> None:
        small_site.build()
        self.west, self.east = District.objects.order_by("-name")
        self.topic = Topic.objects.get()
        self.project = Project.objects.get(slug="bank-am-bach")
        self.actor, author = Actor.objects.get(), newcomer(name="Ada")
        self.far = services.create_project(
            title="Fern", summary="Anderswo.", status="idea", districts=[self.east]
        )
        services.create_network(
            title="Runder Tisch", summary="Alle.", actors=[self.actor], districts=[self.west]
        )
        held = services.create_project(
            title=HELD, summary="Wer weiß.", status="idea", districts=[self.west]
        )
        Project.objects.filter(pk=held.pk).update(created_by=author)
        writing.set_state(held, "held")
        writing.announce(held)
        self.people = {
            "resident": person(name="Ida"),
            "author": author,
            "steward": factories.steward("district", self.west.pk),
            "moderator": moderator(name="Emil"),
        }

    def let_everybody_in(self) -> None:
        self.readers = {
            "guest": Client(),
            **{name: signed_in(user) for name, user in self.people.items()},
        }

    def read(self, names: Iterable[str]) -> dict[tuple[str, str], Seen]:
        return {
            (name, page): seen(self.readers[name].get(page)) for name in names for page in LISTS
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


@pytest.fixture
def made_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was made: cards by the name of their entry, and what stands around them."""
    found: list[str] = []
    card, counts = list_parts.card, list_parts.said_by_counts

    def note_card(entry: Any, **more: Any) -> Any:
        found.append(str(entry))
        return card(entry, **more)

    def note_around(*kinds: str) -> None:
        found.append("around")
        counts(*kinds)

    monkeypatch.setattr(list_parts, "card", note_card)
    monkeypatch.setattr(list_parts, "said_by_counts", note_around)
    return found


def test_everybody_sees_their_own_in_every_order(place: Place) -> None:
    made = place.made(place.readers)
    for (name, page), (_status, _location, body) in made.items():
        if page in (ALL, WEST):
            assert (HELD in body) == (name in SEES_IT), (name, page)
    orders = [list(place.readers), list(reversed(place.readers))]
    for order in orders:
        forget()
        assert_alike(place.read(order), made, order)
        assert_alike(place.read(order), made, (order, "again"))


def test_what_is_kept_is_of_one_language(place: Place) -> None:
    client, pages = place.readers["guest"], (ALL, f"/en{ALL}")
    made = {}
    for page in pages:
        forget()
        made[page] = seen(client.get(page))
    forget()
    for page in pages:
        found = difference(seen(client.get(page)), made[page])
        assert not found, (page, found[:6])


def test_a_change_shows_at_once_for_everybody(place: Place) -> None:
    """Read before and after by two of them in turn (before by all in the long proof): as if nothing
    had been kept."""
    names, chance, changes = list(place.readers), random.Random(2), _changes(place)
    turns = [["guest", chance.choice(names[1:])] for _change in changes]
    for (what, change), some in zip(changes.items(), turns, strict=True):
        place.read(names if full_proofs() else some)
        change()
        assert_alike(place.read(some), place.made(some), what)


def _changes(place: Place) -> dict[str, Callable[[], object]]:
    def project(**values: Any) -> Callable[[], object]:
        return lambda: services.update_project(
            project=Project.objects.get(pk=place.project.pk), **values
        )

    def actor(**values: Any) -> Callable[[], object]:
        return lambda: services.update_actor(actor=Actor.objects.get(pk=place.actor.pk), **values)

    def hide(thing: Any, hidden: bool) -> Callable[[], object]:
        return lambda: services.hide_entry(
            entry=type(thing).objects.get(pk=thing.pk), hidden=hidden
        )

    article: dict[str, Any] = {"body": "Neues.", "author": moderator()}
    return {
        "an article": lambda: wiki.create_article(title="Neu", district=place.west, **article),
        "words elsewhere": lambda: services.update_project(project=place.far, title="Ferner"),
        "words here": project(title="Bänke am Bach", summary="Zwei."),
        "what an actor says": actor(description="Brot."),
        "what an actor is called": actor(name="Bäckerei Brösel"),
        "what an actor is": actor(sector="nonprofit"),
        "another status": project(status="completed"),
        "an actor hidden": hide(place.actor, True),
        "an actor shown again": hide(place.actor, False),
        "hidden": hide(place.project, True),
        "shown again": hide(place.project, False),
        "gone elsewhere": project(districts=[place.east]),
        "of the whole city": project(districts=[], city=place.west.city),
        "back": project(districts=[place.west], topics=[]),
        "on the topic again": project(topics=[place.topic]),
        "new": lambda: services.create_project(
            title="Neues", summary="Neu.", status="running", districts=[place.west]
        ),
        "let through": lambda: services.hide_entry(
            entry=Project.objects.get(title=HELD), hidden=False
        ),
    }


def test_a_change_makes_anew_what_shows_it(place: Place, made_anew: list[str]) -> None:
    """Also for who is signed in, whose whole pages nobody keeps."""
    reader, changes = place.readers["resident"], _changes(place)
    expected: dict[str, list[list[str]]] = {
        "an article": [[], [], []],
        "words elsewhere": [["Ferner"], [], []],
        "words here": [["Bänke am Bach"], [], []],
        "what an actor says": [[], [], []],
        "another status": [["around", "Bänke am Bach"], ["around"], ["around"]],
    }
    pages = (ALL, WEST, EAST)
    for page in pages:
        reader.get(page)
    for what, makes in expected.items():
        changes[what]()
        for page, names in zip(pages, makes, strict=True):
            made_anew.clear()
            reader.get(page)
            assert made_anew == names, (what, page)


def test_pages_stay_when_others_change(place: Place) -> None:
    """Whoever reads them next costs one look at the database."""
    client = place.readers["guest"]
    pages = (
        *(WEST, "/projekte/?topic=hitze", "/projekte/tabelle.csv?district=west"),
        *("/termine/?district=west", "/termine/?month=2032-05&district=west"),
        *("/termine/kalender.ics?district=west", "/akteure/telefonliste/?district=west"),
    )
    far = {"districts": [place.east], "summary": "Anderswo."}
    actor = services.create_actor(name="Chor", sector="nonprofit", **far)
    start = Date.objects.get().start
    fair = services.create_date(title="Fest", kind="offer", start=start, districts=[place.east])
    for page in pages:
        client.get(page)
    services.update_project(project=place.far, title="Ferner")
    services.update_date(entry=fair, title="Festle")
    assert _made(client, pages) == []
    services.update_actor(actor=actor, name="Frauenchor")
    assert _made(client, pages) == ["/projekte/tabelle.csv?district=west"]


def _made(client: Client, pages: Sequence[str]) -> list[str]:
    return [page for page in pages if queries(client, page) > 1]


def test_records_for_programs_are_those_of_now(place: Place) -> None:
    """Each is kept until its entry changes, or an actor that it names."""
    client = place.readers["guest"]

    def told() -> tuple[int, dict[str, list[str]]]:
        answer = client.get("/api/v1/projects?district=west").json()
        names = {
            row["title"]: [actor["name"] for actor in row["actors"]] for row in answer["results"]
        }
        return answer["total"], names

    name, changes = place.actor.name, _changes(place)
    assert told() == (1, {"Bank am Bach": [name]})
    changes["words here"]()
    assert told() == (1, {"Bänke am Bach": [name]})
    changes["what an actor is called"]()
    assert told() == (1, {"Bänke am Bach": ["Bäckerei Brösel"]})
    changes["an actor hidden"]()
    assert told() == (1, {"Bänke am Bach": []})
    changes["an actor shown again"]()
    assert told() == (1, {"Bänke am Bach": ["Bäckerei Brösel"]})
    changes["hidden"]()
    assert told() == (0, {})
    changes["shown again"]()
    changes["new"]()
    assert told() == (2, {"Bänke am Bach": ["Bäckerei Brösel"], "Neues": []})
    with CaptureQueriesContext(connection) as caught:
        assert client.get("/api/v1/projects?district=west").status_code == 200
    assert len(caught) <= 6


@pytest.mark.parametrize("model", [Project, Actor, Date, Network], ids=lambda model: model.KIND)
def test_whatever_field_changes_counts_are_right(model: Any, place: Place) -> None:
    """What is counted by is read off the filters; a filter that asks for more has to say so."""
    client, kind = place.readers["guest"], entries.of(model)
    entry = model.objects.filter(state="live").order_by("pk").first()
    page = kind.list_url
    for name in sorted(kind.fields.names - kind.fields.rows.keys()):
        client.get(page)
        if not _changed(entry, name):
            continue
        shown.changed(entry, fields={name})
        kept = seen(client.get(page))
        forget()
        made = seen(client.get(page))
        assert not difference(kept, made), (name, difference(kept, made)[:6])


def _changed(entry: Any, name: str) -> bool:
    """Give a field another value, past all services; say whether there is one."""
    field: Any = entry._meta.get_field(name)
    if field.many_to_many:
        getattr(entry, name).clear()
        return True
    value = _other(field, getattr(entry, name))
    if value is ...:
        return False
    type(entry).objects.filter(pk=entry.pk).update(**{name: value})
    entry.refresh_from_db()
    return True


def _other(field: Any, value: Any) -> Any:
    if field.is_relation:
        return None
    if field.flatchoices:
        return next(each for each, _words in field.flatchoices if each not in ("", value))
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateTimeField):
        later = {"end": 1, "start": -1}.get(field.name, 0)
        return value + timedelta(days=later) if later and isinstance(value, datetime) else ...
    if isinstance(field, models.DateField):
        return date.today() + timedelta(days=30)  # noqa: DTZ011
    if isinstance(field, models.FloatField | models.DecimalField | models.IntegerField):
        return 7
    if isinstance(field, models.CharField | models.TextField):
        return {"recurrence": "", "failed_because": "money"}.get(field.name, "Anders")
    return {"purposes": ["exchange"], "changes": {}, "exceptions": []}.get(field.name, ...)


@pytest.mark.parametrize(
    "page",
    [
        *(ALL, "/projekte/?district=west&topic=hitze", "/akteure/?district=west", "/netzwerke/"),
        *("/termine/?district=west&topic=hitze", "/termine/?month=2032-05&district=west"),
    ],
)
@pytest.mark.parametrize(
    ("name", "first", "words", "counts"), [("guest", 10, 9, 12), ("resident", 15, 12, 18)]
)
def test_what_it_costs(
    place: Place, page: str, name: str, first: int, words: int, counts: int
) -> None:
    """The first visit, one after a change of words, and one after a change that is counted."""
    reader = place.readers[name]
    forget()
    reader.get("/impressum/")  # what stands around every page
    assert queries(reader, page) <= first
    project, event = Project.objects.get(pk=place.project.pk), Date.objects.get()
    services.update_project(project=project, summary="Zwei Bänke.")
    services.update_date(entry=event, text="Eintopf.")
    assert queries(reader, page) <= words
    services.update_project(project=project, status="completed")
    services.update_date(entry=event, open_to_all=not event.open_to_all)
    assert queries(reader, page) <= counts


def queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(page).status_code == 200
    return len(caught)
