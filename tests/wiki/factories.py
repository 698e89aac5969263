"""Places and articles that wiki tests write with."""

from districts.models import City, District, Topic
from tests.people import person
from wiki import services
from wiki.models import Article


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
