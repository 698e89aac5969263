"""A name that stands on many things is changed: the answer is quick, the rest follows."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from districts import services as directory
from districts.models import City, District
from search import check, outbox, sync
from search.models import Entry, EntryTerm
from tests.faults.conftest import texts_in_index
from tests.search.fake_source import MemorySource, record

pytestmark = [pytest.mark.django_db, pytest.mark.faults]


def test_a_district_with_many_entries_is_renamed_at_once(
    articles: MemorySource,
    proof_size: Callable[[int, int], int],
    django_assert_max_num_queries: Any,
) -> None:
    number = proof_size(2_500, 20_000)
    city = City.objects.create(name="Musterstadt", slug="musterstadt")
    west = District.objects.create(city=city, name="West", slug="west")
    entries = Entry.objects.bulk_create(
        Entry(kind="article", object_id=pk, language="de", title=f"Haus {pk}", public=True,
              version=1, synced_version=1, facets={"district": [["west", "West"]]})
        for pk in range(number)
    )  # fmt: skip
    EntryTerm.objects.bulk_create(
        EntryTerm(entry=entry, facet="district", value="west", label="West") for entry in entries
    )
    began = time.monotonic()
    with django_assert_max_num_queries(20):
        directory.update_district(district=west, name="Wilder Westen")
    seconds = time.monotonic() - began
    print(f"{number} entries marked in {seconds:.2f} s")
    assert seconds < 1
    assert Entry.objects.visible().count() == number
    sync.look_again()
    assert Entry.objects.filter(stale=True).count() == number


def test_new_names_reach_the_index(
    own_index: None, articles: MemorySource, proof_size: Callable[[int, int], int]
) -> None:
    number = proof_size(60, 5_000)
    for pk in range(number):
        articles.things[pk] = record("article", pk, text="Ein alter Name.")
    outbox.changed_many("article", range(number))
    sync.sync_all()
    for pk in range(number):
        articles.put(pk, text="Ein neuer Name.")
    outbox.changed_term("city", "stuttgart")
    sync.sync_all()
    assert set(texts_in_index().values()) == {"Ein neuer Name."}
    assert check.check().clean
