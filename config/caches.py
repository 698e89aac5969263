"""Which caches are there? One for pages, and one for counting attempts that all processes share."""

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
SHARED = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "accounts_sharedcount",  # the table of accounts.models.SharedCount
    # What is over is removed by the worker; a full table must not forget who tries.
    "OPTIONS": {"MAX_ENTRIES": 1_000_000},
}


def both(chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Return Django's setting for what CACHE_URL says: `limits` is always shared."""
    limits = chosen if str(chosen["BACKEND"]).endswith(FOR_COUNTS) else SHARED
    return {"default": dict(chosen), "limits": dict(limits)}


def is_per_process(chosen: Mapping[str, Any]) -> bool:
    """Say whether a cache is each process's own."""
    return str(chosen["BACKEND"]).endswith(PER_PROCESS)
