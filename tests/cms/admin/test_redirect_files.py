"""Lists of redirects come in as spreadsheets write them; a bad file is said, no error page."""

import re
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.utils import get_import_formats

from tests.people import person

pytestmark = pytest.mark.any_database

START, PROCESS = "/admin/redirects/import/", "/admin/redirects/import/process/"
NEW, LATE = "https://a.example/neu", "https://a.example/spät"
ROWS = "von;nach\n/alt;https://a.example/neu\n/früher;https://a.example/spät\n"


def workbook(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def admin(db: None, client: Client) -> Client:
    user = person()
    user.is_staff = user.is_superuser = True
    user.save()
    client.force_login(user)
    return client


def upload(client: Client, content: bytes, name: str = "umleitungen.csv") -> Any:
    return client.post(START, {"import_file": SimpleUploadedFile(name, content)}, follow=True)


def bring_in(client: Client, content: bytes, name: str = "umleitungen.csv") -> Any:
    page = upload(client, content, name).content.decode()
    hidden = dict(re.findall(r'name="(import_file_name|input_format)" value="([^"]*)"', page))
    data = {**hidden, "from_index": "0", "to_index": "1", "permanent": "on"}
    return client.post(PROCESS, data, follow=True)


def stored() -> dict[str, str]:
    return dict(Redirect.objects.values_list("old_path", "redirect_link"))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (ROWS.encode(), "a.csv"),
        (ROWS.replace(";", ",").encode(), "a.csv"),
        (ROWS.replace(";", "\t").encode(), "a.csv"),
        (ROWS.replace(";", "\t").encode(), "a.tsv"),
        (ROWS.replace("\n", "\r\n").encode("utf-8-sig"), "a.csv"),
        (ROWS.encode("utf-16"), "a.csv"),
        ((ROWS + "\n\n;\n").encode(), "a.csv"),
        (("\n" + ROWS).encode(), "a.csv"),
        (ROWS.replace("/neu", "/neu;zu;viel").encode(), "a.csv"),
        (ROWS.replace("/alt", "\x00/alt").encode(), "a.csv"),
        (
            workbook(["von", "nach"], ["/alt", NEW], [None], ["/früher", LATE, 1, None]),
            "a.xlsx",
        ),
    ],
)
def test_lists_come_in_as_they_are_written(admin: Client, content: bytes, name: str) -> None:
    assert bring_in(admin, content, name).status_code == 200
    assert stored() == {"/alt": NEW, "/früher": LATE}


def test_a_row_that_is_too_short_leads_nowhere_and_breaks_nothing(admin: Client) -> None:
    """As when somebody leaves the field empty in the form."""
    answer = bring_in(admin, b"von;nach\n/alt\n/eins;https://a.example/neu\n")
    assert answer.status_code == 200
    assert stored() == {"/alt": "", "/eins": NEW}
    assert admin.get("/alt", follow=True).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (ROWS.encode("cp1252"), "a.csv", "Zeile 3: Das ist kein UTF-8"),
        (workbook(["von", "nach"]), "a.csv", "ist eine ZIP-Datei"),
        (b"kein Arbeitsblatt", "a.xlsx", "a.xlsx"),
    ],
)
def test_a_bad_file_is_said_plainly(admin: Client, content: bytes, name: str, said: str) -> None:
    answer = upload(admin, content, name)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not stored()


@pytest.mark.parametrize("content", [b"", b"\n\n", b";\n", b"von"])
def test_an_empty_list_is_no_error_page(admin: Client, content: bytes) -> None:
    assert upload(admin, content).status_code == 200


def test_the_readers_are_those_of_wagtail() -> None:
    """Should it get another one, it has to be looked at."""
    assert [reader.__name__ for reader in get_import_formats()] == ["CSV", "XLSX", "TSV"]
