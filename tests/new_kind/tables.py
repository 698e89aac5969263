"""Tables of the throw-away kind, for every test of its process: a plugin of pytest."""

from typing import Any

import pytest
from django.db import connection


@pytest.fixture(scope="session", autouse=True)
def tables(django_db_setup: None, django_db_blocker: Any) -> None:
    """The tests' database has what migrations make; a throw-away app has none."""
    from tests.new_kind.workshops.models import Workshop, WorkshopRevision  # after setup()

    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for model in (Workshop, WorkshopRevision):
            editor.create_model(model)
