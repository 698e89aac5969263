"""What tests of the directory start from: a small town, topics, and entries of every kind."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.models import User
from districts import services
from districts.models import Actor, City, CouncilPaper, Date, District, Network, Project, Topic
from tests.papers import create_paper


@dataclass(frozen=True)
class Town:
    """A town with two districts and one entry of each kind in the first."""

    city: City
    west: District
    east: District
    topic: Topic
    child: Topic
    actor: Actor
    project: Project
    date: Date
    paper: CouncilPaper
    network: Network


@pytest.fixture
def town(db: None) -> Town:
    """A small town in which something is going on."""
    city = services.create_city(name="Musterstadt", district_term="Bezirk")
    west = services.create_district(
        city=city, name="West", sentence="Am Fluss.", latitude=48.7, longitude=9.1
    )
    east = services.create_district(city=city, name="Ost", latitude=48.72, longitude=9.15)
    services.set_neighbours(district=west, neighbours=[east])
    topic = services.create_topic(name="Nachbarschaft")
    child = services.create_topic(name="Einsamkeit", parent=topic, synonyms=["Alleinsein"])
    actor = services.create_actor(
        name="Bäckerei Krümel",
        sector="business",
        summary="Brot und ein Tisch.",
        districts=[west],
        topics=[child],
    )
    project = services.create_project(
        title="Plauderbank",
        summary="Eine Bank zum Reden.",
        status="running",
        effort="low",
        cost_base=120,
        districts=[west],
        topics=[child],
        actors=[actor],
        target_groups=["Ältere Menschen"],
        conditions=[{"kind": "room", "text": "Ein Platz im Trockenen"}],
        steps=["Bank suchen", "Schild malen"],
        what_did_not_work="Das Wort auf dem Plakat",
        transferable=True,
    )
    start = timezone.now().replace(second=0, microsecond=0) + timedelta(days=3)
    date = services.create_date(
        title="Mittagstisch",
        kind="offer",
        start=start,
        end=start + timedelta(hours=1),
        recurrence="FREQ=WEEKLY",
        districts=[west],
        topics=[child],
        organiser=actor,
        open_to_all=True,
    )
    paper = create_paper(
        title="Mehr Bänke", reference="2026/1", paper_type="Antrag", city=city, districts=[west]
    )
    network = services.create_network(
        title="Runder Tisch",
        summary="Wer macht was an welchem Tag?",
        purposes="knowledge,resources",
        reach="quarter",
        districts=[west],
        topics=[child],
        actors=[actor],
    )
    return Town(city, west, east, topic, child, actor, project, date, paper, network)


@pytest.fixture
def moderator(db: None) -> User:
    """Somebody who sees everything."""
    return person("moderator")


def person(trust: str, name: str = "") -> User:
    """Make an account of this trust."""
    name = name or trust
    return User.objects.create_user(f"{name}@example.org", name=name, slug=name, trust=trust)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What other tests left in memory belongs to rows that are gone."""
    cache.clear()


@pytest.fixture(autouse=True)
def no_stored_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's transaction never commits, so the content version would never rise."""
    monkeypatch.setattr("pagecache.middleware._is_anonymous_read", lambda request: False)
