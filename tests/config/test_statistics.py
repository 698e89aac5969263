"""SQLite knows how large its tables are."""

import pytest
from django.db import connection

from config import statistics
from districts.models import Topic

pytestmark = pytest.mark.django_db


def test_sqlite_has_counted_what_was_written() -> None:
    Topic.objects.create(name="Stille", slug="stille")
    statistics.refresh()
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(stat) FROM sqlite_stat1 WHERE tbl = 'districts_topic'")
        (found,) = cursor.fetchone()
    assert int(found.split()[0]) == Topic.objects.count()
