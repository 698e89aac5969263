"""What calendar programs ask for is made once for each change, and is never an old state."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from districts import services
from districts.calendar import ical, kept_lines
from districts.models import CalendarLines, Date
from search.sync import sync_all
from tests.districts.conftest import Town

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
ADDRESS = "/termine/kalender.ics"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the titles of the dates whose lines are made from now on."""
    titles: list[str] = []
    really = ical.lines

    def noted(entry: Date, **values: Any) -> str:
        titles.append(entry.title)
        return really(entry, **values)

    monkeypatch.setattr(ical, "lines", noted)
    return titles


def read(client: Client, address: str = ADDRESS) -> str:
    """Return a calendar as a program reads it, without folds."""
    return client.get(address).content.decode().replace("\r\n ", "")


def meet(town: Town, title: str, **values: Any) -> Date:
    start = timezone.now() + timedelta(days=2)
    return services.create_date(title=title, start=start, **{"districts": [town.west], **values})


def test_lines_are_made_once(client: Client, town: Town, made: list[str]) -> None:
    meet(town, "Chor")
    first = read(client)
    assert sorted(made) == ["Chor", "Mittagstisch"]
    assert read(client) == first
    assert read(client, f"{ADDRESS}?district=west").count("BEGIN:VEVENT") == 2
    assert len(made) == 2


def test_a_calendar_costs_as_many_queries_with_many_dates(client: Client, town: Town) -> None:
    def queries() -> int:
        read(client)
        with CaptureQueriesContext(connection) as caught:
            assert "Mittagstisch" in read(client)
        return len(caught)

    few = queries()
    for number in range(12):
        meet(town, f"Chor {number}", topics=[town.topic])
    assert queries() == few


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda town: services.update_date(entry=town.date, title="Abendbrot"), "Abendbrot"),
        (lambda town: services.update_district(district=town.west, name="Westen"), "Westen"),
        (lambda town: services.update_topic(topic=town.child, name="Alleinsein"), "Alleinsein"),
        (
            lambda town: services.update_date(entry=town.date, topics=[town.topic]),
            "CATEGORIES:Nachbarschaft",
        ),
        (lambda town: services.update_date(entry=town.date, districts=[town.east]), "LOCATION:Ost"),
        (lambda town: services.cancel_date(entry=town.date, because="Regen"), "Regen"),
        (
            lambda town: services.cancel_time(
                entry=town.date, day=timezone.localdate(town.date.start), because="Glatteis"
            ),
            "Glatteis",
        ),
    ],
)
def test_each_change_is_told(
    client: Client, town: Town, change: Callable[[Town], object], words: str
) -> None:
    assert words not in read(client)
    change(town)
    assert words in read(client)


def test_what_is_hidden_is_not_told(client: Client, town: Town) -> None:
    assert "Mittagstisch" in read(client)
    services.hide_entry(entry=town.date)
    assert "Mittagstisch" not in read(client)
    services.hide_entry(entry=town.date, hidden=False)
    assert "Mittagstisch" in read(client)


def test_a_change_while_lines_are_made_makes_them_void(
    client: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = ical.lines

    def slowly(entry: Date, **values: Any) -> str:
        lines = really(entry, **values)
        services.update_date(entry=town.date, title="Abendbrot")
        return lines

    monkeypatch.setattr(ical, "lines", slowly)
    assert "Mittagstisch" in read(client)
    monkeypatch.setattr(ical, "lines", really)
    assert "Abendbrot" in read(client)


def test_a_guest_shows_what_is_there_and_nothing_of_it_is_kept(client: Client, town: Town) -> None:
    services.change_time(
        entry=town.date, day=timezone.localdate(town.date.start), districts=[town.east]
    )
    for _time in range(2):
        assert read(client, f"{ADDRESS}?district=ost").count("BEGIN:VEVENT") == 1
        assert read(client, f"{ADDRESS}?district=west").count("BEGIN:VEVENT") == 2


def test_each_language_has_lines_of_its_own(client: Client, town: Town, made: list[str]) -> None:
    for _time in range(2):
        assert "/en/termine/" in read(client, f"/en{ADDRESS}")
        assert "/en/termine/" not in read(client)
    assert len(made) == 2


def test_a_new_year_has_lines_of_its_own(client: Client, town: Town, made: list[str]) -> None:
    """The nights in which the clock is put forward are told for some years ahead."""
    read(client)
    with time_machine.travel(timezone.now() + timedelta(days=366), tick=False):
        read(client)
    assert made == ["Mittagstisch", "Mittagstisch"]


class TestTheWorker:
    def test_makes_them_so_that_nobody_waits(
        self, client: Client, town: Town, made: list[str]
    ) -> None:
        meet(town, "Chor", state="held")
        assert kept_lines.make_ahead() == 1
        assert kept_lines.make_ahead() == 0
        assert "Mittagstisch" in read(client)
        assert made == ["Mittagstisch"]

    def test_makes_no_more_at_once_than_it_has_time_for(
        self, town: Town, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(kept_lines, "AT_ONCE", 2)
        for number in range(3):
            meet(town, f"Chor {number}")
        assert [kept_lines.make_ahead() for _round in range(3)] == [2, 2, 0]

    def test_forgets_what_was_hidden_or_said_otherwise(self, client: Client, town: Town) -> None:
        other = meet(town, "Chor")
        read(client)
        read(client, f"/en{ADDRESS}")
        services.hide_entry(entry=town.date)
        services.update_date(entry=other, title="Singkreis")
        kept_lines.make_ahead()
        assert [lines.text.count("Singkreis") for lines in CalendarLines.objects.all()] == [1]

    def test_makes_anew_what_was_renamed(self, client: Client, town: Town) -> None:
        kept_lines.make_ahead()
        services.update_district(district=town.west, name="Westen")
        sync_all()
        assert kept_lines.make_ahead() == 1
        assert "Westen" in CalendarLines.objects.get().text
