"""The small site, made once for all tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import TestCase
from pytest_django.plugin import DjangoDbBlocker

from tests.fixtures.standing import around_the_tests
from tests.look import small_site


@pytest.fixture(scope="module")
def standing_site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One of everything, with all that happens after a commit."""
    with around_the_tests(django_db_blocker):
        with TestCase.captureOnCommitCallbacks(execute=True):
            small_site.build()
        yield


@pytest.fixture
def site(standing_site: None, db: None) -> None:
    """The small site, as new for each test."""
