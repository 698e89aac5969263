"""Which cache is for what, by what the settings say."""

from typing import Any

import pytest

from config.caches import IN_MEMORY, OWN, SHARED, all_of, beside, usual_file
from config.settings import addresses

FILE = "/srv/site.sqlite3"


@pytest.mark.parametrize(
    ("address", "pages"),
    [
        (
            f"sqlite:///{FILE}",
            {"BACKEND": "pagecache.store_in_file.FileStore", "LOCATION": f"{FILE}-pages"},
        ),
        ("postgres://name@host/site", {"BACKEND": "pagecache.store_in_database.TableStore"}),
    ],
)
def test_pages_lie_beside_the_database_and_counts_where_nothing_is_pushed_out(
    address: str, pages: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "file", str)
    monkeypatch.setattr(addresses.Path, "is_dir", lambda path: True)
    database = addresses.database(address)
    own = addresses.cache(OWN)
    made = all_of(own, pages=beside(database, usual_file(database)))
    parts = {**own, "OPTIONS": IN_MEMORY}
    assert made == {"default": parts, "pages": pages, "limits": SHARED}


def test_what_lies_in_memory_has_its_pages_there() -> None:
    own = addresses.cache(OWN)
    made = all_of(own, pages=beside(addresses.database("sqlite://"), "unused"))
    assert made["pages"] == made["default"] == {**own, "OPTIONS": IN_MEMORY}


def test_a_named_cache_is_for_all_three() -> None:
    named = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://cache"}
    assert all_of(named) == dict.fromkeys(("default", "pages", "limits"), named)
