"""What lasts for several days says its last one wherever its first one stands."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from districts import services
from districts.calendar import times
from districts.calendar.recurrence import ZONE
from districts.models import Date
from search import contract
from tests.districts.conftest import Town

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
NOW = datetime(2026, 12, 1, 9, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def december() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def made(town: Town, start: str, end: str, rule: str = "", **values: Any) -> Date:
    begin, last = (datetime.fromisoformat(text).replace(tzinfo=ZONE) for text in (start, end))
    fields = {"title": "Zeltlager", "districts": [town.west], "place": "Wiese"} | values
    return services.create_date(start=begin, end=last, recurrence=rule, **fields)


def line(client: Client, address: str) -> str:
    """Return the row of a page that names the date, in bare words."""
    page = client.get(address).content.decode().partition("<main")[2].partition("</main")[0]
    rows = [re.sub(r"<[^>]+>", " ", row) for row in re.findall(r"<li>.*?</li>", page, re.DOTALL)]
    # It is named among what was changed lately, too, without its place.
    named = [" ".join(row.split()) for row in rows if "Zeltlager" in row]
    (found,) = [row for row in named if "Wiese" in row]
    return found


DISTRICT, SHEET = "/stadtteile/west/", "/stadtteile/west/aushang/"
LONG = ("2026-12-04T18:00", "2026-12-06T14:00")
#: Start, end, last day: an end at midnight is of the day before, and so is that of a night.
ENDS = [
    (*LONG, "6. Dezember"),
    ("2026-12-04T18:00", "2026-12-05T14:00", "5. Dezember"),
    ("2026-12-04T18:00", "2026-12-04T21:00", ""),
    ("2026-12-04T18:00", "2026-12-05T00:00", ""),
    ("2026-12-04T21:00", "2026-12-05T05:00", ""),
]


@pytest.mark.parametrize(("start", "end", "last"), ENDS)
@pytest.mark.parametrize("address", [DISTRICT, SHEET])
def test_lines_of_a_district(
    client: Client, town: Town, address: str, start: str, end: str, last: str
) -> None:
    made(town, start, end)
    found = line(client, address)
    assert "4. Dezember" in found
    assert "Wiese" in found
    assert found.count("bis") == bool(last)
    assert re.search(rf"18:00( Uhr)? bis (\w+, )?{last}", found) or not last


def test_it_goes_on_already(client: Client, town: Town) -> None:
    made(town, "2026-11-30T18:00", "2026-12-02T14:00")
    assert "Montag, 30. November 2026, 18:00 Uhr bis Mittwoch, 2. Dezember 2026" in line(
        client, DISTRICT
    )


def test_each_time_of_a_series(client: Client, town: Town) -> None:
    entry = made(town, *LONG, "FREQ=MONTHLY;BYDAY=1FR")
    assert "18:00 Uhr bis Sonntag, 6. Dezember 2026" in line(client, DISTRICT)
    page = " ".join(
        re.sub(r"<[^>]+>", "", client.get(entry.get_absolute_url()).content.decode()).split()
    )
    assert "Freitag, 1. Januar 2027, 18:00 Uhr bis Sonntag, 3. Januar 2027" in page


def test_only_one_time_is_longer(town: Town) -> None:
    entry = made(town, "2026-12-04T18:00", "2026-12-04T20:00", "FREQ=WEEKLY")
    end = datetime(2026, 12, 13, 12, tzinfo=ZONE)
    services.change_time(entry=entry, day=date(2026, 12, 11), end=end)
    entry.refresh_from_db()
    found = [shown.until for shown in times.next_ones(entry, NOW, 3)]
    assert found == [None, date(2026, 12, 13), None]


def test_where_it_was_moved_from_it_lasts_no_day(client: Client, town: Town) -> None:
    entry = made(town, *LONG, "FREQ=MONTHLY;BYDAY=1FR")
    start, end = datetime(2026, 12, 11, 18, tzinfo=ZONE), datetime(2026, 12, 13, 14, tzinfo=ZONE)
    services.change_time(entry=entry, day=date(2026, 12, 4), start=start, end=end)
    entry.refresh_from_db()
    gone, there = times.next_ones(entry, NOW, 1)
    assert (gone.until, there.until) == (None, date(2026, 12, 13))


def test_a_hit_of_the_search(client: Client, town: Town) -> None:
    entry = made(town, *LONG)
    assert contract.source("event").records([entry.pk])[entry.pk].extra["until"] == "2026-12-06"
    page = " ".join(client.get("/suche/?q=Zeltlager").content.decode().split())
    (said,) = re.findall(r"<span> ?(Am .*?) ?</span>", page)
    assert re.sub(r"<[^>]+>", "", said) == "Am 4. Dezember 2026 bis 6. Dezember 2026"
    short = made(town, "2026-12-04T18:00", "2026-12-04T20:00", title="Anders")
    assert "until" not in contract.source("event").records([short.pk])[short.pk].extra
