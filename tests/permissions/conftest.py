"""The world of the walks, made once for all tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.fixtures.standing import around_the_tests
from tests.permissions import things_of_the_editors
from tests.permissions.things import THINGS
from tests.permissions.world import World, build


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One of every hidden thing, and what is public around them.

    It lies in a transaction around those of the tests: what a test changes is taken back, and the
    world with the module. Making it takes as long as asking two hundred addresses.
    """
    with around_the_tests(django_db_blocker):
        made = build()
        for thing in THINGS:
            thing.make(made, thing.canary)
        things_of_the_editors.note_the_rest(made)
        yield made
