"""The shared store, as a site on the database of this run has it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import connection

from config.caches import beside
from pagecache.store import Store


@pytest.fixture
def kept_file(tmp_path: Path) -> Path:
    return tmp_path / "site.sqlite3-pages"


@pytest.fixture
def store(transactional_db: None, kept_file: Path, settings: Any) -> Iterator[Store]:
    """Pages are kept in it, and shared by all processes."""
    chosen = beside(django_settings.DATABASES["default"], str(kept_file))
    settings.CACHES = {**django_settings.CACHES, "pages": chosen}
    made = caches["pages"]
    assert isinstance(made, Store)
    yield made
    if connection.vendor == "sqlite":
        made.disconnect()  # type: ignore[attr-defined]
