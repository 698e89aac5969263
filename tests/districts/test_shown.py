"""A kept page that shows entries is what would be made now, whatever has changed.

And it stays when something changes that it does not show.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.models import Responsibility
from community.people import responsibilities
from districts import services
from districts.models import (
    Actor,
    Adoption,
    CalendarLines,
    CouncilPaper,
    Date,
    District,
    Entry,
    Need,
    Network,
    Project,
    Topic,
    VersionedEntry,
)
from districts.services import WriteRefused, writing
from search.sync import project_stale
from tests.fixtures.conditions import every_day
from tests.kept_pages import Nothing, changed_in_turn
from tests.look import small_site
from tests.papers import create_paper
from tests.people import moderator, person
from tests.search.looked_for import found_similar
from wiki import services as wiki
from wiki.errors import WikiError
from wiki.models import Article

pytestmark = pytest.mark.django_db(transaction=True)

KINDS: tuple[type[VersionedEntry], ...] = (Project, Actor, Date, Network)
ADDRESSES = (
    *("/", "/kuehle-orte/", "/stadtteile/", "/stadtteile/west/", "/stadtteile/ost/"),
    *("/stadtteile/west/aushang/", "/themen/", "/themen/hitze/", "/themen/ruhe/", "/wiki/"),
    *("/wiki/west/", "/wiki/allgemein/", "/wiki/letzte-aenderungen/"),
    *("/projekte/", "/projekte/?district=ost&topic=hitze", "/projekte/tabelle.csv"),
    *("/akteure/?topic=ruhe", "/akteure/telefonliste/", "/netzwerke/", "/ratspapiere/"),
    *("/termine/", "/termine/?district=ost", "/termine/?month={month}", "/termine/kalender.ics"),
    *("/projekte/bank-am-bach/", "/akteure/baeckerei-kruemel/", "/termine/mittagstisch/"),
    *("/netzwerke/runder-tisch/", "/gesucht/raum/", "/ratspapiere/mehr-baenke/"),
    *("/projekte/bank-am-bach/verlauf/", "/projekte/bank-am-bach/vergleich/"),
    "/netzwerke/runder-tisch/version/1/",
)


@pytest.fixture(autouse=True)
def no_stored_pages() -> None:
    """Here pages are stored: transactions are committed."""


class World:
    """One of everything in two neighbouring districts on two topics, and who changes it."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        small_site.build()
        self.keeper, self.writer = moderator(name="Emil"), person(name="Ida")
        self.west, self.east = District.objects.order_by("-name")
        heat = Topic.objects.get()
        self.topics = [heat, services.create_topic(name="Ruhe", parent=heat)]
        actor = Actor.objects.get()
        services.create_network(title="Runder Tisch", summary="Alle.", actors=[actor])
        services.create_actor(name="Chor", sector="nonprofit", carrier=actor)
        services.create_need(title="Raum", text="Für das Café.", districts=[self.west])
        second = services.create_project(
            title="Zweite Bank", summary="Wie die erste.", status="idea", districts=[self.east]
        )
        found_similar(Project.objects.get(slug="bank-am-bach"), second)
        self.addresses = [
            address.format(month=timezone.localdate().strftime("%Y-%m")) for address in ADDRESSES
        ]

    def one(self, model: type[Any], **wanted: Any) -> Any:
        found = list(model.objects.filter(**wanted).order_by("pk"))
        if not found:
            raise Nothing
        return self.chance.choice(found)

    def entry(self) -> VersionedEntry:
        found: VersionedEntry = self.one(self.chance.choice(KINDS))
        return found

    def word(self) -> str:
        return f"Wort {self.chance.randrange(1000)}"

    def some(self, things: list[Any]) -> list[Any]:
        return self.chance.sample(things, self.chance.randint(1, len(things)))

    def write(self, entry: VersionedEntry, **values: Any) -> None:
        update = getattr(services, f"update_{type(entry).__name__.lower()}")
        update(**{_named(entry): entry}, **values)

    # ── what may change

    def rename(self) -> None:
        entry = self.entry()
        self.write(entry, **{"name" if isinstance(entry, Actor) else "title": self.word()})

    def rename_an_actor(self) -> None:
        self.write(self.one(Actor), name=self.word())

    def move(self) -> None:
        self.write(self.entry(), districts=self.some([self.west, self.east]))

    def belong_to_the_city(self) -> None:
        self.write(self.entry(), districts=[], city=self.west.city)

    def turn_to_topics(self) -> None:
        self.write(self.entry(), topics=self.some(self.topics))

    def hide(self) -> None:
        services.hide_entry(entry=self.one(self.chance.choice(KINDS), state="live"))

    def hide_an_actor(self) -> None:
        services.hide_entry(entry=self.one(Actor, state="live"))

    def show(self) -> None:
        hidden = [entry for kind in KINDS for entry in kind.objects.filter(state="hidden")]
        services.hide_entry(entry=self.chance.choice(hidden), hidden=False)

    def make(self) -> None:
        services.create_project(
            title=self.word(),
            summary=self.word(),
            status="running",
            districts=self.some([self.west, self.east]),
            topics=self.some(self.topics),
            actors=[self.one(Actor)],
            transferable=True,
        )

    def meet(self) -> None:
        start = timezone.now() + timedelta(days=self.chance.randint(1, 9))
        services.create_date(
            title=self.word(), kind="offer", start=start, end=start, organiser=self.one(Actor)
        )

    def meet_elsewhere(self) -> None:
        entry = self.one(Date, recurrence="FREQ=WEEKLY", state="live")
        services.change_time(
            entry=entry,
            day=timezone.localtime(entry.next_start).date(),
            districts=self.some([self.west, self.east]),
            because=self.word(),
        )

    def cancel(self) -> None:
        services.cancel_date(entry=self.one(Date, cancelled_at=None), because=self.word())

    def adopt(self) -> None:
        source, project = self.chance.sample(list(Project.objects.order_by("pk")), 2)
        services.adopt_project(project=project, source=source, why=self.word())

    def no_longer_adopt(self) -> None:
        services.withdraw_adoption(adoption=self.one(Adoption))

    def want(self) -> None:
        services.create_need(title=self.word(), text=self.word(), districts=[self.east])

    def find(self) -> None:
        services.close_need(need=self.one(Need, found_at=None))

    def file_a_paper(self) -> None:
        create_paper(
            title=self.word(),
            reference=self.word(),
            paper_type="Antrag",
            date=date(2026, 1, self.chance.randint(1, 28)),
            city=self.west.city,
            districts=self.some([self.west, self.east]),
        )

    def link_a_paper(self) -> None:
        services.link_paper(
            paper=self.one(CouncilPaper),
            topics=self.some(self.topics),
            projects=[self.one(Project)],
        )

    def appoint(self) -> None:
        responsibilities.appoint_steward(
            user=self.chance.choice([self.writer, self.keeper]),
            kind="district",
            pk=self.chance.choice([self.west, self.east]).pk,
            until=timezone.localdate() + timedelta(days=9),
            by=self.keeper,
        )

    def tell_of_it(self) -> None:
        """An article that leads to some entries."""
        paths = self.chance.sample([entry.get_absolute_url() for entry in self.all()], 2)
        wiki.create_article(
            title=self.word(),
            body=" und ".join(f"[hier]({path})" for path in paths),
            district=self.chance.choice([self.west, self.east, None]),
            topics=[topic.pk for topic in self.some(self.topics)],
            author=self.writer,
        )

    def tell_otherwise(self) -> None:
        article = self.one(Article, state="live")
        wiki.save_edit(
            article=article,
            base_revision=article.head_number,
            title=self.word(),
            body=f"[hier]({self.chance.choice(self.all()).get_absolute_url()})",
            topics=[topic.pk for topic in self.some(self.topics)],
            district=self.chance.choice([self.west, self.east]),
            author=self.keeper,
        )

    def tell_no_more(self) -> None:
        article = self.one(Article, state="live")
        wiki.delete_article(article=article, reason="doppelt", by=self.keeper)

    def all(self) -> list[Entry]:
        found = chain.from_iterable(
            model.objects.order_by("pk") for model in (*KINDS, Need, CouncilPaper)
        )
        return list(found)

    def ways(self) -> list[Callable[[], None]]:
        """Return every way to change something, in any order."""
        ways: list[Callable[[], None]] = [
            *(self.rename, self.rename_an_actor, self.move, self.belong_to_the_city),
            *(self.turn_to_topics, self.hide, self.hide_an_actor, self.show, self.make),
            *(self.meet, self.meet_elsewhere, self.cancel, self.adopt, self.no_longer_adopt),
            *(self.want, self.find, self.file_a_paper, self.link_a_paper, self.appoint),
            *(self.tell_of_it, self.tell_otherwise, self.tell_no_more),
        ]
        return self.chance.sample(ways, len(ways))


