"""A small site with one thing of every kind that can be found, made by the real services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from cms.models import BasePage
from cms.services import create_page, find_page
from districts import services as directory
from districts.models import Actor, City, CouncilPaper, Date, District, Network, Project, Topic
from search import check, sync
from search.models import Entry
from tests.fixtures.days import in_days
from tests.papers import create_paper
from wiki import services as wiki
from wiki.models import Article


@dataclass(frozen=True)
class World:
    """What there is; `branch` are three pages below each other."""

    moderator: User
    resident: User
    city: City
    west: District
    topic: Topic
    carrier: Actor
    actor: Actor
    project: Project
    date: Date
    network: Network
    paper: CouncilPaper
    article: Article
    branch: tuple[BasePage, BasePage, BasePage]
    other: BasePage


def account(trust: str) -> User:
    return User.objects.create_user(f"{trust}@example.org", name=trust, slug=trust, trust=trust)


def page(path: str, **values: Any) -> BasePage:
    above, _slash, slug = path.rpartition("/")
    parent = find_page(path=above, locale="de")
    given = {"type": "standard", "title": slug.capitalize(), "intro": f"Über {slug}.", **values}
    return create_page(parent=parent, locale="de", slug=slug, **given)


def make_world() -> World:
    """Make everything and bring it into the projections."""
    city = directory.create_city(name="Musterstadt")
    west = directory.create_district(city=city, name="West", latitude=48.7, longitude=9.1)
    topic = directory.create_topic(name="Einsamkeit", synonyms=["Alleinsein"])
    place: dict[str, Any] = {"districts": [west], "topics": [topic]}
    carrier = directory.create_actor(name="Stiftung Linde", sector="foundation", districts=[west])
    actor = directory.create_actor(
        name="Bäckerei Krümel", sector="business", carrier=carrier, **place
    )
    project = directory.create_project(
        title="Plauderbank", summary="Reden.", status="running", actors=[actor], **place
    )
    start = in_days(3)
    date = directory.create_date(
        title="Mittagstisch", kind="offer", start=start, end=start, organiser=actor, **place
    )
    network = directory.create_network(title="Runder Tisch", actors=[actor], **place)
    paper = create_paper(title="Mehr Bänke", city=city, districts=[west])
    moderator, resident = account(User.Trust.MODERATOR), account(User.Trust.RESIDENT)
    article, _saved = wiki.create_article(
        title="Spielplätze", body="Rutschen.\n", district=west, topics=[topic.pk], author=resident
    )
    made = World(
        moderator=moderator,
        resident=resident,
        city=city,
        west=west,
        topic=topic,
        carrier=carrier,
        actor=actor,
        project=project,
        date=date,
        network=network,
        paper=paper,
        article=article,
        branch=(page("hilfe"), page("hilfe/geld"), page("hilfe/geld/antrag")),
        other=page("ort"),
    )
    sync.sync_all()
    return made


def findable(thing: Any) -> bool:
    """Whether a search could show this very moment what this is."""
    kind = getattr(thing, "KIND", "") or ("article" if isinstance(thing, Article) else "page")
    return Entry.objects.visible().filter(kind=kind, object_id=thing.pk).exists()


def differences() -> str:
    """What search has wrong once the worker has run; empty when nothing."""
    sync.sync_all()
    found = check.check()
    if found.clean:
        return ""
    return str(found)
