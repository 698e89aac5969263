"""Which caches are there? For parts of pages, for whole pages, and for counting attempts.

Whole pages (`pages`) and counts (`limits`) are the same for all processes. What else is kept
(`default`: parts of pages, what Wagtail remembers) are objects of Python, each process has its own.
One that CACHE_URL names is used for all three.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: Each process has its own. For whole pages that is the fastest, since their keys say how new they
#: are; attempts to sign in would be counted once for each process.
PER_PROCESS = ("locmem.LocMemCache", "dummy.DummyCache")
#: Servers that forget what is oldest. Other caches throw anything away once a few hundred pages lie
#: in them, so that reading would wash counted attempts away.
FOR_COUNTS = ("RedisCache", "PyMemcacheCache", "PyLibMCCache")
OWN = "locmemcache://quartierswissen"
# A page is put together from a dozen parts of some kB each: these are those of a few hundred pages,
# and 10 MB. Django's usual 300 would be the parts of thirty districts, which would push each other
# out.
IN_MEMORY = {"MAX_ENTRIES": 2_000}
SHARED = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "accounts_sharedcount",  # the table of accounts.models.SharedCount
    # What is over is removed by the worker; a full table must not forget who tries.
    "OPTIONS": {"MAX_ENTRIES": 1_000_000},
}


def all_of(chosen: Mapping[str, Any], *, pages: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return Django's setting for what CACHE_URL says; `pages` where it says nothing of them."""
    if is_per_process(chosen):
        chosen = {**chosen, "OPTIONS": IN_MEMORY}
    limits = chosen if str(chosen["BACKEND"]).endswith(FOR_COUNTS) else SHARED
    return {"default": dict(chosen), "pages": dict(pages or chosen), "limits": dict(limits)}


def beside(database: Mapping[str, Any], file: str) -> dict[str, Any] | None:
    """Return the cache for whole pages that goes with a database; `file` is for SQLite.

    A database in memory is one process's own, and so are its pages (None).
    """
    if database["NAME"] == ":memory:":
        return None
    if database["ENGINE"].endswith("postgresql"):
        return {"BACKEND": "pagecache.store_in_database.TableStore"}
    return {"BACKEND": "pagecache.store_in_file.FileStore", "LOCATION": file}


def usual_file(database: Mapping[str, Any]) -> str:
    """Return where whole pages lie: beside an SQLite database, named after it."""
    return f"{database['NAME']}-pages"


def is_per_process(chosen: Mapping[str, Any]) -> bool:
    """Say whether a cache is each process's own."""
    return str(chosen["BACKEND"]).endswith(PER_PROCESS)
