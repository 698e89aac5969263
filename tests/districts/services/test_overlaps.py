"""No time of a series is put where another one takes place; who finds such a pair may leave it."""

from datetime import date, datetime

import pytest
import time_machine

from districts import services
from districts.calendar.recurrence import ZONE
from districts.models import Date
from districts.services.overlaps import MeetsAnother
from tests.districts.calendar.unsaved import at
from tests.districts.conftest import Town

FIRST, SECOND = date(2027, 1, 14), date(2027, 1, 21)
NOW = datetime(2027, 1, 4, 9, tzinfo=ZONE)


@pytest.fixture
def choir(town: Town) -> Date:
    with time_machine.travel(NOW, tick=False):
        return services.create_date(
            title="Chor",
            start=at("2027-01-14T19:00"),
            end=at("2027-01-14T21:00"),
            recurrence="FREQ=WEEKLY",
            districts=[town.west],
        )


def move(entry: Date, day: date, start: str, end: str) -> None:
    with time_machine.travel(NOW, tick=False):
        services.change_time(entry=entry, day=day, start=at(start), end=at(end))
        entry.refresh_from_db()


def test_it_may_begin_when_the_other_ends_and_no_minute_sooner(choir: Date) -> None:
    with pytest.raises(MeetsAnother, match=r"21\. Januar 2027, 19:00"):
        move(choir, FIRST, "2027-01-21T20:59", "2027-01-21T22:00")
    assert Date.objects.get(pk=choir.pk).changes == {}
    move(choir, FIRST, "2027-01-21T21:00", "2027-01-21T22:00")
    assert list(choir.changes) == ["2027-01-14"]


def test_where_the_other_is_off_there_is_room(choir: Date) -> None:
    services.cancel_time(entry=choir, day=SECOND)
    choir.refresh_from_db()
    move(choir, FIRST, "2027-01-21T19:00", "2027-01-21T21:00")
    # And then the other cannot take place after all.
    with pytest.raises(MeetsAnother), time_machine.travel(NOW, tick=False):
        services.cancel_time(entry=choir, day=SECOND, cancelled=False)


def test_who_finds_a_pair_may_change_something_else(choir: Date) -> None:
    """It came from an import, or from before this rule."""
    there = {"start": "2027-01-21T18:00:00+00:00", "end": "2027-01-21T20:00:00+00:00"}
    changes = {"2027-01-14": there}
    Date.objects.filter(pk=choir.pk).update(changes=changes)
    fields = choir.revisions.get().fields | {"changes": changes}
    choir.revisions.update(fields=fields)
    choir.refresh_from_db()
    with time_machine.travel(NOW, tick=False):
        services.change_time(entry=choir, day=date(2027, 1, 28), place="Hof")
    assert Date.objects.get(pk=choir.pk).changes["2027-01-28"] == {"place": "Hof"}
