"""What single OParl objects say at their edges: order, day, place, and links that are none."""

from datetime import date
from typing import Any

import pytest

from districts.imports import oparl_objects as oparl
from districts.imports.report import Report


def meeting(**raw: Any) -> Any:
    return oparl.meeting({"id": "m", "start": "2027-07-14T18:00", **raw}, Report(), {})


def paper(**raw: Any) -> Any:
    return oparl.paper({"id": "p", "name": "Bänke", **raw}, Report(), text="")


@pytest.mark.parametrize(
    ("items", "agenda"),
    [
        (None, ""),
        ([], ""),
        ({"name": "Allein"}, "Allein"),
        ([{"order": 10, "name": "B"}, {"order": "9", "name": "A"}], "A\nB"),
        # Those without a place in the order stay as they came, before the others.
        ([{"order": 1, "name": "C"}, {"name": "A"}, {"name": "B"}], "A\nB\nC"),
        ([{"number": "1.", "name": "A"}, {"number": "2."}, {}, {"name": "B"}], "1. A\n2.\nB"),
        ([{"name": "A", "deleted": True}, "nur eine Adresse", None, 7], ""),
    ],
)
def test_an_agenda(items: Any, agenda: str) -> None:
    assert meeting(agendaItem=items).agenda == agenda


@pytest.mark.parametrize(
    ("location", "place"),
    [
        (None, ""),
        ("https://rat.example/orte/1", ""),
        ({}, ""),
        ({"room": "Saal"}, "Saal"),
        (
            {
                "room": "Saal",
                "streetAddress": "Weg 1",
                "postalCode": "70000",
                "locality": "Mühlstadt",
            },
            "Saal, Weg 1, 70000 Mühlstadt",
        ),
        ({"locality": "Mühlstadt"}, "Mühlstadt"),
        # Where nothing else is said, what was written beside it.
        ({"description": "Im Hof"}, "Im Hof"),
        ({"room": "Saal", "description": "Im Hof"}, "Saal"),
        ({"room": "Saal", "deleted": True}, ""),
        ({"description": "x" * 400}, "x" * 300),
    ],
)
def test_a_place(location: Any, place: str) -> None:
    assert meeting(location=location).place == place


@pytest.mark.parametrize(
    ("end", "is_start"),
    [
        (None, True),
        ("2027-07-14T18:00", True),
        ("2027-07-14T17:59", True),
        ("2027-07-14T18:01", False),
    ],
)
def test_without_an_end_it_ends_when_it_begins(end: Any, is_start: bool) -> None:
    found = meeting(end=end)
    assert (found.end == found.start) is is_start


@pytest.mark.parametrize("start", [None, "", "bald", 7, {}])
def test_a_meeting_without_a_start_is_skipped_by_its_name(start: Any) -> None:
    report = Report()
    assert oparl.meeting({"id": "m", "name": "Rat", "start": start}, report, {}) is None
    assert oparl.meeting({"id": "m", "start": start}, report, {}) is None
    assert [what for what, _why in report.skipped] == ["Rat", "m"]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        (None, None),
        ("2027-07-14", date(2027, 7, 14)),
        # Late in the evening elsewhere it is the next day here.
        ("2027-07-14T22:30:00Z", date(2027, 7, 15)),
        ("2027-07-14T23:30:00+02:00", date(2027, 7, 14)),
        ("2027-02-30", None),
    ],
)
def test_the_day_of_a_paper(said: Any, day: date | None) -> None:
    assert paper(date=said).date == day


@pytest.mark.parametrize(
    ("raw", "link"),
    [
        ({}, ""),
        ({"web": "javascript:alert(1)"}, ""),
        ({"web": "https://rat.example/1"}, "https://rat.example/1"),
        ({"mainFile": {"downloadUrl": "https://rat.example/d"}}, "https://rat.example/d"),
        (
            {
                "mainFile": {
                    "accessUrl": "https://rat.example/a",
                    "downloadUrl": "https://x.example",
                }
            },
            "https://rat.example/a",
        ),
        ({"mainFile": {"accessUrl": "https://rat.example/a", "deleted": True}}, ""),
    ],
)
def test_where_the_original_is(raw: Any, link: str) -> None:
    assert paper(**raw).link == link


def test_files_have_a_name_to_click_on() -> None:
    rows = [
        {"name": "Antrag", "fileName": "a.pdf", "accessUrl": "https://rat.example/1"},
        {"fileName": "b.pdf", "accessUrl": "https://rat.example/2"},
        {"accessUrl": "https://rat.example/3"},
        {"name": "ohne Adresse"},
    ]
    assert [name for name, _address in paper(auxiliaryFile=rows).files] == [
        *("Antrag", "b.pdf", "https://rat.example/3")
    ]


def test_who_brought_it_in_each_once() -> None:
    raw = {"underDirectionOf": ["a", "b"], "originatorOrganization": [{"id": "b"}, {"id": "c"}]}
    assert paper(**raw).organisations == ("a", "b", "c")
    consultations = [
        {"meeting": "m1"},
        {"meeting": {"id": "m2"}},
        {"meeting": None},
        {"meeting": "m1"},
    ]
    assert paper(consultation=consultations).meetings == ("m1", "m2")


@pytest.mark.parametrize(
    ("raw", "ids"),
    [
        ({}, [""]),
        ({"mainFile": {"id": "a"}}, ["a"]),
        ({"mainFile": "a", "auxiliaryFile": ["b", {"id": "c", "deleted": True}]}, ["a", "b", "c"]),
    ],
)
def test_the_ids_of_all_files(raw: Any, ids: list[str]) -> None:
    assert [found for found in oparl.file_ids(raw) if found] == [found for found in ids if found]


@pytest.mark.parametrize(
    ("raw", "name", "website"),
    [
        ({"name": "Amt", "shortName": "A"}, "Amt", ""),
        ({"shortName": "A", "web": "https://a.example"}, "A", "https://a.example"),
        (
            {"name": "Amt", "website": "ftp://a", "web": "https://b.example"},
            "Amt",
            "https://b.example",
        ),
    ],
)
def test_a_body(raw: Any, name: str, website: str) -> None:
    found = oparl.organisation({"id": 7, **raw}, Report())
    assert found is not None
    assert (found.id, found.name, found.website) == ("7", name, website)
