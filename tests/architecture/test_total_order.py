"""A default order that leaves ties open shows them once so and once so: each engine as it likes."""

import pytest
from django.apps import apps
from django.db.models import Model
from wagtail.models import Orderable

from tests.architecture.our_use import APPS
from versions.models import AbstractRevision

ORDERED = [
    model
    for model in apps.get_models()
    if model.__module__.split(".")[0] in APPS
    and model._meta.ordering
    # Their numbers are unique in what they are revisions of, and nobody lists them but there;
    # Wagtail numbers the other.
    and not issubclass(model, AbstractRevision | Orderable)
]


def leaves_ties(model: type[Model]) -> bool:
    names = [str(name).removeprefix("-") for name in model._meta.ordering or ()]
    if "pk" in names:
        return False
    return not any(getattr(model._meta.get_field(name), "unique", False) for name in names)


@pytest.mark.parametrize("model", ORDERED, ids=lambda model: model._meta.label_lower)
def test_an_order_leaves_no_ties(model: type[Model]) -> None:
    assert not leaves_ties(model), model._meta.ordering


def test_there_are_such_models() -> None:
    assert len(ORDERED) >= 15
