"""What a process of the server takes of the memory: little of its own, the rest is shared."""

from __future__ import annotations

import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path

import pytest

from tests.fixtures.servers import PATIENT_SECONDS
from tests.fixtures.site import Site, StartSite
from tests.look import small_site

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.any_database,
    pytest.mark.skipif(sys.platform != "linux", reason="the kernel's own account is asked"),
]
#: Megabytes: what the processes have in common is divided among them (PSS).
SHARE = 150
#: Megabytes that a process has for itself; without loading before they part it were 140 at once.
OWN_AT_FIRST = 60
ADDRESSES = (
    *(
        "/",
        "/en/",
        "/de-simple/",
        "/stadtteile/",
        "/themen/",
        "/wiki/",
        "/akteure/",
        "/gibt-es-nicht/",
    ),
    *("/projekte/", "/projekte/?q=garten", "/projekte/tabelle.csv", "/termine/kalender.ics"),
    *("/termine/", "/termine/?month=2026-12", "/suche/?q=fahrradreparatur", "/sitemap.xml"),
    *("/api/v1/projects", "/api/v1/search?q=garten", "/api/v1/districts?format=geojson"),
)


def test_processes_share_what_is_the_same_in_all(start_site: StartSite) -> None:
    small_site.build()
    site = start_site(workers=2, threads=4)
    assert max(own for _share, own in of_processes(site)) < OWN_AT_FIRST
    ask(site, 2 * len(ADDRESSES))
    assert max(share for share, _own in of_processes(site)) < SHARE


@pytest.mark.full
def test_it_stays_so(start_site: StartSite) -> None:
    small_site.build()
    site = start_site(workers=2, threads=4)
    ask(site, 5_000)
    assert max(share for share, _own in of_processes(site)) < SHARE


def ask(site: Site, times: int) -> None:
    """Ask for so many pages, each time another one; what no page knows goes past what is kept."""
    for number, address in enumerate(islice(cycle(ADDRESSES), times)):
        sign = "&" if "?" in address else "?"
        with suppress(urllib.error.HTTPError):  # what is not there costs memory, too
            urllib.request.urlopen(f"{site.url}{address}{sign}x={number}", timeout=60).close()


def of_processes(site: Site) -> list[tuple[float, float]]:
    """Return for each process that answers its share of all memory and what is its own, in MB."""
    first = site.process.pid
    last = time.monotonic() + PATIENT_SECONDS  # the first answers before the second is begun
    while True:
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        if len(children) == 2 or time.monotonic() > last:
            break
        time.sleep(0.05)
    assert len(children) == 2
    return [_of(int(child)) for child in children]


def _of(process: int) -> tuple[float, float]:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]
    sizes = {name: int(rest.split()[0]) for name, _colon, rest in (x.partition(":") for x in lines)}
    own = sizes["Private_Clean"] + sizes["Private_Dirty"]
    return sizes["Pss"] / 1024, own / 1024
