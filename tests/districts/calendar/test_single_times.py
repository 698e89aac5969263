"""One time of a series is cancelled, or elsewhere: on pages, in lists, calendars and search."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from cms.reading import directory_lists
from community import decisions
from community.models import Case
from districts import services
from districts.calendar import recurrence, single_times
from districts.calendar.recurrence import ZONE
from districts.entries import revision_text
from districts.entries.dates import SHAPE
from districts.models import Date
from districts.services import dates
from districts.services.dates import EndsFirst
from districts.services.edit_conflicts import EditConflict
from districts.services.signature import Signature
from districts.services.single_times import NoSuchTime
from search import contract
from tests.cpu_time import less_than
from tests.districts.conftest import Town, person
from tests.untouched import sent_by

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
NOW = datetime(2027, 1, 4, 9, tzinfo=ZONE)
APRIL, JULY = date(2027, 4, 14), date(2027, 7, 14)


@pytest.fixture(autouse=True)
def january(settings: Any) -> Iterator[None]:
    settings.RATE_LIMITS = False
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def forum(town: Town) -> Date:
    """Every three months on the second Wednesday, for two years: 13.1., 14.4., 14.7., 13.10. …"""
    Date.objects.exclude(pk=0).delete()
    return services.create_date(
        title="Forum der Quartiere",
        kind="forum",
        start=datetime(2027, 1, 13, 18, tzinfo=ZONE),
        end=datetime(2027, 1, 13, 20, tzinfo=ZONE),
        recurrence="FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE;COUNT=8",
        place="Altes Rathaus",
        agenda="Begrüßung",
        districts=[town.west],
    )


@pytest.fixture
def moved(forum: Date, town: Town) -> Date:
    """The forum in July is in the east."""
    services.change_time(
        entry=forum,
        day=JULY,
        place="Haus am Hang",
        districts=[town.east],
        agenda="Wege im Osten",
        start=datetime(2027, 7, 14, 17, tzinfo=ZONE),
    )
    forum.refresh_from_db()
    return forum


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def events(body: bytes) -> dict[str, Any]:
    """Return the events of a calendar by the day their rule has them; "" for the series."""
    found = {}
    for event in Calendar.from_ical(body).walk("VEVENT"):
        single = event.get("RECURRENCE-ID")
        found[f"{single.dt:%m-%d}" if single else ""] = event
    return found


class TestCancelling:
    def cancel(self, client: Client, entry: Date, what: str, because: str = "") -> Any:
        page = f"{entry.get_absolute_url()}absagen/"
        return client.post(page, {"what": what, "because": because})

    def test_it_says_so_with_its_reason_everywhere(self, client: Client, forum: Date) -> None:
        client.force_login(person("resident"))
        answer = self.cancel(client, forum, "2027-04-14", "Wasserschaden <b>")
        assert answer.status_code == 302
        forum.refresh_from_db()
        assert forum.cancelled_at is None
        assert forum.head_number == 2
        page = text(client, forum.get_absolute_url())
        assert "Wasserschaden &lt;b&gt;" in page
        assert page.count("2027-04-14T18:00") == 1
        month = text(client, "/termine/?month=2027-04")
        assert "Fällt aus" in month
        assert "Wasserschaden" in month
        assert "Fällt aus" not in text(client, "/termine/?month=2027-07")
        found = events(client.get("/termine/kalender.ics").content)
        assert found[""]["STATUS"] == "CONFIRMED"
        assert found["04-14"]["STATUS"] == "CANCELLED"
        assert "Wasserschaden" in found["04-14"]["DESCRIPTION"]
        assert found["04-14"]["UID"] == found[""]["UID"]
        record = client.get("/api/v1/events").json()["results"][0]
        (single,) = record["changed_times"]
        assert (single["day"], single["cancelled"]) == ("2027-04-14", True)
        assert single["cancelled_because"] == "Wasserschaden <b>"
        with time_machine.travel(datetime(2027, 2, 1, tzinfo=ZONE), tick=False):
            services.roll_forward()
            for address in ("/termine/", "/stadtteile/west/", forum.get_absolute_url()):
                shown = text(client, address)
                assert "Wasserschaden" in shown, address
            assert "EventCancelled" in text(client, forum.get_absolute_url())

    def test_it_takes_place_after_all(self, client: Client, forum: Date) -> None:
        client.force_login(person("resident"))
        self.cancel(client, forum, "2027-04-14", "Regen")
        page = client.get(f"{forum.get_absolute_url()}absagen/")
        offered = dict(page.context["form"].fields["what"].choices)
        assert "2027-04-14" not in offered
        assert self.cancel(client, forum, "doch-2027-04-14").status_code == 302
        forum.refresh_from_db()
        assert forum.changes == {}
        assert "04-14" not in events(client.get("/termine/kalender.ics").content)
        assert "Regen" not in text(client, "/termine/?month=2027-04")

    def test_search_tells_of_the_next_that_takes_place(self, forum: Date) -> None:
        services.cancel_time(entry=forum, day=date(2027, 1, 13), because="Glatteis")
        record = contract.source("event").records([forum.pk])[forum.pk]
        assert record.date == datetime(2027, 4, 14, 18, tzinfo=ZONE)
        assert "Glatteis" in record.text

    def test_calendars_that_subscribed_learn_of_it(self, client: Client, forum: Date) -> None:
        first = int(events(client.get("/termine/kalender.ics").content)[""]["SEQUENCE"])
        with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
            services.cancel_time(entry=forum, day=APRIL)
        found = events(client.get("/termine/kalender.ics").content)
        assert int(found["04-14"]["SEQUENCE"]) > first
        assert int(found[""]["SEQUENCE"]) > first

    def test_a_day_that_is_none(self, forum: Date) -> None:
        with pytest.raises(NoSuchTime):
            services.cancel_time(entry=forum, day=date(2027, 4, 15))

    def test_who_cancels_another_time_meanwhile_loses_nothing(self, forum: Date) -> None:
        stale = Date.objects.get(pk=forum.pk)
        services.cancel_time(entry=forum, day=APRIL, because="Eins")
        services.cancel_time(entry=stale, day=JULY, because="Zwei")
        forum.refresh_from_db()
        assert set(forum.changes) == {"2027-04-14", "2027-07-14"}


class TestElsewhere:
    def test_only_that_time_changes(self, client: Client, moved: Date, town: Town) -> None:
        page = text(client, moved.get_absolute_url())
        assert "Haus am Hang" in page
        assert "Wege im Osten" in page
        assert "2027-07-14T17:00" in page
        assert "2027-04-14T18:00" in page
        assert "2027-10-13T18:00" in page
        assert page.count("Haus am Hang") == 1
        july, october = (text(client, f"/termine/?month=2027-{m}") for m in ("07", "10"))
        words = " ".join(re.sub(r"<[^>]+>", " ", july).split())
        assert "Haus am Hang, Ost" in words
        assert "Altes Rathaus" not in july
        assert "Altes Rathaus" in october

    def test_the_other_district_has_it_and_nothing_else(
        self, client: Client, moved: Date, town: Town
    ) -> None:
        shown = text(client, "/termine/?district=ost")
        assert "Haus am Hang" in shown
        assert "Altes Rathaus" not in shown
        assert "2027-07-14T17:00" in shown
        assert "Haus am Hang" in text(client, "/stadtteile/ost/")
        assert "Altes Rathaus" in text(client, "/stadtteile/west/")
        assert "Forum der Quartiere" not in text(client, "/termine/?month=2027-04&district=ost")
        assert "Forum der Quartiere" in text(client, "/termine/?month=2027-07&district=ost")
        assert "Forum der Quartiere" in text(client, "/termine/?month=2027-07&district=west")
        assert set(events(client.get("/termine/kalender.ics?district=ost").content)) == {"07-14"}
        assert set(events(client.get("/termine/kalender.ics?district=west").content)) == {
            *("", "07-14")
        }
        services.create_date(
            title="Nur im Westen", kind="offer", start=moved.start, districts=[town.west]
        )
        facets = client.get("/termine/").context["listing"].facets
        (places,) = (facet for facet in facets if facet.name == "district")
        assert {c.label: c.count for c in places.values} == {"West": 2, "Ost": 1}
        record = contract.source("event").records([moved.pk])[moved.pk]
        assert {place.value for place in record.districts} == {"west", "ost"}
        assert "Wege im Osten" in record.text

    def test_lists_of_pages_show_it_where_it_is(
        self, moved: Date, town: Town, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(2):  # their districts, and the guests'
            [cards] = directory_lists.cards_of([moved, moved], districts=[town.east])
        assert [card["place"] for card in cards] == ["Haus am Hang"] * 2
        assert [card["district"] for card in cards] == ["Ost"] * 2

    def test_a_time_in_one_of_its_own_districts(self, forum: Date, town: Town) -> None:
        services.update_date(entry=forum, districts=[town.west, town.east])
        services.change_time(entry=forum, day=date(2027, 1, 13), districts=[town.east])
        forum.refresh_from_db()
        [[card]] = directory_lists.cards_of([forum])
        assert card["district"] == "Ost"

    def test_what_is_city_wide_counts_once_where_it_is_a_guest(
        self, client: Client, moved: Date, town: Town
    ) -> None:
        services.update_date(entry=moved, districts=[], city=town.city)
        for place in (town.west, town.east):
            services.create_date(title="Chor", start=NOW + timedelta(days=1), districts=[place])
        assert list(moved.hosts.all()) == [town.east]
        facets = client.get("/termine/").context["listing"].facets
        (places,) = (facet for facet in facets if facet.name == "district")
        assert {c.label: c.count for c in places.values} == {"West": 2, "Ost": 2}

    def test_who_moves_dates_on_overwrites_no_change(
        self, forum: Date, town: Town, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        moves_on = dates._moves_on

        def and_somebody_changes_it(entry: Date, moment: datetime) -> bool:
            monkeypatch.setattr(dates, "_moves_on", moves_on)
            found = moves_on(entry, moment)
            services.change_time(entry=Date.objects.get(), day=APRIL, districts=[town.east])
            services.update_date(entry=Date.objects.get(), recurrence="FREQ=MONTHLY;BYDAY=2WE")
            return found

        with time_machine.travel(datetime(2027, 2, 1, tzinfo=ZONE), tick=False):
            monkeypatch.setattr(dates, "_moves_on", and_somebody_changes_it)
            services.roll_forward()
        forum.refresh_from_db()
        assert forum.next_start == datetime(2027, 2, 10, 18, tzinfo=ZONE)
        assert list(forum.hosts.all()) == [town.east]

    def test_when_it_is_over_the_other_district_is_left(
        self, client: Client, moved: Date, town: Town
    ) -> None:
        assert list(moved.hosts.all()) == [town.east]
        with time_machine.travel(datetime(2027, 7, 15, tzinfo=ZONE), tick=False):
            services.roll_forward()
            assert not moved.hosts.exists()
            assert "Forum der Quartiere" not in text(client, "/termine/?district=ost")

    def test_the_calendar_has_it_at_its_own_time(self, client: Client, moved: Date) -> None:
        single = events(client.get("/termine/kalender.ics").content)["07-14"]
        assert single["RECURRENCE-ID"].dt == datetime(2027, 7, 14, 18, tzinfo=ZONE)
        assert single["DTSTART"].dt == datetime(2027, 7, 14, 17, tzinfo=ZONE)
        assert single["LOCATION"] == "Haus am Hang, Ost"
        assert "RRULE" not in single

    def test_programs_learn_what_is_different(self, client: Client, moved: Date) -> None:
        services.change_time(entry=moved, day=JULY, text="Wir gehen los.")
        (record,) = client.get("/api/v1/events").json()["results"]
        (single,) = record["changed_times"]
        assert single["place"] == "Haus am Hang"
        assert [place["name"] for place in single["districts"]] == ["Ost"]
        assert (single["text"], single["agenda"]) == ("Wir gehen los.", "Wege im Osten")
        found = events(client.get("/termine/kalender.ics").content)
        assert found["07-14"]["DESCRIPTION"].endswith("\n\nWir gehen los.\n\nWege im Osten")
        assert found[""]["DESCRIPTION"] == "Begrüßung"
        with time_machine.travel(datetime(2027, 7, 10, tzinfo=ZONE), tick=False):
            assert "Wir gehen los." in text(client, moved.get_absolute_url())

    def test_a_time_moved_to_another_day_is_found_there(self, client: Client, forum: Date) -> None:
        services.change_time(
            entry=forum,
            day=APRIL,
            start=datetime(2027, 5, 3, 18, tzinfo=ZONE),
            end=datetime(2027, 5, 3, 20, tzinfo=ZONE),
        )
        forum.refresh_from_db()
        assert "verlegt auf Montag, 3. Mai" in text(client, "/termine/?month=2027-04")
        assert "verlegt vom Mittwoch, 14. April" in text(client, "/termine/?month=2027-05")
        days = [
            f"{found.start.astimezone(ZONE):%m-%d}"
            for found in recurrence.series_of(forum).between(NOW, datetime(2028, 1, 1, tzinfo=ZONE))
        ]
        assert days == ["01-13", "05-03", "07-14", "10-13"]

    def test_the_first_one_may_be_earlier_than_the_rule(self, client: Client, forum: Date) -> None:
        with time_machine.travel(datetime(2026, 12, 1, tzinfo=ZONE), tick=False):
            early = datetime(2026, 12, 20, 18, tzinfo=ZONE)
            services.change_time(entry=forum, day=date(2027, 1, 13), start=early, end=early)
            assert "Forum der Quartiere" in text(client, "/termine/?month=2026-12")
            january = text(client, "/termine/?month=2027-01")
            assert "verlegt auf Sonntag, 20. Dezember 2026" in january
            assert "2026-12-20T18:00" in text(client, "/termine/")

    def test_the_last_one_may_be_later_than_the_rule(self, forum: Date) -> None:
        late = datetime(2029, 3, 1, 18, tzinfo=ZONE)
        last = date(2028, 10, 11)
        services.change_time(entry=forum, day=last, start=late, end=late)
        forum.refresh_from_db()
        assert forum.last_end == late

    def test_it_ends_before_it_begins(self, forum: Date) -> None:
        with pytest.raises(EndsFirst):
            services.change_time(entry=forum, day=APRIL, end=datetime(2027, 4, 14, 9, tzinfo=ZONE))

    def test_minutes_are_of_the_time_that_was(self, moved: Date) -> None:
        from wiki.minutes import draft_of

        services.cancel_time(entry=moved, day=date(2027, 10, 13))
        with time_machine.travel(datetime(2027, 11, 1, tzinfo=ZONE), tick=False):
            draft = draft_of(moved.slug)
        assert "14. Juli 2027" in draft["title"]
        assert "Haus am Hang" in draft["body"]
        assert "## Wege im Osten" in draft["body"]
        assert draft["district"] == "ost"


class TestForm:
    ADDRESS = "einzeln/2027-07-14/"

    def send(self, client: Client, entry: Date, **fields: Any) -> Any:
        address = f"{entry.get_absolute_url()}{self.ADDRESS}"
        data = sent_by(client.get(address).content.decode())
        answer = client.post(address, data | {name: [value] for name, value in fields.items()})
        entry.refresh_from_db()
        return answer

    def test_what_is_changed_is_kept_and_nothing_else(
        self, client: Client, forum: Date, town: Town
    ) -> None:
        client.force_login(person("resident"))
        assert f"/{self.ADDRESS}" in text(client, forum.get_absolute_url())
        answer = self.send(client, forum, place="Haus am Hang", districts=str(town.east.pk))
        assert answer.status_code == 302
        assert forum.changes == {
            "2027-07-14": {"place": "Haus am Hang", "districts": [town.east.pk]}
        }
        assert list(forum.hosts.all()) == [town.east]
        services.update_date(entry=forum, agenda="Neue Fragen")
        assert "Neue Fragen" in text(client, f"{forum.get_absolute_url()}{self.ADDRESS}")

    def test_sent_as_it_stands_it_changes_nothing(self, client: Client, moved: Date) -> None:
        client.force_login(person("resident"))
        before = (moved.head_number, moved.changes)
        page = text(client, f"{moved.get_absolute_url()}{self.ADDRESS}")
        for own in ('value="Haus am Hang"', 'value="17:00"', "Wege im Osten"):
            assert own in page
        assert self.send(client, moved).status_code == 302
        assert (moved.head_number, moved.changes) == before

    def test_as_the_others_again(self, client: Client, moved: Date, town: Town) -> None:
        client.force_login(person("resident"))
        fields = {"place": "Altes Rathaus", "agenda": "Begrüßung", "begins": "18:00"}
        self.send(client, moved, districts=str(town.west.pk), **fields)
        assert moved.changes == {}
        assert not moved.hosts.exists()

    def test_errors_stand_at_the_field(self, client: Client, forum: Date) -> None:
        client.force_login(person("resident"))
        answer = self.send(client, forum, last_day="2027-07-01", place="Anderswo")
        assert answer.status_code == 400
        assert "last_day" in answer.context["form"].errors
        assert "Anderswo" in answer.content.decode()

    def test_a_newcomer_s_change_waits_and_is_read_in_words(
        self, client: Client, forum: Date, moderator: Any
    ) -> None:
        client.force_login(person("new"))
        answer = self.send(client, forum, place="Haus am Hang")
        assert forum.changes == {}
        assert "Haus am Hang" in text(client, answer["Location"])
        services.cancel_time(entry=forum, day=APRIL, because="Regen")
        decisions.accept(case=Case.objects.get(), by=moderator)
        forum.refresh_from_db()
        assert forum.changes["2027-07-14"] == {"place": "Haus am Hang"}
        assert forum.changes["2027-04-14"]["cancelled_because"] == "Regen"
        page = text(client, f"{forum.get_absolute_url()}version/{forum.head_number}/")
        assert "14. Juli 2027: Ort: Haus am Hang" in page
        assert "14. April 2027: abgesagt (Regen)" in page

    def test_two_who_change_the_same_are_told(self, client: Client, forum: Date) -> None:
        services.change_time(entry=forum, day=JULY, base=1, place="Hier")
        with pytest.raises(EditConflict):
            services.change_time(entry=forum, day=JULY, base=1, place="Dort")
        client.force_login(person("resident"))
        address = f"{forum.get_absolute_url()}{self.ADDRESS}"
        data = sent_by(text(client, address)) | {"place": ["Dort"]}
        services.change_time(entry=forum, day=JULY, place="Drüben")
        answer = client.post(address, data)
        assert answer.status_code == 409
        assert "Drüben" in answer.content.decode()

    @pytest.mark.parametrize(
        ("name", "value", "said"),
        [
            ("start", "2027-07-14T15:00:00+00:00", "Beginn: Mittwoch, 14. Juli 2027, 17:00"),
            ("cancelled", True, "abgesagt"),
            ("because", "Regen", "Regen"),
            ("place", None, ""),
            ("", {"place": "Hier", "cancelled": True}, "abgesagt; Ort: Hier"),
        ],
    )
    def test_a_conflict_is_said_in_words(self, name: str, value: Any, said: str) -> None:
        field = f"changes.2027-07-14.{name}".rstrip(".")
        words = revision_text.value_in_words(SHAPE, field, value)
        assert words.removeprefix("14. Juli 2027: ") == said

    def test_it_can_be_put_back(self, client: Client, moved: Date) -> None:
        services.deciding.put_back(entry=moved, number=1, signature=Signature())
        moved.refresh_from_db()
        assert moved.changes == {}
        assert not moved.hosts.exists()

    @pytest.mark.parametrize("day", ["2027-07-15", "heute", "2027-13-01", "x" * 300])
    def test_no_other_day_has_a_form(self, client: Client, forum: Date, day: str) -> None:
        assert client.get(f"{forum.get_absolute_url()}einzeln/{day}/").status_code == 404

    @pytest.mark.parametrize("day", ["0001-01-01", "1026-07-15", "9998-01-14", "9999-12-31"])
    def test_days_of_other_ages_cost_nothing(self, client: Client, forum: Date, day: str) -> None:
        # Nothing is reckoned from the first start on until then: by days that takes seconds.
        rule = "FREQ=DAILY;BYMONTHDAY=13,14,15;BYSETPOS=1"
        Date.objects.filter(pk=forum.pk).update(recurrence=rule)
        with less_than(2):
            assert client.get(f"{forum.get_absolute_url()}einzeln/{day}/").status_code == 404

    def test_a_date_of_one_time_has_none(self, client: Client, forum: Date) -> None:
        services.update_date(entry=forum, recurrence="")
        address = f"{forum.get_absolute_url()}einzeln/2027-01-13/"
        assert client.get(address).status_code == 404


class TestStored:
    @pytest.mark.parametrize(
        "stored",
        [[], None, {"morgen": {}}, {"2027-07-14": []}, {"2027-07-14": {"start": "x"}}, "x"],
    )
    def test_what_is_none_is_left_out(self, stored: Any) -> None:
        assert list(single_times.read(stored)) == []

    def test_unknown_names_are_left_alone(self) -> None:
        ((_day, change),) = single_times.read({"2027-07-14": {"place": "X", "later": 1}})
        assert change == single_times.TimeChange(place="X")

    def test_an_older_version_says_that_none_is_changed(self, forum: Date) -> None:
        row = forum.revisions.get(number=1)
        old = {name: value for name, value in row.fields.items() if name != "changes"}
        forum.revisions.filter(number=1).update(fields=old)
        assert forum.revisions.get(number=1).fields["changes"] == {}
        services.cancel_time(entry=forum, day=APRIL)
        forum.refresh_from_db()
        assert json.dumps(forum.changes) == '{"2027-04-14": {"cancelled": true}}'

    def test_changes_stay_with_their_time_at_another_hour(self, moved: Date) -> None:
        services.update_date(entry=moved, start=datetime(2027, 1, 13, 19, tzinfo=ZONE))
        moved.refresh_from_db()
        found = recurrence.series_of(moved).on(JULY)
        assert found is not None
        assert found.change.place == "Haus am Hang"
