"""Topics stay two levels deep, whatever is put below what; groups of the same words are one."""

import pytest

from districts import services
from districts.models import TargetGroup, Topic
from districts.services.topics import TooDeep
from tests.districts.conftest import Town


@pytest.mark.parametrize(
    ("topic", "parent", "is_fine"),
    [
        ("lone", None, True),
        ("lone", "topic", True),
        ("lone", "child", False),
        ("child", "lone", True),
        ("child", None, True),
        # It has one below it: that would be the third.
        ("topic", "lone", False),
        ("topic", "topic", False),
        ("child", "child", False),
        ("topic", "child", False),
        ("topic", None, True),
    ],
)
def test_two_levels(town: Town, topic: str, parent: str | None, is_fine: bool) -> None:
    lone = services.create_topic(name="Klima")
    known = {"topic": town.topic, "child": town.child, "lone": lone, None: None}
    if is_fine:
        changed = services.update_topic(topic=known[topic], parent=known[parent])
        assert changed.parent == known[parent]
    else:
        before = known[topic].parent
        with pytest.raises(TooDeep):
            services.update_topic(topic=known[topic], parent=known[parent])
        assert Topic.objects.get(pk=known[topic].pk).parent == before


def test_none_is_made_below_one_that_is_below(town: Town) -> None:
    assert services.create_topic(name="Besuche", parent=town.topic).parent == town.topic
    with pytest.raises(TooDeep):
        services.create_topic(name="Anrufe", parent=town.child)
    assert not Topic.objects.filter(name="Anrufe").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("names", "found"),
    [
        ([], []),
        (["", "  ", "\u200b"], []),
        (["Ältere"], ["Ältere"]),
        (["Ältere", "ältere ", "ÄLTERE"], ["Ältere"]),
        # In the order in which they were named; those that were there keep their spelling.
        (["Zugezogene", "kinder", "Eltern"], ["Zugezogene", "Kinder", "Eltern"]),
        (["x" * 121], ["x" * 120]),
    ],
)
def test_target_groups(names: list[str], found: list[str]) -> None:
    TargetGroup.objects.create(name="Kinder", slug="kinder")
    assert [group.name for group in services.ensure_target_groups(names)] == found
    again = services.ensure_target_groups(names)
    assert [group.name for group in again] == found
    assert TargetGroup.objects.count() == len({*found, "Kinder"})
