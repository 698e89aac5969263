"""A series moves: what was cancelled or different at single times goes along, or is asked about."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from districts import services
from districts.calendar import moved_times, recurrence
from districts.calendar.recurrence import ZONE
from districts.models import Date
from districts.services.moved_times import LosesTimes
from districts.services.signature import Signature
from tests.districts.conftest import Town, person
from tests.untouched import sent_by

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 4, 9, tzinfo=ZONE)
APRIL = date(2027, 4, 7)


@pytest.fixture(autouse=True)
def january(settings: Any) -> Iterator[None]:
    settings.RATE_LIMITS = False
    with time_machine.travel(NOW, tick=False):
        yield


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def series(start: str, rule: str) -> recurrence.Series:
    return recurrence.Series(moment(start), moment(start), rule)


@pytest.fixture
def treff(town: Town) -> Date:
    """Every first Wednesday: 6.1., 3.2., 3.3., 7.4. (cancelled), 5.5. (in the east) …"""
    entry = services.create_date(
        title="Treff",
        start=moment("2027-01-06T18:00"),
        end=moment("2027-01-06T20:00"),
        recurrence="FREQ=MONTHLY;BYDAY=1WE",
        districts=[town.west],
    )
    services.cancel_time(entry=entry, day=APRIL, because="Ferien")
    services.change_time(entry=entry, day=date(2027, 5, 5), place="Hang", districts=[town.east])
    services.update_date(entry=entry, exceptions=[moment("2027-06-02T18:00").isoformat()])
    entry.refresh_from_db()
    return entry


def changed(client: Client, entry: Date, **fields: Any) -> Any:
    address = f"{entry.get_absolute_url()}bearbeiten/"
    client.force_login(person("resident"))
    data = sent_by(client.get(address).content.decode())
    answer = client.post(address, data | {name: [value] for name, value in fields.items()})
    entry.refresh_from_db()
    return answer


@pytest.mark.parametrize(
    ("old", "new", "day", "becomes"),
    [
        *(
            (("2027-01-06T18:00", "FREQ=MONTHLY;BYDAY=1WE"), new, "2027-04-07", becomes)
            for new, becomes in [
                (("2027-01-07T18:00", "FREQ=MONTHLY;BYDAY=1TH"), "2027-04-01"),
                (("2027-01-06T12:00", "FREQ=MONTHLY;BYDAY=1WE"), "2027-04-07"),
                (("2027-02-03T18:00", "FREQ=MONTHLY;BYDAY=1WE"), "2027-04-07"),
                (("2027-02-03T18:00", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1WE"), None),
                (("2027-01-07T18:00", "FREQ=WEEKLY"), "2027-04-08"),
                (("2027-01-06T18:00", ""), None),
            ]
        ),
        (
            *(("2027-01-06T18:00", "FREQ=WEEKLY"), ("2027-01-08T18:00", "FREQ=WEEKLY")),
            *("2027-04-07", "2027-04-09"),
        ),
        (
            ("2027-01-06T18:00", "FREQ=WEEKLY;BYDAY=WE,TH"),
            ("2027-01-07T18:00", "FREQ=WEEKLY;BYDAY=TH,FR"),
            *("2027-04-07", "2027-04-09"),
        ),
        (
            ("2027-01-06T18:00", "FREQ=WEEKLY;BYDAY=WE,TH"),
            ("2027-01-07T18:00", "FREQ=WEEKLY;BYDAY=TH,FR"),
            *("2027-04-08", "2027-04-08"),
        ),
        (
            *(("2027-01-06T18:00", "FREQ=YEARLY"), ("2027-02-03T18:00", "FREQ=YEARLY")),
            *("2029-01-06", "2029-02-03"),
        ),
        (
            *(("2027-01-06T18:00", "FREQ=DAILY"), ("2027-01-07T18:00", "FREQ=DAILY;INTERVAL=2")),
            *("2027-01-08", None),
        ),
    ],
)
def test_where_a_time_goes(
    old: tuple[str, str], new: tuple[str, str], day: str, becomes: str | None
) -> None:
    found = moved_times.places(series(*old), series(*new), [date.fromisoformat(day)])
    assert found == {date.fromisoformat(day): becomes and date.fromisoformat(becomes)}


def test_a_day_that_was_none_goes_nowhere() -> None:
    weekly = series("2027-01-06T18:00", "FREQ=WEEKLY")
    assert moved_times.places(weekly, weekly, [date(2027, 4, 8)]) == {}


def test_a_moved_day_takes_cancelled_and_changed_times_along(
    client: Client, treff: Date, town: Town
) -> None:
    assert changed(client, treff, day="2027-01-07").status_code == 302
    assert treff.recurrence == "FREQ=MONTHLY;BYDAY=1TH"
    assert treff.changes == {
        "2027-04-01": {"cancelled": True, "cancelled_because": "Ferien"},
        "2027-05-06": {"place": "Hang", "districts": [town.east.pk]},
    }
    assert [datetime.fromisoformat(text) for text in treff.exceptions] == [
        moment("2027-06-03T18:00")
    ]
    assert list(treff.hosts.all()) == [town.east]
    found = recurrence.series_of(treff).between(NOW, NOW + timedelta(days=190))
    assert [(f"{time.start.astimezone(ZONE):%m-%d}", time.change.cancelled) for time in found] == [
        *(("01-07", False), ("02-04", False), ("03-04", False)),
        *(("04-01", True), ("05-06", False), ("07-01", False)),
    ]
    month = client.get("/termine/?month=2027-04").content.decode()
    assert "Ferien" in month
    calendar = Calendar.from_ical(client.get(f"/termine/{treff.slug}.ics").content)
    single = {f"{e['RECURRENCE-ID'].dt:%m-%d}" for e in calendar.walk("VEVENT") if "RRULE" not in e}
    assert single == {"04-01", "05-06"}


def test_another_hour_keeps_the_days(client: Client, treff: Date) -> None:
    before = treff.changes
    changed(client, treff, begins="17:00")
    assert treff.changes == before


def test_what_has_no_new_day_is_asked_about(client: Client, treff: Date) -> None:
    answer = changed(client, treff, repeats="FREQ=WEEKLY;INTERVAL=2", text="Bleibt stehen.")
    assert answer.status_code == 400
    said = str(answer.context["form"].non_field_errors())
    assert "7. April 2027, 5. Mai 2027, 2. Juni 2027" in said
    assert "Bleibt stehen." in answer.content.decode()
    assert treff.recurrence == "FREQ=MONTHLY;BYDAY=1WE"


@pytest.mark.parametrize(
    "fields", [{"repeats": ""}, {"until": "2027-03-31"}, {"day": "2027-07-07"}], ids=str
)
def test_what_a_series_ends_before_is_not_asked_about(
    client: Client, treff: Date, fields: dict[str, str]
) -> None:
    assert changed(client, treff, **fields).status_code == 302


def test_what_is_over_is_not_asked_about(client: Client, treff: Date) -> None:
    services.update_date(entry=treff, exceptions=[])
    with time_machine.travel(moment("2027-06-10T09:00"), tick=False):
        answer = changed(client, treff, repeats="FREQ=WEEKLY;INTERVAL=2")
        assert answer.status_code == 302


def test_who_cancels_an_old_day_while_it_moves_is_told(treff: Date) -> None:
    base = treff.head_number
    moved = Date.objects.get(pk=treff.pk)
    services.cancel_time(entry=treff, day=date(2027, 8, 4), because="Hitze")
    with pytest.raises(LosesTimes):
        services.update_date(
            entry=moved,
            base=base,
            start=moment("2027-01-07T18:00"),
            recurrence="FREQ=MONTHLY;BYDAY=1TH",
        )
    treff.refresh_from_db()
    assert treff.recurrence == "FREQ=MONTHLY;BYDAY=1WE"
    assert treff.changes["2027-08-04"]["cancelled_because"] == "Hitze"


def test_it_can_be_put_back(treff: Date) -> None:
    before = (treff.changes, treff.exceptions)
    services.update_date(
        entry=treff, start=moment("2027-01-07T18:00"), recurrence="FREQ=MONTHLY;BYDAY=1TH"
    )
    treff.refresh_from_db()
    assert treff.changes != before[0]
    services.deciding.put_back(entry=treff, number=treff.head_number - 1, signature=Signature())
    treff.refresh_from_db()
    assert (treff.changes, treff.exceptions) == before
