"""How the site talks to its database."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_no_query_is_compiled_before_it_is_run() -> None:
    """A new database has not been analysed: each query of a page would be compiled each time."""
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL compiles queries")
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