def _named(entry: VersionedEntry) -> str:
    return "entry" if isinstance(entry, Date) else type(entry).__name__.lower()


@pytest.mark.any_database
@pytest.mark.long("reads ten pages twice after each of twenty changes")
@pytest.mark.usefixtures("short_pages_where_nothing_is")
@pytest.mark.parametrize("signed_in", [False, pytest.param(True, marks=pytest.mark.full)])
def test_what_is_kept_is_what_would_be_made(
    signed_in: bool, client: Client, proof_size: Callable[[int, int], int]
) -> None:
    world = World(seed=1 + signed_in)
    if signed_in:
        client.force_login(world.writer)
    ways = chain.from_iterable(world.ways() for _round in range(proof_size(1, 6)))
    pages, refused = every_day(world.addresses, one_in=3), (WriteRefused, WikiError, IndexError)
    forget = CalendarLines.objects.all().delete
    done = changed_in_turn(client, pages, ways, refused=refused, forget=forget)
    assert len(done) > 16


@pytest.mark.any_database
def test_pages_stay_when_others_change(client: Client) -> None:
    """Their readers cost one look at the database."""
    world = World(seed=1)
    south = services.create_district(city=world.west.city, name="Süd")
    project = services.create_project(
        title="Fern", summary="Anderswo.", status="idea", districts=[south]
    )
    pages = ("/stadtteile/west/", "/wiki/west/", "/themen/hitze/", "/netzwerke/", "/impressum/")
    assert _ended(client, pages, lambda: world.write(project, title="Ferner")) == []
    pages = (*pages[:1], *pages[2:], "/projekte/?topic=hitze", "/projekte/bank-am-bach/")
    pages = (*pages, "/termine/kalender.ics", "/akteure/telefonliste/")
    written = {"title": "Neu", "body": "Neues.", "district": south, "author": world.writer}
    assert _ended(client, pages, lambda: wiki.create_article(**written)) == []


