"""Generated articles and entries: words of the demo's own texts, in an order nobody wrote."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from districts.models import (
    Actor,
    Date,
    DateKind,
    District,
    Entry,
    Project,
    Sector,
    Status,
    Topic,
)
from districts.querysets import columns_of
from districts.services.dates import reckoned
from districts.services.writing import sort_key
from search import outbox
from search.sync import project_stale
from text.identity import key_for
from versions.models import fingerprint
from wiki import rendering
from wiki.addresses import slug_for
from wiki.models import Article, Revision

BATCH = 500


def generate(number: int, *, seed: int = 1) -> None:
    """Make `number` articles of one revision each, about 150 words long, and their entries.

    They go into the tables in batches, past the service that would take 10 ms each.
    """
    chance, words = random.Random(seed), _words()
    districts = list(District.objects.all())
    for start in range(0, number, BATCH):
        rows = range(start, min(start + BATCH, number))
        with transaction.atomic():
            _batch(rows, words, districts, chance)
    while project_stale():
        pass


def generate_entries(number: int, *, seed: int = 2) -> None:
    """Make `number` entries: 35 % actors, 35 % projects, 30 % dates, with their search records.

    One in ten is city-wide, a third of the dates repeats, half of them are over. They have no
    history, and go into the tables in batches.
    """
    chance, words = random.Random(seed), _words()
    places = _Places(chance)
    shares: list[tuple[type[Entry], float, Callable[..., Entry]]] = [
        (Actor, 0.35, _actor),
        (Project, 0.35, _project),
        (Date, 0.3, _date),
    ]
    for model, share, make in shares:
        for start in range(0, round(number * share), BATCH):
            rows = range(start, min(start + BATCH, round(number * share)))
            made = [make(chance, _common(chance, words, row)) for row in rows]
            with transaction.atomic():
                places.give_away(made)
                outbox.changed_many(model.KIND, [entry.pk for entry in made])
    while project_stale():
        pass


def _words() -> list[str]:
    bodies = Revision.objects.filter(article__is_demo=True).values_list("body", flat=True)
    return sorted({word for body in bodies for word in body.split() if word.isalpha()})


def _common(chance: random.Random, words: list[str], row: int) -> dict[str, Any]:
    name = " ".join(chance.choices(words, k=3)) + f" {row}"
    return {
        "slug": slug_for(name),
        "name": name,
        "sort_key": sort_key(name),
        "summary": " ".join(chance.choices(words, k=20)) + ".",
        "is_demo": True,
        "updated_at": timezone.now() - timedelta(minutes=row),
    }


def _actor(chance: random.Random, common: dict[str, Any]) -> Entry:
    sector = chance.choice(Sector.values)
    return Actor(**common, sector=sector, phone="0711 1234", phone_public=True)


def _project(chance: random.Random, common: dict[str, Any]) -> Entry:
    title, status = common.pop("name"), chance.choice(Status.values)
    return Project(**common, title=title, status=status, transferable=chance.random() < 0.3)


def _date(chance: random.Random, common: dict[str, Any]) -> Entry:
    title, text = common.pop("name"), common.pop("summary")
    start = timezone.now() + timedelta(hours=chance.randint(-4000, 4000))
    times: dict[str, Any] = {
        "start": start,
        "end": start + timedelta(hours=2),
        "recurrence": "FREQ=WEEKLY" if chance.random() < 0.3 else "",
        "exceptions": [],
        "changes": {},
    }
    kind = chance.choice(DateKind.values)
    return Date(**common, title=title, text=text, kind=kind, **times | reckoned(times))


class _Places:
    """Gives entries their districts, topics and actors."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.districts = list(District.objects.all())
        self.topics = list(Topic.objects.values_list("pk", flat=True))

    def give_away(self, made: list[Any]) -> None:
        """Save entries of one kind with where they belong."""
        chosen = []
        for entry in made:
            district = self.chance.choice(self.districts)
            entry.city_id, entry.city_wide = district.city_id, self.chance.random() < 0.1
            chosen.append(district.pk)
        model = type(made[0])
        model.objects.bulk_create(made)
        own = [(e.pk, pk) for e, pk in zip(made, chosen, strict=True) if not e.city_wide]
        self._link(model, "districts", own)
        topics = self.chance.choices(self.topics, k=len(made))
        self._link(model, "topics", ((e.pk, pk) for e, pk in zip(made, topics, strict=True)))
        if model is Project:
            actors = list(Actor.objects.filter(is_demo=True).values_list("pk", flat=True))
            takers = self.chance.choices(actors, k=len(made))
            self._link(model, "actors", ((e.pk, pk) for e, pk in zip(made, takers, strict=True)))

    def _link(self, model: type[Any], name: str, pairs: Iterable[tuple[int, int]]) -> None:
        ours, theirs = columns_of(model, name)
        table = model._meta.get_field(name).remote_field.through
        table.objects.bulk_create(
            table(**{f"{ours}_id": own, f"{theirs}_id": other}) for own, other in pairs
        )


def _batch(rows: range, words: list[str], districts: list[District], chance: random.Random) -> None:
    now = timezone.now()
    articles, revisions = [], []
    for row in rows:
        title = " ".join(chance.choices(words, k=3)) + f" {row}"
        moment = now - timedelta(minutes=row)
        article = Article(
            title=title,
            title_words=key_for(title),
            slug=slug_for(title),
            district=chance.choice(districts),
            head_number=1,
            published_number=1,
            last_number=1,
            created_at=moment,
            updated_at=moment,
            content_changed_at=moment,
            is_demo=True,
        )
        body = "\n\n".join(" ".join(chance.choices(words, k=50)) + "." for _ in range(3)) + "\n"
        made = rendering.make(body, district=article.district, language="de", trusted=True)
        articles.append(article)
        revisions.append(
            Revision(
                article=article,
                number=1,
                title=title,
                body=body,
                created=moment,
                **fingerprint(body),
                **made.fields,
            )
        )
    Article.objects.bulk_create(articles)
    Revision.objects.bulk_create(revisions)
    outbox.changed_many("article", [article.pk for article in articles])
