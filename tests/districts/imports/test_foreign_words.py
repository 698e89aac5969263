"""Words, flags and addresses of foreign systems, in whatever shape they come. Pure."""

from typing import Any

import pytest

from districts.imports import foreign_words as foreign
from districts.imports.oparl_objects import meeting, paper, title_of
from districts.imports.report import Report

YES = [True, 1, 1.0, "true", "True\n", "true ", " 1", "ja", "yes"]
NO = [False, 0, 0.0, "false", "False ", "0\n", "nein", "no"]
NEITHER = ["", " ", "x", "truee", 2, -1, 10**400, float("nan"), [], {}, [True]]


def sitting(**more: Any) -> Any:
    return meeting({"id": "m", "start": "2026-03-02T18:00", **more}, Report(), {})


class TestFlags:
    @pytest.mark.parametrize("said", YES, ids=repr)
    def test_yes(self, said: Any) -> None:
        assert foreign.flag(said) is True
        assert foreign.is_deleted({"deleted": said})
        assert sitting(cancelled=said).cancelled

    @pytest.mark.parametrize("said", NO, ids=repr)
    def test_no(self, said: Any) -> None:
        assert foreign.flag(said) is False
        assert not foreign.is_deleted({"deleted": said})
        assert not sitting(cancelled=said).cancelled

    @pytest.mark.parametrize("said", [None, *NEITHER], ids=lambda said: repr(said)[:20])
    def test_neither(self, said: Any) -> None:
        assert foreign.flag(said) is None
        assert not foreign.is_deleted({"deleted": said})
        assert not sitting(cancelled=said).cancelled

    @pytest.mark.parametrize("said", [*NO, *NEITHER], ids=lambda said: repr(said)[:20])
    def test_an_item_is_public_only_where_nothing_says_otherwise(self, said: Any) -> None:
        items = [{"name": "Bäume"}, {"name": "Geheim", "public": said}, {"name": "Bänke"}]
        assert sitting(agendaItem=items).agenda == "Bäume\nBänke"

    @pytest.mark.parametrize("said", [None, *YES], ids=repr)
    def test_what_is_public_is_shown(self, said: Any) -> None:
        assert sitting(agendaItem=[{"name": "Bäume", "public": said}]).agenda == "Bäume"


class TestNumbers:
    def test_they_are_words(self) -> None:
        assert title_of({"reference": 12}) == "Vorlage 12"
        assert title_of({"name": 7}) == "7"
        assert title_of({"name": True}) == ""
        found = paper({"id": 1, "reference": 12, "paperType": 3, "name": "X"}, Report(), text="")
        assert found is not None
        assert (found.reference, found.paper_type) == ("12", "3")

    def test_in_places_and_agendas(self) -> None:
        items = [{"order": "10", "number": 2, "name": "B"}, {"order": 9, "number": 1, "name": "A"}]
        found = sitting(location={"postalCode": 76133, "locality": "Musterstadt"}, agendaItem=items)
        assert (found.place, found.agenda) == ("76133 Musterstadt", "1 A\n2 B")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<img src=x onerror=1>Kita", "Kita"),
        ("<img/src=x>Kita", "Kita"),
        ('<img alt="a > b" src=x>Kita', "Kita"),
        ("<!-- x -->Kita", "Kita"),
        ("Kita<!-- ohne Ende", "Kita"),
        ("<!DOCTYPE html>Kita", "Kita"),
        ("<?xml version='1.0'?>Kita", "Kita"),
        ("<![CDATA[Kita & Hort]]>", "Kita & Hort"),
        ("A <o:p></o:p>B", "A B"),
        ('<st1:place w:st="on">Ulm</st1:place>', "Ulm"),
        ("<center>A</center>B", "A B"),
        ("<section>A</section>B", "A B"),
        ("<ins>A</ins>B", "AB"),
        ("<script>alert('x')</script>Kita", "Kita"),
        ("&lt;script&gt;x&lt;/script&gt;Kita", "Kita"),
        ("<style>p {}</style>Kita", "Kita"),
        ("<strong class>Neu</strong>", "Neu"),
        ("<td nowrap>A</td><td>B</td>", "A B"),
        ("<h1>T</h1>X", "T X"),
        ("<li>Eins<li>Zwei", "Eins Zwei"),
        ('<p align="left>A "B" <b>C</b>', 'A "B" C'),
        ('<font size=2">Text</font>', "Text"),
        ("a<b und c>d", "a<b und c>d"),
        ("<mailto:a@b.de>", "<mailto:a@b.de>"),
        ("<https://rat.de>", "<https://rat.de>"),
        ("Was <?> nun", "Was <?> nun"),
        ("<Titel>", "<Titel>"),
        ("gnitlA\u202e in\u00adnen\u200b\x1b", "gnitlA innen"),
        ("A&#8238;B&shy;C", "ABC"),
        (12, "12"),
        (True, ""),
    ],
)
def test_a_line_is_what_a_reader_sees(typed: Any, read: str) -> None:
    assert foreign.words(typed, 200) == read


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "bit", ["=", " ", "<b ", '<b a="', "<b a='", "<script>", "<!--", "<b a=b", "<o:a", " class"]
)
def test_no_text_takes_long(bit: str) -> None:
    """A pattern that tries everything anew at every sign would take minutes here."""
    assert len(foreign.words("<b" + bit * 40_000, 200)) <= 200


