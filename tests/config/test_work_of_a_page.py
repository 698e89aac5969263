"""How much work is a page? Counted in calls of functions, so that each machine finds the same.

Statements have budgets of their own (``tests/config/demo``); but a query that takes the ORM longer
to put together than the page around it is one statement, too.
"""

from __future__ import annotations

import cProfile
import pstats

import pytest
from django.core.cache import caches
from django.test import Client

from tests.fixtures.figures import Figure
from tests.people import moderator, person, signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]

#: Thousand calls at most: of the third visit of somebody signed in, and of a page that is made with
#: nothing kept. Half as many again as when they were written down.
PAGES = {
    "article": ("/wiki/west/plauderbank/", 40, 95),
    "history": ("/wiki/west/plauderbank/verlauf/", 65, 45),
    "form of an article": ("/wiki/west/plauderbank/bearbeiten/", 95, 85),
    "district": ("/stadtteile/west/", 35, 330),
    "topic": ("/themen/hitze/", 35, 180),
    "notice sheet": ("/stadtteile/west/aushang/", 35, 180),
    "project": ("/projekte/bank-am-bach/", 100, 105),
    "projects": ("/projekte/", 30, 115),
    "dates": ("/termine/", 30, 95),
    "home": ("/", 55, 120),
    "search": ("/suche/?q=Plauderbank", 40, 35),
}


def thousand_calls(client: Client, path: str) -> float:
    profile = cProfile.Profile()
    with profile:
        assert client.get(path).status_code == 200, path
    return round(pstats.Stats(profile).total_calls / 1000, 1)  # type: ignore[attr-defined]


@pytest.mark.parametrize("who", ["resident", "moderator"])
def test_a_page_is_little_work_for_whoever_is_signed_in(
    committed_site: None, figure: Figure, who: str
) -> None:
    client = signed_in({"resident": person, "moderator": moderator}[who]())
    for name, (path, bound, _made) in PAGES.items():
        for _visit in range(2):
            client.get(path)
        calls = thousand_calls(client, path)
        figure(f"thousand calls: {name}, {who}", calls, at_most=bound)


def test_a_page_that_is_made_is_little_work(committed_site: None, figure: Figure) -> None:
    for name, (path, _kept, bound) in PAGES.items():
        client = Client()
        client.get(path)  # what a process asks once only
        for cache in caches.all():
            cache.clear()
        client.get("/datenschutz/")  # what Wagtail keeps of its sites
        figure(f"thousand calls: {name}, made", thousand_calls(client, path), at_most=bound)
