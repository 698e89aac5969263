"""A month by days, and one day of it: readable and quick however much takes place."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from districts import services
from districts.calendar.recurrence import ZONE
from districts.models import Date
from districts.views.dates import ON_A_DAY
from tests.districts.conftest import Town

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DAY = datetime(2032, 5, 14, 18, tzinfo=ZONE)
MONTH = "/termine/?month=2032-05"


def meet(town: Town, number: int, start: datetime = DAY) -> Date:
    start += timedelta(minutes=number)
    return services.create_date(title=f"Treff {number}.", start=start, districts=[town.west])


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.fixture
def busy(town: Town) -> int:
    """Return on how many dates people meet on one day."""
    services.hide_entry(entry=town.date)
    for number in range(ON_A_DAY + 3):
        meet(town, number)
    return ON_A_DAY + 3


def test_a_busy_day_shows_the_first_and_leads_to_all(client: Client, town: Town, busy: int) -> None:
    meet(town, 99, DAY + timedelta(days=1))
    page = text(client, f"{MONTH}&district=west")
    assert [number for number in range(busy) if f"Treff {number}." in page] == [*range(ON_A_DAY)]
    assert "Treff 99." in page
    assert f"Alle {busy} Termine am 14. Mai" in " ".join(page.split())
    assert page.count('href="/termine/?district=west&amp;day=2032-05-14"') == 1
    day = text(client, "/termine/?district=west&day=2032-05-14")
    assert all(f"Treff {number}." in day for number in range(busy))
    assert "Treff 99." not in day
    assert "<title>Termine am 14. Mai 2032" in " ".join(day.split())
    for beside in ("day=2032-05-13", "day=2032-05-15", "month=2032-05"):
        assert f'href="/termine/?district=west&amp;{beside}"' in day


def test_a_day_with_few_dates_leads_nowhere(client: Client, town: Town) -> None:
    services.hide_entry(entry=town.date)  # each week, on whatever day that is
    for number in range(ON_A_DAY):
        meet(town, number)
    page = text(client, MONTH)
    assert f"Treff {ON_A_DAY - 1}." in page
    assert "day=2032" not in page


def test_a_day_goes_along_with_a_filter_and_into_the_table(
    client: Client, town: Town, busy: int
) -> None:
    page = text(client, "/termine/?day=2032-05-14")
    assert '<input type="hidden" name="day" value="2032-05-14">' in page
    assert "/termine/tabelle.csv?day=2032-05-14" in page
    answer = client.get("/termine/tabelle.csv?day=2032-05-14")
    assert "2032-05-14.csv" in answer["Content-Disposition"]
    assert answer.content.decode().count("Treff") == busy
    found = client.get("/api/v1/events?day=2032-05-14").json()
    assert found["total"] == busy
    assert client.get("/api/v1/events?day=2032-05-32").status_code == 400


def test_a_day_on_which_nothing_is_planned_says_so(client: Client, town: Town) -> None:
    assert "An diesem Tag ist nichts geplant." in text(client, "/termine/?day=2019-05-14")


def test_a_month_costs_as_many_queries_with_many_dates(client: Client, town: Town) -> None:
    def queries() -> int:
        text(client, MONTH)
        with CaptureQueriesContext(connection) as caught:
            assert "Treff" in text(client, f"{MONTH}&district=west")
        return len(caught)

    meet(town, 0)
    few = queries()
    for number in range(1, 15):
        meet(town, number, DAY + timedelta(days=number))
    assert queries() == few
