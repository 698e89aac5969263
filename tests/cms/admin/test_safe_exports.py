"""Whatever table the admin gives away, no cell of it is a formula, and nothing makes it fail."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from accounts.services import create_user
from districts import services
from districts.models import Actor, CouncilPaper, Date, Need, Network, Project
from search.models import QueryCount
from tests.cms.admin_routes import admin_routes
from tests.districts.conftest import Town
from tests.wiki.factories import article
from wiki.models import Article

FORMULA = '=HYPERLINK("//evil.example";"hier");+1'
#: They fail on purpose, or end the session.
NOT_ASKED = {"/admin/failwhale/", "/admin/logout/"}
TITLES = {
    Actor: "name",
    Project: "title",
    Date: "title",
    Network: "title",
    CouncilPaper: "title",
    Need: "title",
    Article: "title",
    Page: "title",
}


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    client.force_login(create_user(email="v@example.org", name="Vera", is_admin=True))
    return client


def spoil(place: Town, text: str) -> None:
    """Give everything that a table lists a title that is a formula."""
    services.create_need(title="Ein Schild", districts=[place.west])
    article("Märkte", district=place.west)
    Redirect.objects.create(old_path=f"/{text[:20]}", redirect_link=text)
    for model, field in TITLES.items():
        model.objects.update(**{field: text})
    Project.objects.update(funded_by=text, funded_until=timezone.localdate())
    Date.objects.update(place=text)
    QueryCount.objects.all().delete()


#: The addresses that give a table away, once all of them have been asked.
giving: set[str] = set()


def exports(client: Client, kind: str) -> Iterator[tuple[str, bytes]]:
    """Every table that any address of the admin gives away in this format."""
    given = {}
    for route in giving or admin_routes():
        if "<" in route or route in NOT_ASKED:
            continue
        answer: Any = client.get(f"{route}?export={kind}")
        assert answer.status_code < 500, route
        if "attachment" in answer.headers.get("Content-Disposition", ""):
            given[route] = b"".join(answer.streaming_content)
    giving.update(given)
    assert set(given) == giving
    yield from given.items()


@pytest.mark.walk
@pytest.mark.parametrize(
    ("start", "sign"),
    [
        ("\u200b", "+"),
        *(
            pytest.param(*how, marks=pytest.mark.full)
            for how in (("", "="), ("  ", "＝"), ("\u00a0", "@"))
        ),
    ],
)
def test_no_cell_of_a_csv_is_a_formula(
    admin: Client,
    town: Town,
    start: str,
    sign: str,
) -> None:
    text = f"{start}{FORMULA.replace('=', sign, 1)}"
    spoil(town, text)
    reached = {}
    for route, content in exports(admin, "csv"):
        words = content.decode()
        reached[route] = text[: len(start) + 6] in words
        for delimiter in ",;":
            for row in csv.reader(io.StringIO(words, newline=""), delimiter=delimiter):
                for cell in row:
                    seen = cell.lstrip(' \u200b\u00a0\t\r\n"')
                    assert seen[:1] not in set("=+-@＝＋－＠"), (route, cell)
    assert sum(reached.values()) >= 10, reached


@pytest.mark.any_database
def test_a_text_of_an_xlsx_stays_a_text(admin: Client, town: Town) -> None:
    spoil(town, FORMULA)
    Project.objects.update(title="Ein\x0bUmbruch", funded_by="#N/A")
    reached = 0
    for route, content in exports(admin, "xlsx"):
        sheet = load_workbook(io.BytesIO(content)).active
        for cell in (cell for row in sheet.iter_rows() for cell in row):  # type: ignore[union-attr]
            assert cell.data_type not in ("f", "e"), (route, cell.value)
            reached += cell.value == FORMULA
    assert reached >= 10


def test_what_the_public_takes_along_is_no_formula_either(
    client: Client,
    town: Town,
) -> None:
    spoil(town, FORMULA)
    for kind in ("projects", "actors", "events", "networks", "papers"):
        words = client.get(f"/api/v1/{kind}?format=csv").content.decode()
        assert "'=HYPERLINK" in words, kind
        for row in csv.DictReader(io.StringIO(words.lstrip("\ufeff"), newline=""), delimiter=";"):
            assert not any(value[:1] in set("=+-@") for value in row.values()), kind


def test_a_number_below_zero_and_a_phone_number_stay_readable(
    client: Client,
    town: Town,
) -> None:
    Actor.objects.update(longitude=-9.5, latitude=-1.25, name="+49 711 216-0")
    words = client.get("/api/v1/actors?format=csv").content.decode().lstrip("\ufeff")
    (row,) = csv.DictReader(io.StringIO(words, newline=""), delimiter=";")
    assert row["name" if "name" in row else "title"] == "'+49 711 216-0"
    assert "-9.5" in row.values()


def test_no_heading_is_a_formula() -> None:
    view = SpreadsheetExportMixin()
    view.export_headings = {"name": "=1+1"}
    assert view.get_heading(Actor.objects.none(), "name") == "'=1+1"


@pytest.mark.any_database
def test_tables_of_the_admin_read_as_people_write(
    admin: Client,
    town: Town,
) -> None:
    moment = datetime(2026, 7, 1, 16, 30, tzinfo=UTC)
    Actor.objects.update(updated_at=moment, open_to_cooperation=True, state="live")
    article("Märkte", district=town.west)
    for route, content in exports(admin, "csv"):
        assert content.startswith(b"\xef\xbb\xbf"), route
        headings, *rows = content.decode("utf-8-sig").splitlines() or [""]
        assert not re.search(r"_|\bmethod\b|Updated|Created|Checked|number", headings), route
        keys = r"\b(live|business|running|offer)\b|" if "districts" in route else ""
        for row in rows:
            assert not re.search(rf"{keys}\b(True|False|None)\b|\+00:00", row), (route, row)
    answer: Any = admin.get("/admin/snippets/districts/actor/?export=csv")
    assert 'filename="akteure.csv"' in answer["Content-Disposition"]
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    assert row["Geändert"] == "01.07.2026 18:30"
    assert row["Sektor"] == "Lokale Wirtschaft"
    assert row["Offen für Zusammenarbeit"] == "ja"
    assert row["Zustand"] == "öffentlich"
    assert row["Seite"].startswith("http")
    assert row["Seite"].endswith(town.actor.get_absolute_url())
    answer = admin.get("/admin/snippets/districts/actor/?export=xlsx")
    sheet: Any = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    headings, cells = sheet.iter_rows(values_only=True)
    told = dict(zip(headings, cells, strict=True))
    assert told["Geändert"] == datetime(2026, 7, 1, 18, 30)  # noqa: DTZ001
    assert told["Offen für Zusammenarbeit"] == "ja"
