"""Dates: cancelling, months, the archive, and what other calendars read."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
import time_machine
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from districts import services
from districts.calendar.recurrence import ZONE, Series
from districts.models import Date
from districts.services.dates import EndsFirst
from tests.cpu_time import less_than
from tests.districts.conftest import Town, person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=ZONE)
#: What a calendar says of itself as a whole.
DESCRIBED = ("DESCRIPTION", "X-WR-CALDESC")


@pytest.fixture(autouse=True)
def march(settings: Any) -> Iterator[None]:
    """It is a Monday in March, four weeks before summer time."""
    settings.RATE_LIMITS = False
    with time_machine.travel(NOW, tick=False):
        yield


def weekly(town: Town, **values: Any) -> Date:
    start = datetime(2026, 3, 4, 12, tzinfo=ZONE)
    values = {"end": start + timedelta(hours=1), "recurrence": "FREQ=WEEKLY"} | values
    return services.create_date(
        title="Suppe, Brot; und Rat", kind="offer", start=start, districts=[town.west], **values
    )


class TestCancelling:
    def test_one_time_is_cancelled(self, client: Client, town: Town) -> None:
        entry = weekly(town)
        client.force_login(person("resident"))
        page = f"{entry.get_absolute_url()}absagen/"
        times = client.get(page).context["form"].fields["what"].choices
        second = times[1][0]
        assert client.post(page, {"what": second, "because": "Ferien"}).status_code == 302
        entry.refresh_from_db()
        assert entry.cancelled_at is None
        assert entry.revisions.get(number=entry.head_number).summary == "Ferien"
        shown = client.get(f"/termine/?month=2026-03&district={town.west.slug}").content.decode()
        assert "2026-03-04T12:00" in shown
        assert "2026-03-11T12:00" in shown
        assert shown.count("Fällt aus") == 1
        assert client.post(page, {"what": second}).status_code == 400, "it is cancelled already"

    def test_all_of_it_is_cancelled_and_takes_place_after_all(
        self, client: Client, town: Town
    ) -> None:
        entry = weekly(town)
        client.force_login(person("resident"))
        page = f"{entry.get_absolute_url()}absagen/"
        client.post(page, {"what": "all", "because": "Kein Herd <b>"})
        shown = client.get(entry.get_absolute_url()).content.decode()
        assert "Kein Herd &lt;b&gt;" in shown
        for address in ("/termine/", "/termine/?month=2026-03"):
            assert "Fällt aus" in client.get(address).content.decode()
        event = events(client.get("/termine/kalender.ics").content)[entry.pk]
        assert event["STATUS"] == "CANCELLED"
        first = int(event["SEQUENCE"])
        with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
            assert 'name="takes_place"' in client.get(page).content.decode()
            client.post(page, {"takes_place": "1"})
        entry.refresh_from_db()
        assert entry.cancelled_at is None
        event = events(client.get("/termine/kalender.ics").content)[entry.pk]
        assert event["STATUS"] == "CONFIRMED"
        assert int(event["SEQUENCE"]) > first

    def test_a_time_far_away_is_cancelled_by_its_day_and_returns(
        self, client: Client, town: Town
    ) -> None:
        entry = weekly(town)
        client.force_login(person("resident"))
        page = f"{entry.get_absolute_url()}absagen/"
        for other in ("", "2026-08-06", "9999-08-05", "morgen"):
            answer = client.post(page, {"what": "other", "other": other, "because": "Ferien"})
            assert answer.status_code == 400
            assert "other" in answer.context["form"].errors
            assert "Ferien" in answer.content.decode()
        sent = {"what": "other", "other": "2026-08-05", "because": "Ferien"}
        assert client.post(page, sent).status_code == 302
        entry.refresh_from_db()
        assert entry.changes == {"2026-08-05": {"cancelled": True, "cancelled_because": "Ferien"}}
        choices = dict(client.get(page).context["form"].fields["what"].choices)
        assert "doch-2026-08-05" in choices
        assert client.post(page, {"what": "doch-2026-08-05"}).status_code == 302
        entry.refresh_from_db()
        assert entry.changes == {}

    def test_cancelling_twice_does_not_undo_it(self, client: Client, town: Town) -> None:
        entry = weekly(town)
        client.force_login(person("resident"))
        page = f"{entry.get_absolute_url()}absagen/"
        client.post(page, {"what": "all", "because": "Kein Herd"})
        again = client.post(page, {"what": "all", "because": "Niemand hat Zeit"})
        assert again.status_code == 409
        assert "Kein Herd" in again.content.decode()
        assert "Niemand hat Zeit" in again.content.decode(), "nothing typed is lost"
        entry.refresh_from_db()
        assert entry.cancelled_because == "Kein Herd"

    def test_cancelling_at_the_same_moment_is_said_not_raised(
        self, client: Client, town: Town, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        entry = weekly(town)
        client.force_login(person("resident"))
        page = f"{entry.get_absolute_url()}absagen/"
        first, _words = client.get(page).context["form"].fields["what"].choices[0]
        cancel_time = services.cancel_time

        def overtaken(*, entry: Date, because: str, **given: Any) -> None:
            same = Date.objects.get(pk=entry.pk)
            cancel_time(entry=same, because="Kein Herd", **given)
            cancel_time(entry=entry, because=because, **given)

        monkeypatch.setattr(services, "cancel_time", overtaken)
        answer = client.post(page, {"what": first, "because": "Niemand hat Zeit"})
        assert answer.status_code == 409
        assert "Niemand hat Zeit" in answer.content.decode()
        entry.refresh_from_db()
        reasons = [change["cancelled_because"] for change in entry.changes.values()]
        assert reasons == ["Kein Herd"]

    def test_a_date_of_one_time_needs_no_choice(self, client: Client, town: Town) -> None:
        entry = weekly(town, recurrence="")
        client.force_login(person("resident"))
        assert client.post(f"{entry.get_absolute_url()}absagen/").status_code == 302
        entry.refresh_from_db()
        assert entry.cancelled_at is not None

    @pytest.mark.parametrize(("role", "status"), [("guest", 302), ("new", 403)])
    def test_who_may_not_publish_may_not_cancel(
        self, client: Client, town: Town, role: str, status: int
    ) -> None:
        entry = weekly(town)
        if role != "guest":
            client.force_login(person(role))
        answer = client.post(f"{entry.get_absolute_url()}absagen/", {"what": "all"})
        assert answer.status_code == status
        entry.refresh_from_db()
        assert entry.cancelled_at is None
        assert "absagen" not in client.get(entry.get_absolute_url()).content.decode()

    @pytest.mark.parametrize(
        "what", ["", "nie", "2026-03-05", "doch-2026-03-04", "\x00", "2026-03-04T12:00:01+01:00"]
    )
    def test_no_other_time_can_be_cancelled(self, client: Client, town: Town, what: str) -> None:
        entry = weekly(town)
        client.force_login(person("resident"))
        page = f"{entry.get_absolute_url()}absagen/"
        answer = client.post(page, {"what": what, "because": "Regen"})
        assert answer.status_code == 400
        assert "Regen" in answer.content.decode()


def test_two_who_move_start_and_end_apart_are_told(town: Town) -> None:
    entry = weekly(town, recurrence="")
    services.update_date(entry=entry, base=1, start=entry.start - timedelta(hours=3))
    entry.refresh_from_db()
    assert entry.end - entry.start == timedelta(hours=1), "it moves as a whole"
    start, end = entry.start, entry.end
    services.update_date(entry=entry, base=2, end=end - timedelta(minutes=30))
    with pytest.raises(services.EditConflict) as error:
        services.update_date(entry=entry, base=2, start=start + timedelta(minutes=45), end=end)
    assert {conflict.field for conflict in error.value.conflicts} == {"start", "end"}
    with pytest.raises(EndsFirst):
        services.update_date(entry=entry, end=start - timedelta(minutes=1))


def test_half_a_point_of_two_people_is_no_place(town: Town) -> None:
    entry = weekly(town, latitude=48.7, longitude=9.2)
    services.update_date(entry=entry, base=1, latitude=48.8)
    with pytest.raises(services.EditConflict):
        services.update_date(entry=entry, base=1, longitude=9.1)
    saved = services.update_date(entry=entry, base=1, title="Kaffee")
    assert saved.status == "merged"


class TestViews:
    def test_what_is_over_is_in_the_archive(self, client: Client, town: Town) -> None:
        entry = weekly(town, recurrence="")
        assert str(entry) in titles(client, "/termine/")
        with time_machine.travel(NOW + timedelta(days=3)):
            assert str(entry) not in titles(client, "/termine/")
            assert str(entry) in titles(client, "/termine/?view=archive")

    @pytest.mark.parametrize(
        ("begin", "rule", "last"),
        [
            ("2005-01-11", "FREQ=WEEKLY;UNTIL=20271231T235959", "2027-12-28"),
            ("2022-01-03", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20271231", "2027-12-31"),
            ("2024-01-01", "FREQ=DAILY;UNTIL=20281231", "2028-12-31"),
            ("2022-01-04", "FREQ=DAILY;BYMONTHDAY=3,4;UNTIL=20281231", "2028-12-04"),
            ("2022-01-03", "FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=1;UNTIL=20281231", "2028-12-25"),
            ("2022-01-03", "FREQ=MONTHLY;BYMONTHDAY=3;UNTIL=20220102", "2022-01-03"),
            ("2025-01-01", "FREQ=DAILY;COUNT=999", "2027-09-26"),
        ],
    )
    def test_a_series_of_many_years_is_over_when_it_ends(
        self, client: Client, town: Town, begin: str, rule: str, last: str
    ) -> None:
        start = datetime.fromisoformat(f"{begin}T10:00").replace(tzinfo=ZONE)
        entry = services.create_date(title="Seit langem", start=start, recurrence=rule)
        assert entry.last_end is not None
        assert entry.last_end.astimezone(ZONE).date().isoformat() == last
        is_over = entry.last_end < NOW
        assert ("Seit langem" in titles(client, "/termine/")) != is_over

    def test_an_end_of_another_age_costs_nothing(self) -> None:
        start = datetime(2026, 3, 4, 12, tzinfo=ZONE)
        for rule in ("DAILY", "DAILY;BYMONTHDAY=3,4;BYSETPOS=1", "WEEKLY", "MONTHLY;BYDAY=1WE"):
            series = Series(start, start, f"FREQ={rule};UNTIL=99991231T000000")
            with less_than(3):
                end = series.last_end()
            assert end is not None
            assert end.year == 9999

    def test_a_month_shows_each_day_and_leads_on(self, client: Client, town: Town) -> None:
        weekly(town)
        page = client.get("/termine/?month=2026-03&kind=offer").content.decode()
        assert re.findall(r'id="tag-(\d+)"', page)[:2] == ["4", "5"] or "tag-4" in page
        assert [d for d in ("tag-4", "tag-11", "tag-18", "tag-25") if d not in page] == []
        assert "month=2026-04" in page
        assert "month=2026-02" in page
        assert page.count("kind=offer") >= 2, "the filters come along"
        assert "month=2026-03" in client.get("/termine/").content.decode()

    def test_filters_by_kind_and_for_whom(self, client: Client, town: Town) -> None:
        weekly(town, open_to_all=True)
        services.create_date(title="Fortbildung", kind="training", start=NOW + timedelta(days=1))
        assert titles(client, "/termine/?kind=training") == ["Fortbildung"]
        assert "Fortbildung" not in titles(client, "/termine/?open_to=all")


def titles(client: Client, address: str) -> list[str]:
    return [str(entry) for entry in client.get(address).context["listing"].page]


# --- iCalendar, read by hand as RFC 5545 says, and by a library that expands it


def unfolded(body: bytes) -> list[str]:
    """Return the content lines, after checking what section 3.1 asks of the bytes."""
    assert body.endswith(b"\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    for line in body.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is cut in two
    return body.decode().replace("\r\n ", "").split("\r\n")[:-1]


CONTENT_LINE = re.compile(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)')


def components(body: bytes, wanted: str) -> list[list[tuple[str, str, str]]]:
    """Return the direct properties (name, parameters, value) of all components of a name."""
    found, stack = [], []
    for line in unfolded(body):
        match = CONTENT_LINE.fullmatch(line)
        assert match, line
        name, parameters, value = match.groups()
        if name == "BEGIN":
            stack.append((value, []))
        elif name == "END":
            kind, properties = stack.pop()
            assert kind == value
            if kind == wanted:
                found.append(properties)
        else:
            stack[-1][1].append((name, parameters, value))
    assert stack == []
    return found


def events(body: bytes) -> dict[int, dict[str, str]]:
    """Return the events of a calendar by the number in their UID."""
    found = {}
    for properties in components(body, "VEVENT"):
        names = [name for name, _parameters, _value in properties]
        for once in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "URL", "STATUS", "SEQUENCE"):
            assert names.count(once) == 1, once
        values = {name: value for name, _parameters, value in properties}
        match = re.match(r"termin-(\d+)@", values["UID"])
        assert match
        found[int(match[1])] = values
    return found


class TestCalendar:
    def test_it_says_that_it_does_not_hold_everything(
        self, client: Client, town: Town, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        weekly(town)
        count = len(events(client.get("/termine/kalender.ics").content))
        for most, said in ((count, []), (count - 1, ["DESCRIPTION", "X-WR-CALDESC"])):
            monkeypatch.setattr("districts.views.files.MOST", most)
            body = client.get(f"/termine/kalender.ics?utm_source={most}").content
            assert len(events(body)) == most
            (calendar,) = components(body, "VCALENDAR")
            found = {name: value for name, _parameters, value in calendar if name in DESCRIBED}
            assert sorted(found) == said
            assert all("nicht in dieser Datei" in value for value in found.values())

    def test_it_is_what_the_standard_asks_for(self, client: Client, town: Town) -> None:
        entry = weekly(
            town,
            recurrence="FREQ=WEEKLY;UNTIL=20260430T235959",
            text="Erste Zeile\nzweite; mit, Zeichen \\ und " + "ä" * 200,
            place="Saal, 1. Stock",
        )
        services.update_date(entry=entry, exceptions=["2026-03-11T12:00:00+01:00"])
        answer = client.get("/termine/kalender.ics")
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        body = answer.content
        (calendar,) = components(body, "VCALENDAR")
        values = {name: value for name, _parameters, value in calendar}
        assert values["VERSION"] == "2.0"
        assert values["PRODID"]
        zones = {{n: v for n, _p, v in zone}["TZID"] for zone in components(body, "VTIMEZONE")}
        used = {
            match[1]
            for event in components(body, "VEVENT")
            for _name, parameters, _value in event
            if (match := re.search(r";TZID=([^;:]+)", parameters))
        }
        assert used == zones == {"Europe/Berlin"}
        event = events(body)[entry.pk]
        assert event["SUMMARY"] == r"Suppe\, Brot\; und Rat"
        assert event["DTSTART"] == "20260304T120000"
        assert event["DTEND"] == "20260304T130000"
        assert "UNTIL=20260430T215959Z" in event["RRULE"]
        assert event["URL"].endswith(entry.get_absolute_url())
        assert event["DESCRIPTION"].startswith(r"Erste Zeile\nzweite\; mit\, Zeichen \\ und ä")

    def test_another_program_finds_the_same_times(self, client: Client, town: Town) -> None:
        entry = weekly(town)
        services.update_date(entry=entry, exceptions=["2026-04-01T12:00:00+02:00"])
        calendar = Calendar.from_ical(client.get(f"/termine/{entry.slug}.ics").content)
        found = recurring_ical_events.of(calendar).between(date(2026, 3, 1), date(2026, 5, 1))
        starts = sorted(event["DTSTART"].dt for event in found)
        # Noon stays noon when summer time begins on the 29th of March.
        assert [start.astimezone(UTC).strftime("%m-%d %H") for start in starts] == [
            *("03-04 11", "03-11 11", "03-18 11", "03-25 11"),
            *("04-08 10", "04-15 10", "04-22 10", "04-29 10"),
        ]

    def test_the_zone_says_when_summer_time_begins(self, client: Client, town: Town) -> None:
        weekly(town)
        (zone,) = Calendar.from_ical(client.get("/termine/kalender.ics").content).walk("VTIMEZONE")
        read = zone.to_tz()
        for year in (2026, 2027, 2030):
            for month in (1, 3, 4, 7, 10, 11):
                for day in (1, 26, 29, 30):
                    moment = datetime(year, month, min(day, 28), 12)  # noqa: DTZ001
                    ours = moment.replace(tzinfo=ZoneInfo("Europe/Berlin")).utcoffset()
                    assert moment.replace(tzinfo=read).utcoffset() == ours, moment

    def test_it_takes_the_filters_of_the_list(self, client: Client, town: Town) -> None:
        entry = weekly(town)
        other = services.create_date(
            title="Im Osten", kind="forum", start=NOW + timedelta(days=2), districts=[town.east]
        )
        for query in ("district=ost", "kind=forum", "district=ost&kind=forum&topic="):
            assert set(events(client.get(f"/termine/kalender.ics?{query}").content)) == {other.pk}
        both = events(client.get("/termine/kalender.ics?district=ost&district=west").content)
        assert {entry.pk, other.pk} <= set(both)
        page = client.get("/termine/?district=ost&page=1&month=2026-03")
        assert page.context["calendar_url"] == "/termine/kalender.ics?district=ost"

    def test_a_uid_stays_when_everything_else_changes(self, client: Client, town: Town) -> None:
        entry = weekly(town)
        before = events(client.get("/termine/kalender.ics").content)[entry.pk]
        with time_machine.travel(NOW + timedelta(hours=1), tick=False):
            services.update_date(
                entry=entry, title="Eintopf", start=datetime(2026, 3, 5, 12, tzinfo=ZONE)
            )
            after = events(client.get("/termine/kalender.ics").content)[entry.pk]
        assert after["UID"] == before["UID"]
        assert after["SUMMARY"] != before["SUMMARY"]
        assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])

    def test_a_moment_has_no_end(self, client: Client, town: Town) -> None:
        entry = services.create_date(title="Treff", start=NOW + timedelta(days=1))
        assert "DTEND" not in events(client.get("/termine/kalender.ics").content)[entry.pk]
        assert timezone.now() < entry.next_start
