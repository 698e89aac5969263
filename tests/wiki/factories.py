"""People and places that wiki tests write with."""

from itertools import count

from accounts.models import User
from districts.models import City, District, Topic
from wiki import services
from wiki.models import Article

_numbers = count(1)


def person(trust: str = User.Trust.RESIDENT, name: str = "") -> User:
    number = next(_numbers)
    return User.objects.create_user(
        f"person{number}@example.org",
        name=name or f"Person {number}",
        slug=f"person-{number}",
        trust=trust,
    )


def moderator() -> User:
    return person(User.Trust.MODERATOR)


def newcomer() -> User:
    return person(User.Trust.NEW)


def district(name: str = "Bad Cannstatt", slug: str = "bad-cannstatt") -> District:
    city, _created = City.objects.get_or_create(name="Stuttgart", slug="stuttgart")
    return District.objects.get_or_create(slug=slug, defaults={"name": name, "city": city})[0]


def topic(name: str = "Einsamkeit", slug: str = "einsamkeit") -> Topic:
    return Topic.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def article(
    title: str = "Spielplätze", body: str = "Rutschen gibt es.\n", **fields: object
) -> Article:
    fields.setdefault("author", person())
    made, _result = services.create_article(title=title, body=body, **fields)  # type: ignore[arg-type]
    return made
