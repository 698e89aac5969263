"""One time of a series is moved: it says so where it is now, and on the day it was moved from."""

import html
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from accounts.models import User
from districts import services
from districts.calendar.recurrence import ZONE
from districts.entries import revision_text
from districts.models import Date
from districts.services.single_times import NothingDiffers
from search import contract
from tests.districts.conftest import Town, person
from tests.untouched import sent_by

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 4, 9, tzinfo=ZONE)
DAY = date(2027, 1, 14)


@pytest.fixture(autouse=True)
def january(settings: Any) -> Iterator[None]:
    settings.RATE_LIMITS = False
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def choir(town: Town) -> Date:
    """Every four weeks on Thursday: 14.1., 11.2., 11.3., 8.4., …"""
    Date.objects.exclude(pk=0).delete()
    return services.create_date(
        title="Offener Chor",
        start=at("2027-01-14T19:00"),
        end=at("2027-01-14T21:00"),
        recurrence="FREQ=WEEKLY;INTERVAL=4",
        place="Altes Rathaus",
        districts=[town.west],
    )


@pytest.fixture
def moved(choir: Date) -> Date:
    """The choir is a week later, and an hour earlier."""
    return move(choir, DAY, "2027-01-21T18:00", because="Saal <b> belegt")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def move(entry: Date, day: date, start: str, hours: int = 2, **values: Any) -> Date:
    begin = at(start)
    end = begin.replace(hour=begin.hour + hours)
    services.change_time(entry=entry, day=day, start=begin, end=end, **values)
    entry.refresh_from_db()
    return entry


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def rows(page: str, tag: str = "li") -> list[str]:
    """Return the rows of a page that name a time, in bare words."""
    found = re.findall(rf"<{tag}>\s*(<time.*?)</{tag}>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def days_of_month(page: str) -> dict[str, list[str]]:
    return {
        day: rows(section)
        for day, section in re.findall(r'<h3 id="tag-(\d+)">(.*?)</section>', page, re.DOTALL)
    }


FROM = "verlegt vom Donnerstag, 14. Januar"
TO = "verlegt auf Donnerstag, 21. Januar"
WHY = "Saal &lt;b&gt; belegt"


class TestSaid:
    def test_the_page_of_the_date(self, client: Client, moved: Date) -> None:
        page = text(client, moved.get_absolute_url())
        found = rows(page)
        assert found[0].startswith("Donnerstag, 14. Januar 2027, 19:00 Uhr : " + TO)
        assert found[1].startswith("Donnerstag, 21. Januar 2027, 18:00 Uhr , " + FROM)
        assert WHY in found[0]
        assert WHY in found[1]
        assert "Februar" in found[2]
        assert "verlegt" not in found[2]
        when = page.partition("<dt>Wann</dt>")[2].partition("</dd>")[0]
        assert f"{FROM} ({WHY})" in when
        assert "EventRescheduled" in page
        assert '"previousStartDate":"2027-01-14T19:00:00+01:00"' in page.replace('": "', '":"')

    def test_both_days_in_the_month(self, client: Client, moved: Date) -> None:
        days = days_of_month(text(client, "/termine/?month=2027-01"))
        assert days == {
            "14": [f"19:00 Offener Chor {TO} ({WHY})"],
            "21": [f"18:00 Offener Chor {FROM} ({WHY}), Altes Rathaus, West"],
        }

    def test_out_of_the_month_and_of_the_year(self, client: Client, choir: Date) -> None:
        with time_machine.travel(at("2027-12-01T09:00"), tick=False):
            move(choir, date(2027, 12, 16), "2028-01-05T19:00")
            december = days_of_month(text(client, "/termine/?month=2027-12"))
            assert december["16"] == ["19:00 Offener Chor verlegt auf Mittwoch, 5. Januar 2028"]
            january = days_of_month(text(client, "/termine/?month=2028-01"))
            assert "verlegt vom Donnerstag, 16. Dezember 2027" in january["5"][0]

    @pytest.mark.parametrize(
        "address", ["/termine/", "/stadtteile/west/", "/stadtteile/west/aushang/"]
    )
    def test_lists(self, client: Client, moved: Date, address: str) -> None:
        page = text(client, address)
        assert FROM in page
        assert WHY in page

    def test_the_page_of_another_district(self, client: Client, choir: Date, town: Town) -> None:
        move(choir, DAY, "2027-01-21T18:00", districts=[town.east])
        for address in ("/termine/?district=ost", "/stadtteile/ost/"):
            assert FROM in text(client, address), address
        month = days_of_month(text(client, "/termine/?month=2027-01&district=ost"))
        assert TO in month["14"][0]

    def test_an_hour_of_the_same_day(self, client: Client, choir: Date) -> None:
        move(choir, DAY, "2027-01-14T18:00")
        page = text(client, choir.get_absolute_url())
        assert "verlegt von 19:00 Uhr" in page
        assert "verlegt auf" not in page
        assert list(days_of_month(text(client, "/termine/?month=2027-01"))) == ["14"]

    def test_what_is_longer_or_elsewhere_is_not_moved(
        self, client: Client, choir: Date, town: Town
    ) -> None:
        end = at("2027-01-14T22:00")
        services.change_time(entry=choir, day=DAY, end=end, place="Hof", because="Fest")
        page = text(client, choir.get_absolute_url())
        assert "verlegt" not in page
        assert "Hof, West – Fest" in rows(page)[0]

    def test_moved_and_then_cancelled(self, client: Client, moved: Date) -> None:
        services.cancel_time(entry=moved, day=DAY, because="Regen")
        days = days_of_month(text(client, "/termine/?month=2027-01"))
        assert days["14"] == [f"19:00 Offener Chor Fällt aus (Regen), war {TO} ({WHY})"]
        place = "Altes Rathaus, West"
        assert days["21"] == [f"18:00 Offener Chor Fällt aus (Regen), war {FROM} ({WHY}), {place}"]

    def test_the_day_it_left_stays_until_it_is_over(self, client: Client, moved: Date) -> None:
        with time_machine.travel(at("2027-01-14T23:00"), tick=False):
            assert TO in text(client, moved.get_absolute_url())
        with time_machine.travel(at("2027-01-15T00:30"), tick=False):
            page = text(client, moved.get_absolute_url())
            assert TO not in page
            assert FROM in page

    def test_other_calendars_and_programs(self, client: Client, moved: Date) -> None:
        body = client.get("/termine/kalender.ics").content
        events: list[Any] = Calendar.from_ical(body).walk("VEVENT")
        (single,) = [event for event in events if "RECURRENCE-ID" in event]
        assert single["RECURRENCE-ID"].dt == at("2027-01-14T19:00")
        assert single["DTSTART"].dt == at("2027-01-21T18:00")
        assert single["STATUS"] == "CONFIRMED"
        assert f"V{FROM[1:]}: Saal <b> belegt" in single["DESCRIPTION"]
        (record,) = client.get("/api/v1/events").json()["results"]
        (changed,) = record["changed_times"]
        assert changed["changed_because"] == "Saal <b> belegt"
        assert changed["cancelled_because"] == ""


class TestBothReasons:
    """Why it was moved and why it is cancelled are two things; neither is lost to the other."""

    @pytest.fixture
    def off(self, moved: Date) -> Date:
        services.cancel_time(entry=moved, day=DAY, because="Regen")
        moved.refresh_from_db()
        return moved

    @pytest.mark.parametrize(
        "address",
        [
            "{own}",
            "{own}einzeln/2027-01-14/",
            "/termine/?month=2027-01",
            "/stadtteile/west/",
            "/stadtteile/west/aushang/",
            "/termine/",
            "/termine/?format=csv",
        ],
    )
    def test_where_people_read(self, client: Client, off: Date, address: str) -> None:
        client.force_login(person("resident"))
        # Lists of what comes next have it at the only time that is left.
        services.update_date(entry=off, recurrence="FREQ=WEEKLY;INTERVAL=4;COUNT=1")
        page = html.unescape(text(client, address.format(own=off.get_absolute_url())))
        assert "Regen" in page
        assert "Saal <b> belegt" in page

    def test_calendars_programs_and_search(self, client: Client, off: Date) -> None:
        events: list[Any] = Calendar.from_ical(client.get("/termine/kalender.ics").content).events
        (single,) = [event for event in events if "RECURRENCE-ID" in event]
        assert single["STATUS"] == "CANCELLED"
        told = f"Fällt aus: Regen\nWar {FROM}: Saal <b> belegt"
        assert single["DESCRIPTION"].partition("\n\n")[0] == told
        (record,) = client.get("/api/v1/events").json()["results"]
        (changed,) = record["changed_times"]
        assert changed["changed_because"] == "Saal <b> belegt"
        assert changed["cancelled_because"] == "Regen"
        found = contract.source("event").records([off.pk])[off.pk].text
        assert "Regen" in found
        assert "Saal <b> belegt" in found

    def test_the_history(self, off: Date) -> None:
        last = off.revisions.get(number=off.head_number)
        said = revision_text.text_of(last)
        assert "abgesagt (Regen); Beginn: " in said
        assert said.count("(Saal <b> belegt)") == 1

    def test_the_form_has_the_reason_of_the_move(self, client: Client, off: Date) -> None:
        client.force_login(person("resident"))
        address = f"{off.get_absolute_url()}einzeln/2027-01-14/"
        page = text(client, address)
        assert sent_by(page)["because"] == ["Saal <b> belegt"]
        client.post(address, sent_by(page) | {"because": ["Feier im Saal"]})
        off.refresh_from_db()
        stored = off.changes["2027-01-14"]
        assert (stored["because"], stored["cancelled_because"]) == ("Feier im Saal", "Regen")

    def test_it_takes_place_after_all_as_it_was_moved(self, client: Client, moved: Date) -> None:
        before = moved.changes
        services.cancel_time(entry=moved, day=DAY, because="Regen")
        services.cancel_time(entry=moved, day=DAY, cancelled=False)
        moved.refresh_from_db()
        assert moved.changes == before

    def test_cancelled_for_no_reason_named(self, client: Client, moved: Date) -> None:
        services.cancel_time(entry=moved, day=DAY)
        days = days_of_month(text(client, "/termine/?month=2027-01"))
        assert days["14"] == [f"19:00 Offener Chor Fällt aus , war {TO} ({WHY})"]

    def test_all_of_it_is_cancelled(self, client: Client, moved: Date) -> None:
        services.cancel_date(entry=moved, because="Ferien")
        days = days_of_month(text(client, "/termine/?month=2027-01"))
        assert days["14"] == [f"19:00 Offener Chor Fällt aus (Ferien), war {TO} ({WHY})"]

    def test_elsewhere_and_then_cancelled(self, client: Client, choir: Date) -> None:
        services.change_time(entry=choir, day=DAY, place="Hof", because="Fest")
        services.cancel_time(entry=choir, day=DAY, because="Regen")
        (row,) = days_of_month(text(client, "/termine/?month=2027-01"))["14"]
        assert row == "19:00 Offener Chor Fällt aus (Regen), war anders geplant (Fest), Hof, West"


@pytest.mark.any_database
class TestForm:
    def send(self, client: Client, entry: Date, **fields: str) -> Any:
        client.force_login(person("resident"))
        address = f"{entry.get_absolute_url()}einzeln/2027-01-14/"
        data = sent_by(text(client, address)) | {name: [v] for name, v in fields.items()}
        answer = client.post(address, data)
        entry.refresh_from_db()
        return answer

    def test_why_is_asked_once_and_stands_beside_the_date(
        self, client: Client, choir: Date
    ) -> None:
        fields = {"day": "2027-01-21", "because": "Saal belegt"}
        assert self.send(client, choir, **fields).status_code == 302
        assert choir.changes["2027-01-14"]["because"] == "Saal belegt"
        assert choir.revisions.get(number=choir.head_number).summary == "Saal belegt"
        page = text(client, choir.get_absolute_url())
        assert f"{FROM} (Saal belegt)" in page
        assert "14. Januar 2027: Beginn:" in text(
            client, f"{choir.get_absolute_url()}version/{choir.head_number}/"
        )

    def test_it_goes_with_what_was_different(self, client: Client, moved: Date) -> None:
        fields = {"day": "2027-01-14", "begins": "19:00", "ends": "21:00"}
        assert self.send(client, moved, **fields).status_code == 302
        assert moved.changes == {}

    def test_a_reason_for_nothing(self, client: Client, choir: Date) -> None:
        answer = self.send(client, choir, because="Saal belegt")
        assert answer.status_code == 400
        assert list(answer.context["form"].errors) == ["because"]
        assert 'value="Saal belegt"' in answer.content.decode()
        with pytest.raises(NothingDiffers):
            services.change_time(entry=choir, day=DAY, because="Saal belegt")

    def test_rows_name_their_own_day(self, client: Client, moved: Date) -> None:
        client.force_login(person("resident"))
        found = rows(text(client, moved.get_absolute_url()))
        assert "Nur den" not in found[0]
        assert "Nur den 21. Januar ändern" in found[1]
        page = text(client, f"{moved.get_absolute_url()}einzeln/2027-01-14/")
        assert "21. Januar 2027" in page.partition("<h1")[2].partition("</h1>")[0]
        assert f"V{FROM[1:]}" in page

    @pytest.mark.parametrize("trust", ["new", ""])
    def test_whose_change_is_looked_at_first_reads_it_before(
        self, client: Client, moved: Date, trust: str
    ) -> None:
        if trust:
            client.force_login(person(trust))
        found = rows(text(client, moved.get_absolute_url()))
        assert "Nur den" not in " ".join(found)
        assert "Nur für den 21. Januar etwas vorschlagen" in found[1]

    def test_who_may_not_even_suggest_has_no_link(self, client: Client, moved: Date) -> None:
        blocked = person("new")
        User.objects.filter(pk=blocked.pk).update(blocked_at=NOW)
        client.force_login(blocked)
        page = text(client, moved.get_absolute_url())
        assert rows(page)
        assert "/einzeln/" not in page


@pytest.mark.any_database
class TestOff:
    """What is cancelled says so where people look, and there it can be taken back."""

    def test_its_own_page_says_so_with_the_way_back(self, client: Client, moved: Date) -> None:
        services.cancel_time(entry=moved, day=DAY, because="Regen")
        client.force_login(person("resident"))
        page = text(client, f"{moved.get_absolute_url()}einzeln/2027-01-14/")
        main = page.partition("<main")[2]
        assert "Der Termin am 21. Januar 2027 fällt aus." in main
        assert "Regen" in main
        assert 'value="doch-2027-01-14"' in main
        assert "Nur den 21. Januar absagen" not in main

    @pytest.mark.parametrize("trust", ["new", ""])
    def test_who_may_not_cancel_reads_it(self, client: Client, moved: Date, trust: str) -> None:
        services.cancel_time(entry=moved, day=DAY, because="Regen")
        if trust:
            client.force_login(person(trust))
        page = text(client, f"{moved.get_absolute_url()}einzeln/2027-01-14/")
        assert "Der Termin am 21. Januar 2027 fällt aus." in page
        assert "doch-2027" not in page
        assert "absagen" not in text(client, moved.get_absolute_url())

    def test_each_row_has_its_way_there_and_back(self, client: Client, choir: Date) -> None:
        client.force_login(person("resident"))
        page = text(client, choir.get_absolute_url())
        assert "Nur den 14. Januar absagen" in rows(page)[0]
        address = f"{choir.get_absolute_url()}absagen/"
        assert f'href="{address}?what=2027-01-14"' in page
        form = client.get(f"{address}?what=2027-01-14").context["form"]
        assert form["what"].value() == "2027-01-14"
        client.post(address, {"what": "2027-01-14", "because": "Regen"})
        page = text(client, choir.get_absolute_url())
        assert "Den 14. Januar doch stattfinden lassen" in rows(page)[0]
        answer = client.post(address, {"what": "doch-2027-01-14"})
        assert answer["Location"] == choir.get_absolute_url()
        choir.refresh_from_db()
        assert choir.changes == {}

    def test_a_time_far_ahead_is_named_by_its_day(self, client: Client, choir: Date) -> None:
        client.force_login(person("resident"))
        address = f"{choir.get_absolute_url()}absagen/?what=2027-12-16"
        form = client.get(address).context["form"]
        assert (form["what"].value(), form["other"].value()) == ("other", "2027-12-16")

    @pytest.mark.parametrize("day", ["2027-01-14", "2027-01-21"])
    def test_a_moved_time_is_found_by_both_its_days(
        self, client: Client, moved: Date, day: str
    ) -> None:
        client.force_login(person("resident"))
        address = f"{moved.get_absolute_url()}absagen/"
        client.post(address, {"what": "other", "other": day, "because": "Regen"})
        moved.refresh_from_db()
        assert moved.changes["2027-01-14"]["cancelled"] is True
        page = text(client, moved.get_absolute_url())
        assert "Am 21. Januar 2027 findet der Termin nicht statt." in page


class TestMeeting:
    """No time is moved onto another one of its series unawares."""

    MARCH, APRIL = date(2027, 3, 11), date(2027, 4, 8)

    def send(self, client: Client, entry: Date, **fields: str) -> Any:
        address = f"{entry.get_absolute_url()}einzeln/2027-03-11/"
        data = sent_by(text(client, address)) | {name: [v] for name, v in fields.items()}
        answer = client.post(address, data)
        entry.refresh_from_db()
        return answer

    @pytest.mark.parametrize("trust", ["resident", "new"])
    @pytest.mark.parametrize("begins", ["19:00", "18:00"])
    def test_it_is_asked_at_the_field(
        self, client: Client, choir: Date, trust: str, begins: str
    ) -> None:
        client.force_login(person(trust))
        fields = {"day": "2027-04-08", "begins": begins, "place": "Hof", "because": "Fest"}
        answer = self.send(client, choir, **fields)
        assert answer.status_code == 400
        assert list(answer.context["form"].errors) == ["day"]
        page = answer.content.decode()
        assert "ein anderer Termin derselben Reihe statt: Donnerstag, 8. April 2027, 19:00" in page
        for typed in ("2027-04-08", begins, "Hof", "Fest"):
            assert f'value="{typed}"' in page
        assert choir.changes == {}
        assert choir.revisions.count() == 1

    @pytest.mark.parametrize(("begins", "ends"), [("16:00", "19:00"), ("21:00", "22:00")])
    def test_before_and_behind_it_there_is_room(
        self, client: Client, choir: Date, begins: str, ends: str
    ) -> None:
        client.force_login(person("resident"))
        answer = self.send(client, choir, day="2027-04-08", begins=begins, ends=ends)
        assert answer.status_code == 302

    def test_in_the_place_of_one_that_is_cancelled(self, client: Client, choir: Date) -> None:
        client.force_login(person("resident"))
        services.cancel_time(entry=choir, day=self.APRIL)
        choir.refresh_from_db()
        assert self.send(client, choir, day="2027-04-08").status_code == 302
        page = text(client, f"{choir.get_absolute_url()}absagen/")
        labels = re.findall(r"<label.*?</label>", page, re.DOTALL)
        told = [re.sub(r"<[^>]+>", "", label).strip() for label in labels if "8. April" in label]
        assert len(told) == len(set(told)) == 2
        assert any("verlegt vom Donnerstag, 11. März" in label for label in told)
        answer = client.post(f"{choir.get_absolute_url()}absagen/", {"what": "doch-2027-04-08"})
        assert answer.status_code == 400
        assert "ein anderer Termin derselben Reihe" in answer.content.decode()

    def test_a_series_is_not_moved_onto_its_moved_time(self, client: Client, choir: Date) -> None:
        services.update_date(entry=choir, recurrence="FREQ=WEEKLY")
        move(choir, date(2027, 1, 21), "2027-01-15T19:00")
        client.force_login(person("resident"))
        address = f"{choir.get_absolute_url()}bearbeiten/"
        data = sent_by(text(client, address)) | {"day": ["2027-01-15"]}
        answer = client.post(address, data)
        assert answer.status_code == 400
        assert list(answer.context["form"].errors) == ["day"]

    def test_what_meets_already_can_still_be_changed(self, choir: Date) -> None:
        there = {"start": "2027-04-08T17:00:00+00:00", "end": "2027-04-08T19:00:00+00:00"}
        Date.objects.filter(pk=choir.pk).update(changes={"2027-03-11": there})
        choir.refresh_from_db()
        services.cancel_time(entry=choir, day=DAY, because="Regen")
        services.cancel_time(entry=choir, day=self.MARCH, because="Eins genügt")

    def test_what_always_runs_into_the_next_may_be_moved(self, choir: Date) -> None:
        services.update_date(
            entry=choir, recurrence="FREQ=WEEKLY", end=at("2027-01-24T21:00"), changes={}
        )
        move(choir, self.MARCH, "2027-03-12T19:00")
        assert "2027-03-11" in choir.changes