def _ended(client: Client, pages: Sequence[str], change: Callable[[], object]) -> list[str]:
    """Return which pages are made anew after a change."""
    for page in pages:
        client.get(page)
    change()
    ended = []
    for page in pages:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(page).status_code == 200
        if len(caught) > 1:
            ended.append(page)
    return ended


def test_what_is_like_it_is_called_as_it_is_called_now(client: Client) -> None:
    """Also when search has been told and not yet looked, and in the language of each reader."""
    world = World(seed=1)
    page = "/projekte/bank-am-bach/"
    other = Project.objects.get(slug="zweite-bank")
    Project.objects.filter(pk=other.pk).update(title="Dritte Bank")
    writing.announce_many(Project.KIND, [other.pk])
    assert "Zweite Bank" in client.get(page).content.decode()
    while project_stale():
        pass
    assert "Dritte Bank" in client.get(page).content.decode()
    assert "Zweite Bank" not in client.get(page).content.decode()
    world.write(other, title="Vierte Bank")
    assert "Vierte Bank" in client.get(page).content.decode()


def test_what_belongs_to_no_city_any_more_stands_on_no_page_of_it(client: Client) -> None:
    world = World(seed=1)
    project = Project.objects.get(slug="zweite-bank")
    world.write(project, districts=[], city=world.west.city)
    assert "Zweite Bank" in client.get("/stadtteile/west/").content.decode()
    world.write(project, districts=[], city=None)
    assert "Zweite Bank" not in client.get("/stadtteile/west/").content.decode()


def test_a_date_of_the_whole_city_changes_on_all_pages_of_its_districts(client: Client) -> None:
    """Also when one of its times is a guest in one of them."""
    world = World(seed=1)
    date = Date.objects.get()
    world.write(date, districts=[], city=world.west.city)
    services.change_time(
        entry=date,
        day=timezone.localtime(date.next_start).date(),
        districts=[world.east],
        because="Umbau",
    )
    client.get("/stadtteile/west/")
    date.refresh_from_db()
    assert date.hosts.get() == world.east
    world.write(date, title="Abendbrot")
    assert "Abendbrot" in client.get("/stadtteile/west/").content.decode()


def test_who_is_no_longer_the_contact_of_a_district_is_gone_at_once(client: Client) -> None:
    world = World(seed=1)
    world.appoint()
    address = f"/stadtteile/{District.objects.get(pk=Responsibility.objects.get().scope_pk).slug}/"
    name = Responsibility.objects.get().user.name
    assert name in client.get(address).content.decode()
    responsibilities.end(responsibility=Responsibility.objects.get(), by=world.keeper)
    assert name not in client.get(address).content.decode()


def test_what_was_for_the_whole_city_leaves_the_other_districts(client: Client) -> None:
    """It stood on the page of each; now it belongs to one of them."""
    world = World(seed=1)
    network = Network.objects.get(title="Runder Tisch")
    services.update_network(network=network, districts=[], city=world.west.city)
    page = world.east.get_absolute_url()
    assert "Runder Tisch" in client.get(page).content.decode()
    services.update_network(network=network, districts=[world.west])
    assert "Runder Tisch" not in client.get(page).content.decode()
    assert "Runder Tisch" in client.get(world.west.get_absolute_url()).content.decode()
