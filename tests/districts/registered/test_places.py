"""Districts and topics: where somebody is responsible, and how their reported pages are called."""

from __future__ import annotations

import pytest

from community import contract
from community.inbox import page_titles
from districts.registered.places import PLACES
from tests.fixtures.town import Town

pytestmark = pytest.mark.django_db


def test_somebody_can_be_responsible_for_each_of_them(town: Town) -> None:
    offered = {value: name for _label, group in contract.scope_choices() for value, name in group}
    for key, (model, label) in PLACES.items():
        assert str(contract.scope_label(key)) == str(label)
        things = {(key, thing.pk): str(thing) for thing in model.objects.all()}
        assert things
        assert contract.scope_names(things) == things
        assert {f"{key}:{pk}": name for (_key, pk), name in things.items()}.items() <= (
            offered.items()
        )


def test_their_pages_are_called_what_they_are(town: Town) -> None:
    expected = {
        thing.get_absolute_url(): str(thing)
        for model, _label in PLACES.values()
        for thing in model.objects.all()
    }
    paths = [*expected, "/stadtteile/gibt-es-nicht/", "/themen/", "/projekte/"]
    found = page_titles.titles(paths)
    assert {path: found[path] for path in expected} == expected
    assert "/stadtteile/gibt-es-nicht/" not in found
