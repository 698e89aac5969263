"""How a date stands among the first of a district: at the time that counts there, in its order."""

from datetime import datetime
from typing import Any

import pytest

from districts import services
from districts.calendar.recurrence import ZONE
from districts.entries.date_lines import LOOK, at_its_time, looked_at
from districts.models import Date
from districts.pages.district_overview import DistrictLine
from tests.districts.calendar.unsaved import at
from tests.districts.conftest import Town

NOW = datetime(2027, 1, 10, 12, tzinfo=ZONE)


def choir(town: Town, **values: Any) -> Date:
    plain = {"start": at("2027-01-14T19:00"), "end": at("2027-01-14T21:00"), "place": "Saal"}
    return services.create_date(title="Chor", **{**plain, "districts": [town.west], **values})


def line(slug: str, words: str = LOOK, title: str = "Chor", **values: Any) -> DistrictLine:
    return DistrictLine("event", slug, title, words, at("2027-01-14T19:00"), 0, **values)


def words_of(entry: Date) -> str:
    found = Date.objects.filter(pk=entry.pk).annotate(words=at_its_time())
    return str(found.values_list("words", flat=True).get())


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Saal"),
        ({"place": ""}, ""),
        ({"end": at("2027-01-15T01:00")}, LOOK),
        ({"end": at("2027-01-14T19:00")}, "Saal"),
    ],
)
def test_which_dates_need_a_look(town: Town, values: dict[str, Any], words: str) -> None:
    assert words_of(choir(town, **values)) == words


def test_one_that_is_off_or_has_times_of_its_own_needs_a_look(town: Town) -> None:
    entry = choir(town, recurrence="FREQ=WEEKLY")
    assert words_of(entry) == "Saal"
    services.change_time(entry=entry, day=at("2027-01-21T19:00").date(), place="Hof")
    assert words_of(entry) == LOOK
    other = choir(town)
    services.cancel_date(entry=other, because="Eis")
    assert words_of(other) == LOOK


def test_lines_that_need_none_cost_nothing(town: Town, django_assert_num_queries: Any) -> None:
    lines = [line("b", "Saal", "B"), line("a", "Hof", "A")]
    with django_assert_num_queries(0):
        assert looked_at([], town.west, NOW) == []
        # At one time by their titles.
        assert [each.title for each in looked_at(lines, town.west, NOW)] == ["A", "B"]


def test_each_says_what_it_is_at_its_time(town: Town) -> None:
    entry = choir(town, recurrence="FREQ=WEEKLY")
    services.change_time(
        entry=entry,
        day=at("2027-01-14T19:00").date(),
        start=at("2027-01-16T10:00"),
        end=at("2027-01-18T12:00"),
        place="Hof",
        because="Fest",
    )
    (found,) = looked_at([line(entry.slug)], town.west, NOW)
    assert (found.words, found.moment, found.because) == ("Hof", at("2027-01-16T10:00"), "Fest")
    assert found.unlike
    assert found.until == at("2027-01-18T12:00").date()


def test_in_a_guest_district_the_time_there_counts_and_the_order_follows(town: Town) -> None:
    entry = choir(town, recurrence="FREQ=WEEKLY")
    services.change_time(entry=entry, day=at("2027-01-28T19:00").date(), districts=[town.east])
    later = line("andere", "Saal", "Andere")
    (first, second) = looked_at([line(entry.slug), later], town.east, NOW)
    assert (first.title, second.moment) == ("Andere", at("2027-01-28T19:00"))
    (here,) = looked_at([line(entry.slug)], town.west, NOW)
    assert here.moment == at("2027-01-14T19:00")


def test_a_night_is_no_second_day_and_what_is_gone_stays_as_it_was(town: Town) -> None:
    entry = choir(town, end=at("2027-01-15T02:00"))
    (found,) = looked_at([line(entry.slug)], town.west, NOW)
    assert (found.words, found.until) == ("Saal", None)
    gone = line("geloescht")
    assert looked_at([gone], town.west, NOW) == [gone]
