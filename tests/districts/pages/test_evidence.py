"""Which conditions the directory can answer: partners of a sector, and nothing else."""

import pytest

from districts import services
from districts.models import Actor
from districts.pages.evidence import SHOWN, check
from tests.districts.conftest import Town

PARTNER = "partner_sector"


def test_nothing_asked_costs_nothing(town: Town, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert check([], town.west) == []
        (room,) = check([("room", "Ein Saal", "")], town.west)
    assert (room.answer, room.by_data) == ("unknown", False)


@pytest.mark.parametrize(
    ("kind", "sector", "answer"),
    [
        (PARTNER, "business", "met"),
        # That nobody is known does not say that there is nobody.
        (PARTNER, "church", "unknown"),
        (PARTNER, "", "unknown"),
        # Only a partner can be read from data, whatever else stands beside it.
        ("room", "business", "unknown"),
    ],
)
def test_one_condition(town: Town, kind: str, sector: str, answer: str) -> None:
    (found,) = check([(kind, "Worte", sector)], town.west)
    assert (found.kind, found.text, found.sector) == (kind, "Worte", sector)
    assert found.answer == answer
    assert found.by_data is (answer == "met")


def test_in_the_order_asked_and_two_of_one_sector_share_what_proves_them(town: Town) -> None:
    rows = [(PARTNER, "B", "business"), ("hours", "A", ""), (PARTNER, "C", "business")]
    found = check(iter(rows), town.west)
    assert [each.text for each in found] == ["B", "A", "C"]
    assert found[0].evidence == found[2].evidence == [town.actor]


def test_no_more_names_than_prove_it_the_nearest_first(town: Town) -> None:
    for number in range(SHOWN + 1):
        services.create_actor(name=f"A{number}", sector="business", city=town.city)
    (found,) = check([(PARTNER, "B", "business")], town.west)
    # Those of the whole city come after the bakery of the district.
    assert [actor.name for actor in found.evidence] == ["Bäckerei Krümel", "A0", "A1"]


@pytest.mark.parametrize("values", [{"state": "hidden"}, {"state": "held"}, {"council_body": True}])
def test_who_is_not_listed_proves_nothing(town: Town, values: dict[str, object]) -> None:
    Actor.objects.filter(pk=town.actor.pk).update(**values)
    (found,) = check([(PARTNER, "B", "business")], town.west)
    assert found.answer == "unknown"


def test_a_shop_elsewhere_proves_nothing_here(town: Town) -> None:
    (found,) = check([(PARTNER, "B", "business")], town.east)
    assert found.answer == "unknown"
