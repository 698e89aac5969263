"""Loads the city, topics, people and directory entries of the demo through the services."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.contrib.auth.hashers import make_password

from accounts.models import User
from accounts.services import create_user
from cms.services.roles import EDITORS
from community import roles
from community.people.responsibilities import grant
from config.demo import read
from districts.calendar import recurrence
from districts.map.lagezeichen import outlines_from_centroids
from districts.models import Actor, City, Date, District, Network, Project, Topic
from districts.services import actors, adoptions, dates, networks, places, projects, topics

T = TypeVar("T")

# The same password for every demo account; the demo prints it. Nobody may use it elsewhere.
PASSWORD = "quartier-demo"  # noqa: S105
GROUPS = {"editor": (EDITORS,)}
TRUST = {"new": User.Trust.NEW, "moderator": User.Trust.MODERATOR}


@dataclass
class Loaded:
    """What is there so far, by slug, for what refers to it."""

    now: datetime
    city: City | None = None
    districts: dict[str, District] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    pictures: dict[str, int] = field(default_factory=dict)


def load_places(loaded: Loaded) -> None:
    """Make the city and its districts, with outlines computed from the centroids."""
    content = read.table("city")
    city, rows = content["city"], content["districts"]
    there = {place.slug: place for place in District.objects.filter(slug__in=_slugs(rows))}
    loaded.city = City.objects.filter(slug=city["slug"]).first() or places.create_city(
        name=city["name"],
        slug=city["slug"],
        district_term=city["district_term_singular"],
        district_term_plural=city["district_term_plural"],
        sentence=city["sentence"],
        latitude=city["centroid"]["lat"],
        longitude=city["centroid"]["lon"],
        is_demo=True,
    )
    centroids = {row["slug"]: (row["centroid"]["lat"], row["centroid"]["lon"]) for row in rows}
    outlines = outlines_from_centroids(centroids)
    for row in rows:
        latitude, longitude = centroids[row["slug"]]
        loaded.districts[row["slug"]] = there.get(row["slug"]) or places.create_district(
            city=loaded.city,
            name=row["name"],
            slug=row["slug"],
            short=row["short"],
            sentence=row["sentence"],
            outline=outlines[row["slug"]],
            schematic=True,
            latitude=latitude,
            longitude=longitude,
            is_demo=True,
        )
    for row in rows:
        if row["slug"] in there:
            continue
        places.set_neighbours(
            district=loaded.districts[row["slug"]],
            neighbours=_all(loaded.districts, row["neighbours"]),
        )


def load_topics(loaded: Loaded) -> None:
    """Make the topics, parents before their children; keep those that are there already."""
    there = {topic.slug: topic for topic in Topic.objects.all()}
    for row in sorted(read.table("topics")["topics"], key=lambda row: bool(row["parent"])):
        loaded.topics[row["slug"]] = there.get(row["slug"]) or topics.create_topic(
            name=row["name"],
            slug=row["slug"],
            parent=loaded.topics.get(row["parent"]),
            synonyms=row["synonyms"],
            is_demo=True,
        )


def load_people(loaded: Loaded) -> None:
    """Make the invented people. Their password is hashed once: that is slow on purpose."""
    secret = make_password(PASSWORD)
    rows = read.table("people")["people"]
    taken = set(User.objects.filter(slug__in=_slugs(rows)).values_list("slug", flat=True))
    for row in rows:
        loaded.people[row["slug"]] = create_user(
            email=row["mail"],
            name=row["name"],
            # One who stayed, because real people build upon their words, has kept the address.
            slug="" if row["slug"] in taken else row["slug"],
            about=row["about"],
            trust=TRUST.get(row["role"], User.Trust.RESIDENT),
            groups=GROUPS.get(row["role"], ()),
            is_demo=True,
        )
        for slug in row.get("steward_of", ()):
            district = loaded.districts[slug]
            user = loaded.people[row["slug"]]
            grant(user=user, role=roles.STEWARD, kind="district", pk=district.pk)
    User.objects.filter(pk__in=[user.pk for user in loaded.people.values()]).update(password=secret)


def load_actors(loaded: Loaded) -> None:
    """Make the actors, carriers before what they carry."""
    rows = read.table("actors")["actors"]
    there = {actor.slug: actor for actor in Actor.objects.filter(slug__in=_slugs(rows))}
    for row in sorted(rows, key=lambda row: bool(row["carrier"])):
        own = _plain(row, "name sector summary description address access phone mail website")
        loaded.actors[row["slug"]] = there.get(row["slug"]) or actors.create_actor(
            slug=row["slug"],
            carrier=loaded.actors.get(row["carrier"]),
            phone_public=bool(row["phone"]),
            open_to_cooperation=row["open_to_cooperation"],
            is_demo=True,
            **own,
            **_placed(loaded, row),
        )


def load_projects(loaded: Loaded) -> None:
    """Make the projects, then say which was taken over from which."""
    rows = read.table("projects")["projects"]
    there = {project.slug: project for project in Project.objects.filter(slug__in=_slugs(rows))}
    for number, row in enumerate(rows):
        loaded.projects[row["slug"]] = there.get(row["slug"]) or _project(loaded, row, number)
    for row in rows:
        if row.get("adopted_from") and row["slug"] not in there:
            adoptions.adopt_project(
                project=loaded.projects[row["slug"]],
                source=loaded.projects[row["adopted_from"]],
                adapted=row["adapted"],
                why=row["why"],
            )


def load_networks(loaded: Loaded) -> None:
    """Make the networks and say who belongs to them."""
    for row in _missing(Network, read.table("networks")["networks"]):
        networks.create_network(
            slug=row["slug"],
            purposes=",".join(row["purposes"]),
            actors=_all(loaded.actors, row["actors"]),
            is_demo=True,
            **_plain(row, "title summary text reach website"),
            **_placed(loaded, row),
        )


def load_dates(loaded: Loaded) -> None:
    """Make the dates, counted from today."""
    for row in _missing(Date, read.table("dates")["dates"]):
        hour, minute = map(int, row["time"].split(":"))
        day = loaded.now.astimezone(read.BERLIN) + timedelta(days=row["in_days"])
        start = day.replace(hour=hour, minute=minute, second=0, microsecond=0)
        if row["recurrence"]:
            # A lunch on Wednesdays begins on a Wednesday, whatever day the demo is loaded.
            first = recurrence.Series(start, start, row["recurrence"]).next_after(start)
            start = first.start if first else start
        row = {**row, "districts": [row["district"]] if row["district"] else []}
        dates.create_date(
            slug=row["slug"],
            start=start,
            end=start + timedelta(minutes=row["duration_minutes"]),
            organiser=loaded.actors.get(row["organiser"]),
            is_demo=True,
            **_plain(row, "title kind recurrence place costs access open_to text"),
            **_placed(loaded, row),
        )


def _project(loaded: Loaded, row: dict[str, Any], number: int) -> Project:
    texts = "title summary status effort duration funded_by steps conditions what_worked"
    years = row.get("began_years_ago")
    cost, ends = row.get("cost_eur", {}), row.get("funded_until_in_days")
    return projects.create_project(
        slug=row["slug"],
        began=None if years is None else loaded.now.year - years,
        cost_base=cost.get("base"),
        cost_year=cost.get("year"),
        funded_until=None if ends is None else (loaded.now + timedelta(days=ends)).date(),
        actors=_all(loaded.actors, row["actors"]),
        target_groups=row["target_groups"],
        transferable=row["transferable"],
        contact_willing=row["transferable"],
        created_at=loaded.now - timedelta(days=20 + 37 * number % 400),
        is_demo=True,
        **_plain(row, texts + " what_did_not_work do_differently results what_stays"),
        failed_because=",".join(row.get("failed_because", ())),
        **_placed(loaded, row),
    )


def _placed(loaded: Loaded, row: dict[str, Any]) -> dict[str, Any]:
    """Return where something belongs: its districts, else the whole city; and its topics."""
    return {
        "city": loaded.city,
        "districts": _all(loaded.districts, row["districts"]),
        "topics": _all(loaded.topics, row["topics"]),
    }


def _slugs(rows: Iterable[dict[str, Any]]) -> list[str]:
    return [row["slug"] for row in rows]


def _missing(model: type[Any], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows without those that stayed when the demo was taken away."""
    there = set(model.objects.filter(slug__in=_slugs(rows)).values_list("slug", flat=True))
    return [row for row in rows if row["slug"] not in there]


def _plain(row: dict[str, Any], names: str) -> dict[str, Any]:
    return {name: row[name] for name in names.split() if name in row}


def _all(there: dict[str, T], slugs: Iterable[str]) -> list[T]:
    return [there[slug] for slug in slugs]
