"""How does the site answer when several ask at once, and what fails then?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count

from local.benchmark import client
from local.benchmark.report import Row

#: One reader, a busy hour, and a link in a newspaper.
SIZES = (1, 8, 32)


def crowded(
    port: int, pages: Mapping[str, tuple[str, Mapping[str, str]]], *, live: str, seconds: float
) -> Iterator[Row]:
    """Measure each page (name → address, headers), asked for by so many at once.

    An address with `{n}` is another one each time. Every row says how many answers failed.
    """
    for size in SIZES:
        floor = client.crowd(port, lambda: live, {}, size=size, seconds=seconds)
        for name, (address, headers) in pages.items():
            numbers = count(1)
            found = client.crowd(
                port,
                lambda address=address, numbers=numbers: address.format(n=next(numbers)),
                headers,
                size=size,
                seconds=seconds,
            )
            title = f"{name}, {size} at once, {found.failed} failed"
            yield Row(title, "ms p50", found.p50, "live", floor.p50)
            yield Row(f"{title}, p95", "ms p95", found.p95, "live", floor.p95)
