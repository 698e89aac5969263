"""What is typed into the form of a date, and what the site makes of it."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from districts import services
from districts.calendar import recurrence, repetition
from districts.calendar.recurrence import ZONE
from districts.models import Date
from tests.districts.conftest import Town, person
from tests.fixtures.conditions import every_day
from tests.untouched import sent_by

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
NOW = datetime(2026, 11, 27, 9, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def november(settings: Any) -> Iterator[None]:
    settings.RATE_LIMITS = False
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def writer(client: Client, town: Town) -> Client:
    client.force_login(person("resident"))
    return client


#: The last day before, and the first behind, all that is taken for a day.
ENDS = ("1969-12-31", "2047-01-01")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def new(client: Client, **fields: Any) -> Any:
    data = {"title": "Forum", "kind": "forum", "day": "2026-12-10", "begins": "18:00"}
    return client.post("/termine/neu/", data | fields)


def made(client: Client, **fields: Any) -> Date:
    answer = new(client, **fields)
    assert answer.status_code == 302, answer.context["form"].errors
    return Date.objects.get(title="Forum")


def changed(client: Client, entry: Date, **fields: Any) -> Any:
    address = f"{entry.get_absolute_url()}bearbeiten/"
    data = sent_by(client.get(address).content.decode())
    answer = client.post(address, data | {name: [value] for name, value in fields.items()})
    entry.refresh_from_db()
    return answer


def days(entry: Date, count: int = 4) -> list[str]:
    found = recurrence.series_of(entry).between(NOW, NOW + timedelta(days=1500))
    return [f"{time.start.astimezone(ZONE):%Y-%m-%d}" for time in islice(found, count)]


def test_every_case_of_the_list_has_a_test(shared_data: Path) -> None:
    """The cases lie beside the checkout; each "do" is a test here or in the modules named."""
    cases = json.loads((shared_data / "cases/dates.json").read_text())
    assert len(cases) == 11, "a case has come: give it a test, then count it here"


class TestSeries:
    def test_an_end_typed_while_the_pattern_is_kept(self, writer: Client, town: Town) -> None:
        entry = made(writer, day="2026-12-01", begins="10:00", ends="12:00", repeats="FREQ=WEEKLY")
        changed(writer, entry, until="2026-12-31")
        assert entry.recurrence == "FREQ=WEEKLY;UNTIL=20261231T235959"
        assert days(entry, 9)[-1] == "2026-12-29"
        assert (
            'value="2026-12-31"'
            in writer.get(f"{entry.get_absolute_url()}bearbeiten/").content.decode()
        )
        changed(writer, entry, until="")
        assert entry.recurrence == "FREQ=WEEKLY"

    def test_a_count_gives_way_to_a_day(self, writer: Client, town: Town) -> None:
        start = moment("2026-12-01T10:00")
        entry = services.create_date(title="Kurs", start=start, recurrence="FREQ=DAILY;COUNT=9")
        changed(writer, entry, until="2026-12-03")
        assert days(entry, 9) == ["2026-12-01", "2026-12-02", "2026-12-03"]

    def test_an_end_before_the_beginning(self, writer: Client) -> None:
        answer = new(writer, repeats="FREQ=WEEKLY", until="2026-12-09")
        assert answer.status_code == 400
        assert "until" in answer.context["form"].errors

    @pytest.mark.parametrize(
        ("rule", "first", "day", "becomes"),
        [
            ("FREQ=MONTHLY;BYDAY=1WE", "2026-12-02", "2026-12-03", "FREQ=MONTHLY;BYDAY=1TH"),
            ("FREQ=MONTHLY;BYDAY=1WE", "2026-12-02", "2026-12-09", "FREQ=MONTHLY;BYDAY=2WE"),
            ("FREQ=MONTHLY;BYDAY=-1TH", "2026-12-31", "2027-01-29", "FREQ=MONTHLY;BYDAY=-1FR"),
            ("FREQ=MONTHLY;BYDAY=-1WE", "2027-02-24", "2027-02-25", "FREQ=MONTHLY;BYDAY=-1TH"),
            ("FREQ=MONTHLY;BYDAY=-1WE", "2027-02-24", "2027-02-18", "FREQ=MONTHLY;BYDAY=3TH"),
            ("FREQ=MONTHLY;BYDAY=4WE", "2027-02-24", "2027-02-25", "FREQ=MONTHLY;BYDAY=4TH"),
            ("FREQ=MONTHLY;BYDAY=-2FR", "2027-01-22", "2027-01-21", "FREQ=MONTHLY;BYDAY=-2TH"),
            (
                "FREQ=MONTHLY;BYMONTHDAY=-1",
                *("2027-01-31", "2027-02-28", "FREQ=MONTHLY;BYMONTHDAY=-1"),
            ),
            ("FREQ=WEEKLY;BYDAY=WE", "2026-12-02", "2026-12-03", "FREQ=WEEKLY;BYDAY=TH"),
            ("FREQ=MONTHLY;BYMONTHDAY=2", "2026-12-02", "2026-12-03", "FREQ=MONTHLY;BYMONTHDAY=3"),
            (
                "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=2",
                *("2026-12-02", "2027-01-03", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=3"),
            ),
            ("FREQ=WEEKLY;BYDAY=WE,TH", "2026-12-02", "2026-12-03", "FREQ=WEEKLY;BYDAY=WE,TH"),
            ("FREQ=WEEKLY", "2026-12-02", "2026-12-03", "FREQ=WEEKLY"),
        ],
    )
    def test_a_moved_day_takes_its_pattern_along(
        self, writer: Client, rule: str, first: str, day: str, becomes: str
    ) -> None:
        start = moment(f"{first}T18:00")
        entry = services.create_date(title="Treff", start=start, recurrence=rule)
        assert changed(writer, entry, day=day).status_code == 302
        assert entry.recurrence == becomes
        assert days(entry, 1) == [day]
        assert f"{day}T18:00" in writer.get(entry.get_absolute_url()).content.decode()

    def test_a_day_that_is_none_of_several_is_asked_about(self, writer: Client) -> None:
        start = moment("2026-12-02T18:00")
        entry = services.create_date(title="T", start=start, recurrence="FREQ=WEEKLY;BYDAY=WE,TH")
        answer = changed(writer, entry, day="2026-12-04", text="Bleibt stehen.")
        assert answer.status_code == 400
        assert "Mittwoch, Donnerstag" in str(answer.context["form"].errors["day"])
        assert "Bleibt stehen." in answer.content.decode()

    def test_nobody_writes_a_first_day_that_is_none(self, town: Town) -> None:
        with pytest.raises(services.dates.OffPattern):
            services.update_date(entry=town.date, recurrence="FREQ=MONTHLY;BYDAY=1TU")
        with pytest.raises(services.dates.OffPattern):
            start = moment("2026-12-02T18:00")
            services.create_date(title="T", start=start, recurrence="FREQ=MONTHLY;BYDAY=1TU")

    @pytest.mark.parametrize("months", [*every_day(range(1, 12), one_in=3), 12])
    def test_every_so_many_months_on_the_second_thursday(self, writer: Client, months: int) -> None:
        entry = made(writer, repeats="month-day", months=str(months))
        every = f";INTERVAL={months}" if months > 1 else ""
        assert entry.recurrence == f"FREQ=MONTHLY{every};BYDAY=2TH"
        for found in map(date.fromisoformat, days(entry)):
            assert found.weekday() == 3
            assert 8 <= found.day <= 14
            assert (found.year * 12 + found.month - 2026 * 12 - 12) % months == 0
        page = writer.get(entry.get_absolute_url()).content.decode()
        words = "jeden Monat" if months == 1 else f"alle {months} Monate"
        assert f"{words} am zweiten Donnerstag" in page

    def test_a_fifth_weekday_is_the_last(self, writer: Client) -> None:
        entry = made(writer, day="2026-12-31", repeats="month-day")
        assert entry.recurrence == "FREQ=MONTHLY;BYDAY=-1TH"
        assert days(entry, 2) == ["2026-12-31", "2027-01-28"]

    def test_another_interval_while_the_pattern_is_kept(self, writer: Client) -> None:
        entry = made(writer, repeats="month-day", months="3")
        changed(writer, entry, months="2")
        assert entry.recurrence == "FREQ=MONTHLY;INTERVAL=2;BYDAY=2TH"
        changed(writer, entry, months="1")
        assert entry.recurrence == "FREQ=MONTHLY;BYDAY=2TH"

    def test_once_until_a_day_is_asked_about(self, writer: Client) -> None:
        answer = new(writer, until="2026-12-31", text="Bleibt stehen.")
        assert answer.status_code == 400
        assert "until" in answer.context["form"].errors
        assert "Bleibt stehen." in answer.content.decode()

    def test_a_series_with_an_end_becomes_a_single_date(self, writer: Client) -> None:
        entry = made(writer, repeats="FREQ=WEEKLY", until="2026-12-31")
        assert changed(writer, entry, repeats="").status_code == 302
        assert entry.recurrence == ""

    @pytest.mark.parametrize(
        ("repeats", "second"),
        [
            ("FREQ=DAILY", "2026-12-11"),
            ("FREQ=WEEKLY", "2026-12-17"),
            ("FREQ=WEEKLY;INTERVAL=2", "2026-12-24"),
            ("FREQ=WEEKLY;INTERVAL=3", "2026-12-31"),
            ("FREQ=WEEKLY;INTERVAL=4", "2027-01-07"),
            ("FREQ=WEEKLY;INTERVAL=6", "2027-01-21"),
            ("FREQ=YEARLY", "2027-12-10"),
            ("FREQ=YEARLY;INTERVAL=2", "2028-12-10"),
        ],
    )
    def test_what_can_be_chosen(self, writer: Client, repeats: str, second: str) -> None:
        entry = made(writer, repeats=repeats)
        assert days(entry, 2) == ["2026-12-10", second]

    def test_months_are_no_weeks(self, writer: Client) -> None:
        answer = new(writer, repeats="FREQ=WEEKLY", months="3")
        assert "months" in answer.context["form"].errors

    def test_by_months_on_the_same_day(self, writer: Client) -> None:
        entry = made(writer, repeats="month-date", months="3")
        assert days(entry, 3) == ["2026-12-10", "2027-03-10", "2027-06-10"]


class TestDays:
    def test_the_last_day_lies_before_the_first(self, writer: Client) -> None:
        answer = new(writer, last_day="2026-12-08", text="Bleibt stehen.")
        assert answer.status_code == 400
        assert "last_day" in answer.context["form"].errors
        page = answer.content.decode()
        assert "Bleibt stehen." in page
        assert 'value="2026-12-08"' in page
        assert not Date.objects.filter(title="Forum").exists()

    def test_it_ends_before_it_begins_on_a_day_that_is_said_to_be_the_last(
        self, writer: Client
    ) -> None:
        answer = new(writer, last_day="2026-12-10", ends="17:00")
        assert "ends" in answer.context["form"].errors

    @pytest.mark.parametrize(
        ("field", "day"),
        [
            # Both ends of what is allowed for each field every day.
            pytest.param(field, day, marks=() if day in ENDS else pytest.mark.full)
            for field in ("day", "last_day", "until")
            for day in ("0001-01-01", "0026-12-10", *ENDS, "9999-12-31")
        ],
    )
    def test_years_that_nobody_can_mean(self, writer: Client, field: str, day: str) -> None:
        answer = new(writer, **{"repeats": "FREQ=WEEKLY", field: day})
        assert answer.status_code == 400
        assert "1970 bis 2046" in str(answer.context["form"].errors[field])

    @pytest.mark.parametrize("day", ["26-12-10", "10.12.26x", "99999-01-01", "0000-01-01"])
    def test_what_is_no_day(self, writer: Client, day: str) -> None:
        answer = new(writer, day=day)
        assert answer.status_code == 400
        assert "day" in answer.context["form"].errors

    def test_the_years_of_money_are_those_of_days(self, writer: Client) -> None:
        data = {"title": "Rad", "summary": "Zum Leihen.", "status": "idea"}
        data |= {"bedingung-TOTAL_FORMS": "0", "bedingung-INITIAL_FORMS": "0"}
        answer = writer.post("/projekte/neu/", data | {"funded_until": "9999-12-31"})
        assert "funded_until" in answer.context["form"].errors

    def test_four_days_from_saturday_night(self, writer: Client) -> None:
        entry = made(writer, day="2026-12-12", begins="20:00", ends="20:00", last_day="2026-12-13")
        assert entry.end - entry.start == timedelta(hours=24)
        # The form says the last day, so that it still ends there when it begins earlier.
        changed(writer, entry, begins="19:00")
        assert entry.end == moment("2026-12-13T20:00")


class TestTheClock:
    """A series of two years keeps to the clock on the wall, whatever day it begins on."""

    @pytest.mark.parametrize(
        ("begin", "end", "rule"),
        [
            ("2027-03-28T00:00", "2027-03-28T23:59", "FREQ=MONTHLY"),
            ("2026-10-25T00:00", "2026-10-25T23:59", "FREQ=WEEKLY"),
            ("2026-10-24T22:00", "2026-10-25T06:00", "FREQ=DAILY"),
            ("2027-03-27T20:00", "2027-03-28T20:00", "FREQ=WEEKLY;INTERVAL=2"),
            ("2027-01-01T10:00", "2027-01-03T12:00", "FREQ=MONTHLY;BYDAY=1FR"),
        ],
    )
    def test_every_time_ends_at_the_hour_that_was_said(
        self, begin: str, end: str, rule: str
    ) -> None:
        first, last = moment(begin), moment(end)
        # As a database gives them: two times of one zone are subtracted by the clock anyway.
        series = recurrence.Series(first.astimezone(UTC), last.astimezone(UTC), rule)
        length = last.replace(tzinfo=None) - first.replace(tzinfo=None)
        found = list(series.between(first, first + timedelta(days=731)))
        assert len(found) >= 24
        for time in found:
            start, finish = (
                m.astimezone(ZONE).replace(tzinfo=None) for m in (time.start, time.end)
            )
            assert (start.time(), finish.time()) == (first.time(), last.time())
            assert finish - start == length

    def test_nothing_ends_before_it_begins_when_the_clock_is_put_forward(self) -> None:
        first, last = moment("2027-03-27T02:30"), moment("2027-03-27T03:00")
        night = recurrence.Series(first, last, "FREQ=DAILY").on(date(2027, 3, 28))
        assert night is not None
        assert (night.start, night.end) == (moment("2027-03-28T03:30"), moment("2027-03-28T04:00"))

    def test_parts_of_a_second_are_no_other_time(self, town: Town) -> None:
        start = moment("2026-12-01T10:00").replace(microsecond=584565)
        entry = services.create_date(title="Jetzt", start=start, recurrence="FREQ=WEEKLY")
        assert days(entry, 2) == ["2026-12-01", "2026-12-08"]

    @pytest.mark.parametrize("rule", ["", "FREQ=WEEKLY"])
    def test_an_hour_that_is_struck_twice_may_be_the_second(self, rule: str) -> None:
        start = datetime.fromisoformat("2026-10-25T02:30+01:00")
        end = start + timedelta(minutes=15)
        first = recurrence.Series(start, end, rule).next_after(start)
        assert first is not None
        assert (first.start, first.end) == (start, end)

    def test_moved_over_a_change_of_the_clock_it_is_as_long(self, town: Town) -> None:
        start = moment("2027-03-20T00:00")
        entry = services.create_date(title="Tag", start=start, end=moment("2027-03-20T23:59"))
        services.update_date(entry=entry, start=moment("2027-03-28T00:00"))
        assert entry.end == moment("2027-03-28T23:59")

    def test_a_last_day_is_meant_to_its_end(self) -> None:
        for until in ("20261231", "20261231T235959", "20261231T225959Z"):
            series = recurrence.Series(
                moment("2026-12-24T10:00"), moment("2026-12-24T11:00"), f"FREQ=DAILY;UNTIL={until}"
            )
            assert series.last_end() == moment("2026-12-31T11:00"), until

    @pytest.mark.parametrize(
        ("field", "fields"),
        [
            ("begins", {"day": "2027-03-28", "begins": "02:30", "repeats": "FREQ=WEEKLY"}),
            ("begins", {"day": "2027-03-28", "begins": "02:30", "ends": "03:15"}),
            (
                "ends",
                {"day": "2027-03-27", "begins": "20:00", "ends": "02:30", "repeats": "FREQ=WEEKLY"},
            ),
            ("ends", {"day": "2027-03-26", "ends": "02:00", "last_day": "2027-03-28"}),
        ],
    )
    def test_an_hour_that_does_not_come_is_asked_about(
        self, writer: Client, field: str, fields: dict[str, str]
    ) -> None:
        answer = new(writer, **fields)
        assert answer.status_code == 400
        assert "28. März 2027" in str(answer.context["form"].errors[field])
        assert not Date.objects.filter(title="Forum").exists()

    def test_the_dance_of_the_week_before_ends_at_its_hour(self, writer: Client) -> None:
        fields = {"begins": "20:00", "ends": "02:30", "repeats": "FREQ=WEEKLY"}
        entry = made(writer, day="2027-03-20", **fields)
        ends = [
            f"{time.end.astimezone(ZONE):%H:%M}"
            for time in recurrence.series_of(entry).between(NOW, moment("2027-04-15T00:00"))
        ]
        assert ends == ["02:30", "03:30", "02:30", "02:30"]

    @pytest.mark.parametrize("begins", ["01:59", "03:00"])
    def test_the_hours_around_it_do_come(self, writer: Client, begins: str) -> None:
        entry = made(writer, day="2027-03-28", begins=begins)
        assert entry.start == moment(f"2027-03-28T{begins}")

    def test_a_new_date_that_would_end_first_is_refused(self, town: Town) -> None:
        start = moment("2027-03-28T18:00")
        with pytest.raises(services.dates.EndsFirst):
            services.create_date(title="Kurz", start=start, end=start - timedelta(minutes=1))
        change = {"start": "2027-04-04T18:00+02:00", "end": "2027-04-04T17:00+02:00"}
        with pytest.raises(services.dates.EndsFirst):
            services.create_date(
                title="Kurz",
                start=start,
                recurrence="FREQ=WEEKLY",
                changes={"2027-04-04": change},
            )

    def test_what_is_left_out_stays_out_at_another_hour(self, town: Town) -> None:
        left_out = (town.date.start + timedelta(days=7)).isoformat()
        services.update_date(entry=town.date, exceptions=[left_out])
        town.date.refresh_from_db()
        was = days(town.date, 3)
        services.update_date(entry=town.date, start=town.date.start + timedelta(hours=2))
        assert days(town.date, 3) == was


class TestMonth:
    def lines(self, client: Client, month: str) -> dict[str, list[str]]:
        days = client.get(f"/termine/?month={month}").context["month"]["days"]
        return {
            f"{each['day']:%m-%d}": [line.shown.entry.title for line, _url in each["lines"]]
            for each in days
        }

    def test_a_festival_stands_on_all_its_days(self, client: Client, town: Town) -> None:
        services.create_date(
            title="Fest", start=moment("2026-12-14T10:00"), end=moment("2026-12-18T18:00")
        )
        found = self.lines(client, "2026-12")
        for day in ("12-14", "12-15", "12-16", "12-17", "12-18"):
            assert "Fest" in found[day]
        assert "Fest" not in found.get("12-19", ())
        page = client.get("/termine/?month=2026-12").content.decode()
        assert "bis 18. Dezember" in page
        assert "seit 14. Dezember" in page

    def test_days_that_begin_at_midnight_are_all_shown(self, writer: Client) -> None:
        made(writer, day="2026-12-14", begins="00:00", last_day="2026-12-18")
        found = self.lines(writer, "2026-12")
        assert [day for day, titles in found.items() if "Forum" in titles] == [
            *("12-14", "12-15", "12-16", "12-17", "12-18")
        ]

    def test_it_stands_in_both_months(self, client: Client, town: Town) -> None:
        services.create_date(
            title="Fest", start=moment("2026-11-29T10:00"), end=moment("2026-12-02T18:00")
        )
        assert [d for d, t in self.lines(client, "2026-11").items() if "Fest" in t] == [
            *("11-29", "11-30")
        ]
        assert [d for d, t in self.lines(client, "2026-12").items() if "Fest" in t] == [
            *("12-01", "12-02")
        ]

    @pytest.mark.parametrize(
        ("end", "last"),
        [
            ("2026-12-05T23:59", "12-05"),
            ("2026-12-06T00:00", "12-05"),
            ("2026-12-06T04:00", "12-05"),
            ("2026-12-06T09:00", "12-06"),
        ],
    )
    def test_a_night_is_no_second_day(
        self, client: Client, town: Town, end: str, last: str
    ) -> None:
        services.create_date(title="Tanz", start=moment("2026-12-05T20:00"), end=moment(end))
        assert max(d for d, t in self.lines(client, "2026-12").items() if "Tanz" in t) == last


class TestNights:
    """An end before the beginning is a night where somebody may mean one, else a question."""

    ASKED = "Es endet, bevor es beginnt. Ist ein anderer letzter Tag gemeint?"

    @pytest.mark.parametrize(
        ("begins", "ends"), [("20:00", "01:00"), ("20:00", "08:00"), ("23:59", "00:00")]
    )
    def test_a_night_needs_no_last_day(self, writer: Client, begins: str, ends: str) -> None:
        entry = made(writer, begins=begins, ends=ends)
        assert entry.end.astimezone(ZONE).date() == date(2026, 12, 11)

    @pytest.mark.parametrize(
        ("begins", "ends"),
        [("19:00", "18:00"), ("19:00", "09:00"), ("19:30", "12:00"), ("17:00", "06:00")],
    )
    def test_anything_else_is_asked_about(self, writer: Client, begins: str, ends: str) -> None:
        answer = new(writer, begins=begins, ends=ends, place="Hof")
        assert answer.status_code == 400
        assert answer.context["form"].errors == {"ends": [self.ASKED]}
        assert f'value="{ends}"' in answer.content.decode()
        assert 'value="Hof"' in answer.content.decode()
        entry = made(writer, begins=begins, ends=ends, last_day="2026-12-11")
        assert entry.end == moment(f"2026-12-11T{ends}")
        page = writer.get(f"{entry.get_absolute_url()}bearbeiten/").content.decode()
        assert 'name="last_day" value="2026-12-11"' in page

    def test_one_time_of_a_series_is_asked_about_too(self, writer: Client) -> None:
        entry = made(writer, ends="20:00", repeats="FREQ=WEEKLY")
        address = f"{entry.get_absolute_url()}einzeln/2026-12-17/"
        data = sent_by(writer.get(address).content.decode()) | {"ends": ["17:00"]}
        answer = writer.post(address, data)
        assert answer.context["form"].errors == {"ends": [self.ASKED]}

    def test_what_is_stored_is_asked_about_when_it_is_moved(self, writer: Client) -> None:
        entry = made(writer, ends="20:00")
        Date.objects.filter(pk=entry.pk).update(end=moment("2026-12-11T17:00"))
        assert changed(writer, entry, place="Hof").status_code == 302
        assert changed(writer, entry, last_day="").status_code == 400
        assert changed(writer, entry, ends="21:00", last_day="").status_code == 302


class TestRepeats:
    def test_each_choice_fits_a_phone(self, writer: Client) -> None:
        form = writer.get("/termine/neu/").context["form"]
        longest = max((str(label) for _key, label in form.fields["repeats"].choices), key=len)
        assert len(longest) <= 25, longest

    def test_words_say_when_a_field_counts(self, writer: Client) -> None:
        page = writer.get("/termine/neu/").content.decode()
        assert "Zählt nur, wenn sich der Termin monatlich wiederholt." in page
        assert "Nur wenn sich der Termin wiederholt. Leer:" in page
        assert "js/repeats" in page

    def test_the_rule_that_stays_is_said(self, writer: Client) -> None:
        date = made(writer, day="2026-12-03", repeats=repetition.SAME_WEEKDAY, months="3")
        address = f"{date.get_absolute_url()}bearbeiten/"
        page = writer.get(address).content.decode()
        assert "wie bisher: alle 3 Monate am ersten Donnerstag" in page
        broken = {"title": "", "kept_rule": "FREQ=NEVER", "repeats": "keep"}
        assert "wie bisher<" in writer.post("/termine/neu/", broken).content.decode()


class TestUnknownHost:
    def test_a_link_leads_to_the_form_of_an_actor(self, writer: Client) -> None:
        answer = new(writer, organiser="Chor <b> & Co", place="Hof")
        assert answer.status_code == 400
        page = answer.content.decode()
        assert 'value="Hof"' in page
        assert 'value="Chor &lt;b&gt; &amp; Co"' in page
        assert "„Chor &lt;b&gt; &amp; Co“ als Akteur eintragen" in page
        href = "/akteure/neu/?name=Chor+%3Cb%3E+%26+Co"
        assert f'<a href="{href}" target="_blank" rel="noopener">' in page
        assert 'value="Chor &lt;b&gt; &amp; Co"' in writer.get(href).content.decode()
        assert new(writer, organiser="", place="Hof").status_code == 302

    def test_one_link_for_each_of_several_names(self, writer: Client, town: Town) -> None:
        fields = {"title": "Chöre", "actors": "Chor\nBäckerei Krümel\nBand"}
        page = writer.post("/projekte/neu/", fields).content.decode()
        assert page.count("“ als Akteur eintragen") == 2
