"""A count says what one would see: it is compared with the rows that its choice leaves."""

import random
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from districts import entries, services
from districts.lists.counting import counted
from districts.models import Reason, Sector, Status
from tests.districts.conftest import Town
from tests.fixtures.conditions import every_day

SEEDS = every_day(range(8), one_in=4)
PROJECTS = entries.by_key("project")


@pytest.fixture
def projects(town: Town, request: pytest.FixtureRequest) -> None:
    """Thirty projects, their values drawn at random."""
    chance = random.Random(0)
    actors = [
        services.create_actor(name=f"Wer {sector}", sector=sector, districts=[town.west])
        for sector in Sector.values[:3]
    ]
    some: Any = lambda things: chance.sample(things, chance.randint(0, len(things)))  # noqa: E731
    for at in range(30):
        status = chance.choice(Status.values)
        services.create_project(
            title=f"Vorhaben {at}",
            status=status,
            failed_because=",".join(some(Reason.values)) if status == Status.FAILED else "",
            cost_base=chance.choice([None, 0, 300, 500, 501, 9000]),
            transferable=chance.random() < 0.3,
            funded_until=chance.choice([None, timezone.localdate(), date(2020, 1, 1)]),
            districts=some([town.west, town.east]),
            city=town.city,
            topics=some([town.topic, town.child]),
            actors=some([*actors, town.actor]),
            target_groups=some(["Kinder", "Ältere", "Alle"]),
        )


def bound(query: str) -> Any:
    return PROJECTS.lists.filters(QueryDict(query), queryset=PROJECTS.listed_for(None))


def choices(filters: Any) -> dict[str, dict[str, int]]:
    """Return how many of each value a reader is told of, by facet."""
    _total, counts = counted(filters, "test")
    return {
        name: {
            value: n
            for value, _label, n in facet.labelled(counts.get(name, []), filters.scope)
            if n
        }
        for name, facet in filters.facets.items()
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_counts_are_what_one_would_see(projects: None, seed: int) -> None:
    chance = random.Random(seed)
    everything = choices(bound(""))
    pairs = [(name, value) for name, values in everything.items() for value in values]
    # Some choices narrow together, also two of one facet and one that does not exist.
    chosen = [*chance.sample(pairs, 2), *chance.sample([*pairs, ("status", "lost")], 1)]
    query = QueryDict(mutable=True)
    for name, value in chosen:
        query.appendlist(name, value)
    filters = bound(query.urlencode())
    total, _counts = counted(filters, "test")
    assert total == filters.narrowed().count()
    told = choices(filters)
    for name, values in everything.items():
        # A district where only city-wide projects are left is offered to those who chose it alone.
        offered = told[name] if name == "district" else values
        for value in offered:
            alone = query.copy()
            alone.setlist(name, [value])
            assert told[name].get(value, 0) == bound(alone.urlencode()).narrowed().count(), (
                query.urlencode(),
                name,
                value,
            )


def test_three_queries_whatever_there_is(projects: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        counted(bound(""), "test")
    assert len(asked) == 3


def test_what_does_not_exist_leaves_nothing_and_other_facets_say_so(projects: None) -> None:
    filters = bound("status=lost")
    total, _counts = counted(filters, "test")
    told = choices(filters)
    assert total == 0
    # Its own facet says what one would see instead.
    assert sum(told.pop("status").values()) == 31
    assert not any(told.values())