def test_every_field_of_a_paper_and_a_meeting_is_a_clean_line() -> None:
    bad = "a\u202eb\u00adc"
    file = {"name": bad, "accessUrl": "https://rat.de/1"}
    raw = {"id": 1, "name": bad, "reference": bad, "paperType": bad, "mainFile": file}
    found = paper(raw, Report(), text="")
    assert found is not None
    assert (found.name, found.reference, found.paper_type) == ("abc", "abc", "abc")
    assert found.files == (("abc", "https://rat.de/1"),)
    held = sitting(location={"room": bad}, agendaItem=[{"number": bad, "name": bad}])
    assert (held.place, held.agenda) == ("abc", "abc abc")


@pytest.mark.parametrize(
    ("said", "link"),
    [
        ("HTTPS://rat.de/X", "https://rat.de/X"),
        ("Http://rat.de/", "http://rat.de/"),
        (" https://rat.de/x ", "https://rat.de/x"),
        ("https://", ""),
        ("javascript://rat.de/%0aalert(1)", ""),
        ("rat.de", ""),
        (7, ""),
        (None, ""),
    ],
)
def test_links(said: Any, link: str) -> None:
    assert foreign.link(said) == link


def test_a_meeting_that_ends_before_it_starts_has_no_end() -> None:
    report = Report()
    raw = {"id": "m", "name": "Rat", "start": "2026-03-02T18:00", "end": "2026-03-02T17:00"}
    found = meeting(raw, report, {})
    assert found is not None
    assert found.end == found.start
    assert [row["what"] for row in report.as_json()["notes"]] == ["Rat"]


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("2026-03-02T18:00:00Z", "2026-03-02T18:00:00+00:00"),
        ("2026-03-02T18:00", "2026-03-02T18:00:00+01:00"),
        ("2026-07-02", "2026-07-02T00:00:00+02:00"),
        ("1900-01-01", "1900-01-01T00:00:00+01:00"),
        ("2200-12-31", "2200-12-31T00:00:00+01:00"),
    ],
)
def test_moments(said: str, read: str) -> None:
    found = foreign.moment(said)
    assert found is not None
    assert found.isoformat() == read


@pytest.mark.parametrize(
    "said",
    ["0001-01-01T00:00:00+14:00", "1899-12-31", "2201-01-01", "9999-12-31T23:59:59-14:00", "x", 7],
)
def test_years_of_other_ages_are_no_moments(said: Any) -> None:
    assert foreign.moment(said) is None
    assert sitting(start=said) is None
    undated = paper({"id": 1, "name": "X", "date": said}, Report(), text="")
    assert undated is not None
    assert undated.date is None
