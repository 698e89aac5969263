"""Lists as tables for people: words and local times, and a name that says what is in the file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import caches
from django.http import QueryDict
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from icalendar import Calendar
from openpyxl import load_workbook

from districts import services
from districts.lists.file_names import LONGEST, file_name, title
from districts.lists.filters import DateFilter
from districts.models import Date, District
from districts.views import files
from tests.districts.conftest import Town

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
#: The word of the interface for a part of a city.
with translation.override("de"):
    DISTRICT = gettext("District")
ZONE = ZoneInfo("Europe/Berlin")
#: What only programs want: keys, slugs, times with an offset, true and false.
OF_PROGRAMS = re.compile(
    r"\d{4}-\d\d-\d\d|T\d\d:\d\d|\+0[12]:00|\b(true|false|none|null|running|failed|business|low"
    r"|step_free|offer|quarter|knowledge|updated_at|slug|city_wide|nachbarschaft|einsamkeit)\b"
)


def rows_of(answer: Any) -> list[dict[str, str]]:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def name_of(answer: Any) -> str:
    return re.findall(r'filename="([^"]+)"', answer["Content-Disposition"])[0]


@pytest.fixture
def cannstatt(town: Town) -> District:
    return services.create_district(city=town.city, name="Bad Cannstatt")


@pytest.fixture
def november(town: Town, cannstatt: District) -> Iterator[Date]:
    """It is in November; a table is laid every Thursday, after the clocks went back."""
    with time_machine.travel(datetime(2026, 11, 3, 8, tzinfo=ZONE), tick=False):
        entry = services.create_date(
            title="Offener Tisch",
            kind="offer",
            start=datetime(2026, 10, 1, 18, tzinfo=ZONE),
            end=datetime(2026, 10, 1, 20, 30, tzinfo=ZONE),
            recurrence="FREQ=WEEKLY;UNTIL=20261231T225959Z",
            place="Bezirksrathaus",
            districts=[cannstatt],
            topics=[town.child],
            open_to_all=True,
            access=["step_free"],
        )
        yield entry


def test_dates_of_a_month_stand_there_at_each_of_their_times(
    client: Client, town: Town, november: Date
) -> None:
    answer = client.get("/termine/tabelle.csv?district=bad-cannstatt&month=2026-11")
    assert name_of(answer) == "termine-bad-cannstatt-2026-11.csv"
    rows = rows_of(answer)
    days = ["05.11.2026", "12.11.2026", "19.11.2026", "26.11.2026"]
    assert [row["Datum"] for row in rows] == days
    assert {row["Beginnt um"] for row in rows} == {"18:00"}
    assert {row["Endet um"] for row in rows} == {"20:30"}
    first = rows[0]
    assert first["Titel"] == "Offener Tisch"
    assert first["Art"] == "Regelmäßiges Angebot"
    assert first[DISTRICT] == "Bad Cannstatt"
    assert first["Stadt"] == "Musterstadt"
    assert first["Fachthemen"] == "Einsamkeit"
    assert first["Für wen"] == "offen für alle"
    assert first["Zugang"] == "Stufenlos"
    assert first["Letzter Tag"] == ""
    assert first["Seite"].startswith("http")
    assert first["Seite"].endswith(november.get_absolute_url())
    assert not OF_PROGRAMS.search(answer.content.decode().replace(first["Seite"], ""))


def test_what_comes_is_there_once_at_its_next_time(client: Client, november: Date) -> None:
    answer = client.get("/termine/tabelle.csv?district=bad-cannstatt")
    assert [row["Datum"] for row in rows_of(answer)] == ["05.11.2026"]
    # A list without a month says when it was made.
    assert name_of(answer) == "termine-bad-cannstatt-2026-11.csv"
    over = client.get("/termine/tabelle.csv?district=bad-cannstatt&view=archive")
    assert name_of(over) == "termine-bad-cannstatt-archiv-2026-11.csv"
    assert rows_of(over) == []


def test_a_time_that_is_off_says_why_and_a_long_one_its_last_day(
    client: Client, town: Town, november: Date
) -> None:
    services.cancel_time(entry=november, day=date(2026, 11, 12), because="Kein Herd; =1+1")
    services.create_date(
        title="Hock",
        start=datetime(2026, 11, 14, 20, tzinfo=ZONE),
        end=datetime(2026, 11, 15, 18, tzinfo=ZONE),
        districts=[town.west],
    )
    services.change_time(
        entry=november,
        day=date(2026, 11, 19),
        start=datetime(2026, 11, 20, 18, tzinfo=ZONE),
        end=datetime(2026, 11, 20, 20, tzinfo=ZONE),
        because="Saal belegt",
    )
    rows = rows_of(client.get("/termine/tabelle.csv?month=2026-11"))
    told = {row["Datum"]: row for row in rows}
    moved = "verlegt vom Donnerstag, 19. November – Saal belegt"
    assert told["20.11.2026"]["Dieses Mal anders"] == moved
    assert told["12.11.2026"]["Dieses Mal anders"] == ""
    assert told["12.11.2026"]["Fällt aus"] == "Kein Herd; '=1+1"
    assert told["05.11.2026"]["Fällt aus"] == ""
    assert told["14.11.2026"]["Letzter Tag"] == "15.11.2026"


def test_money_yes_and_no_are_written_as_people_do(client: Client, town: Town) -> None:
    services.update_project(
        project=town.project, cost_base="1500.50", cost_year="20", title="=Plauderbank"
    )
    answer = client.get("/projekte/tabelle.csv?district=west&status=running")
    assert name_of(answer).startswith("projekte-west-")
    assert name_of(answer).endswith(".csv")
    row = rows_of(answer)[0]
    assert row["Titel"] == "'=Plauderbank"
    assert row["Kosten zum Anfang, in Euro"] == "1500,50"
    assert row["Kosten im Jahr, in Euro"] == "20"
    assert row["Lässt sich übernehmen"] == "ja"
    assert row["Stand"].lower() == "läuft"
    assert row["Wer mitmacht"] == "Bäckerei Krümel"
    assert row["Zielgruppen"] == "Ältere Menschen"
    row = rows_of(client.get("/en/projekte/tabelle.csv"))[0]
    assert row["Cost to start, in euros"] == "1500.50"
    assert row["Can be taken over"] == "yes"
    assert "/en/projekte/" in row["Page"]


@pytest.mark.parametrize("path", ["projekte", "akteure", "netzwerke", "ratspapiere", "termine"])
def test_no_table_has_words_of_programs(client: Client, town: Town, path: str) -> None:
    for start in ("", "/de-simple"):
        answer = client.get(f"{start}/{path}/tabelle.csv")
        rows = rows_of(answer)
        assert len(rows) == 1
        words = " ".join(text for name, text in rows[0].items() if name != "Seite")
        assert not OF_PROGRAMS.search(f"{' '.join(rows[0])} {words}"), words
        assert rows[0]["Seite"].startswith("http")
        assert re.fullmatch(r"\d\d\.\d\d\.\d{4}", rows[0]["Zuletzt geändert"])


def test_an_empty_table_has_its_headings(client: Client, town: Town) -> None:
    text = client.get("/netzwerke/tabelle.csv?reach=country").content.decode("utf-8-sig")
    assert text.startswith("Name;In einem Satz;")
    assert len(text.splitlines()) == 1


def test_what_must_not_be_told_is_not_in_a_table(client: Client, town: Town) -> None:
    services.update_actor(actor=town.actor, phone="030 23125 1", phone_public=False)
    services.update_project(project=town.project, nameless=True, funded_by="Stiftung Kesselrand")
    services.hide_entry(entry=town.network)
    assert "23125" not in client.get("/akteure/tabelle.csv").content.decode()
    text = client.get("/projekte/tabelle.csv").content.decode()
    assert "Plauderbank" in text
    assert "Krümel" not in text
    assert "Kesselrand" not in text
    assert rows_of(client.get("/netzwerke/tabelle.csv")) == []
    services.update_actor(actor=town.actor, phone_public=True)
    assert "030 23125 1" in client.get("/akteure/tabelle.csv").content.decode()


def test_a_table_that_is_cut_says_so(
    client: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title_of_one in ("Zweites", "Zwischenhalt", "Zwölftes"):
        services.create_project(title=title_of_one, districts=[town.west])
    monkeypatch.setattr(files, "MOST_ROWS", 1)
    rows = rows_of(client.get("/projekte/tabelle.csv"))
    assert rows[0]["Titel"] == "Plauderbank"
    assert "stehen nicht in dieser Datei" in rows[1]["Titel"]
    assert not re.search(r"\d", rows[1]["Titel"]), "nobody has counted the rest"
    assert len(rows) == 2


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_it_does_not_matter_how_many_rows_are_read_at_once(
    client: Client, town: Town, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    for title_of_one in ("Zweites", "Zwischenhalt", "Zwölftes"):
        services.create_project(title=title_of_one, districts=[town.west])

    def rows() -> list[Any]:
        caches["pages"].clear()
        found = client.get(f"/projekte/tabelle.{form}").content
        if form == "csv":
            return found.decode("utf-8-sig").splitlines()
        return list(load_workbook(io.BytesIO(found)).active.iter_rows(values_only=True))

    together = rows()
    monkeypatch.setattr(files, "AT_ONCE", 1)
    assert rows() == together
    assert len(together) == 5


def test_a_sheet_has_days_and_amounts_that_can_be_reckoned_with(
    client: Client, town: Town, november: Date
) -> None:
    services.update_date(entry=november, title="=1+1")
    answer = client.get("/termine/tabelle.xlsx?district=bad-cannstatt&month=2026-11")
    assert name_of(answer) == "termine-bad-cannstatt-2026-11.xlsx"
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet.title == "Termine Bad Cannstatt"
    headings, first, *_rest = sheet.iter_rows(values_only=True)
    row = dict(zip(headings, first, strict=True))
    assert row["Datum"] == datetime(2026, 11, 5)  # noqa: DTZ001
    assert row["Beginnt um"] == time(18)
    assert row["Titel"] == "=1+1"
    assert next(sheet.iter_rows(min_row=2))[4].data_type == "s"


def test_files_for_programs_stay_apart(client: Client, town: Town) -> None:
    answer = client.get("/api/v1/events?format=csv&district=west")
    row = rows_of(answer)[0]
    assert {"id", "slug", "city_wide", "next_start", "updated_at"} <= set(row)
    assert datetime.fromisoformat(row["start"]).tzinfo
    assert row["kind"] == "offer"
    assert name_of(answer) == "events.csv"


def test_calendars_say_what_they_were_narrowed_to(
    client: Client, town: Town, november: Date
) -> None:
    def names(address: str) -> tuple[str, str, str]:
        answer = client.get(address)
        read = Calendar.from_ical(answer.content)
        return str(read["X-WR-CALNAME"]), str(read["NAME"]), name_of(answer)

    assert names("/termine/kalender.ics") == ("Termine", "Termine", "termine.ics")
    plain = "Termine: Bad Cannstatt, Einsamkeit"
    query = "district=bad-cannstatt&topic=einsamkeit"
    assert names(f"/termine/kalender.ics?{query}") == (
        plain,
        plain,
        "termine-bad-cannstatt-einsamkeit.ics",
    )
    assert names(f"/en/termine/kalender.ics?{query}")[2] == "dates-bad-cannstatt-einsamkeit.ics"
    own = f"{november.get_absolute_url().rstrip('/')}.ics"
    assert names(own) == ("Offener Tisch", "Offener Tisch", f"{november.slug}.ics")


def test_names_of_files_stay_short(town: Town) -> None:
    every = [
        services.create_district(city=town.city, name=f"Bezirk Nummer {number} am langen Fluss")
        for number in range(5)
    ]
    query = QueryDict("&".join(f"district={district.slug}" for district in every))
    filters = DateFilter(query, queryset=Date.objects.all())
    name = file_name("Termine", filters, "2026-11", ending="csv")
    assert name.endswith("-2026-11.csv")
    assert len(name) <= LONGEST + len(".csv")
    assert re.fullmatch(r"[a-z0-9-]+\.csv", name)
    assert title("Termine", filters).count(",") == 4


def test_tables_cost_the_same_however_many_rows_there_are(
    client: Client, town: Town, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        actor = services.create_actor(name=f"A{number}", sector="church", districts=[town.west])
        services.create_project(title=f"P{number}", districts=[town.west], actors=[actor])
        start = town.date.start + timedelta(days=number)
        services.create_date(title=f"D{number}", start=start, districts=[town.west])
    for path in ("projekte", "akteure", "termine", "netzwerke"):
        with django_assert_max_num_queries(10):
            assert client.get(f"/{path}/tabelle.csv?district=west").status_code == 200
