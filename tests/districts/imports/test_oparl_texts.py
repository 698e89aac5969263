"""Which text and which districts a paper gets where ids end alike, files lack or are broken."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from districts.imports.oparl_texts import MOST_TEXT, PaperReader
from districts.imports.report import Report

RAT = "https://rat.example.org"


def paper(number: int, *files: Any, **more: Any) -> dict[str, Any]:
    rows = [{"id": f"{RAT}/files/{name}"} for name in files]
    return {"id": f"{RAT}/papers/{number}", "name": "Bänke", "auxiliaryFile": rows, **more}


def read(
    raw: dict[str, Any],
    folder: Path | None = None,
    assigned: Any = (),
    others: tuple[dict[str, Any], ...] = (),
) -> tuple[Any, list[tuple[str, str]], list[tuple[str, str]]]:
    report = Report()
    with translation.override("en"):
        found = PaperReader(folder, dict(assigned), [raw, *others])(raw, report)
    return found, report.notes, report.skipped


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(" Erster Text\n")
    (tmp_path / "b.txt").write_text("Zweiter\x00 Text")
    (tmp_path / "leer.txt").write_text("")
    return tmp_path


@pytest.mark.parametrize(
    ("files", "text"),
    [
        ((), ""),
        (("a",), "Erster Text"),
        (("a", "b"), "Erster Text\n\nZweiter Text"),
        (("b", "a"), "Zweiter Text\n\nErster Text"),
        (("fehlt", "leer", "a"), "Erster Text"),
        (("leer",), ""),
    ],
)
def test_texts_of_files_in_their_order(texts: Path, files: tuple[str, ...], text: str) -> None:
    found, notes, skipped = read(paper(1, *files), texts)
    assert found.text == text
    assert bool(notes) is not bool(text)
    assert not skipped


def test_the_main_file_comes_first(texts: Path) -> None:
    raw = paper(1, "b", mainFile={"id": f"{RAT}/files/a"})
    assert read(raw, texts)[0].text == "Erster Text\n\nZweiter Text"


def test_what_oparl_says_itself_serves_where_there_is_no_file(texts: Path) -> None:
    rows = [{"id": "x", "text": " Aus OParl\x00 "}, {"id": f"{RAT}/files/a", "text": "übersehen"}]
    raw = paper(1, auxiliaryFile=rows)
    assert read(raw, texts)[0].text == "Aus OParl\n\nErster Text"
    assert read(raw)[0].text == "Aus OParl\n\nübersehen"
    assert read(paper(1, auxiliaryFile=[{"id": "x", "text": 7}]))[0].text == ""


def test_of_two_files_that_end_alike_none_gets_the_text(texts: Path) -> None:
    other = paper(2, auxiliaryFile=[{"id": "https://other.example/a"}])
    found, notes, _skipped = read(paper(1, "a"), texts, others=(other,))
    assert found.text == ""
    assert notes[0][0] == "a.txt"
    # One that is deleted still has its id, and so its end.
    gone = paper(2, auxiliaryFile=[{"id": "https://other.example/a", "deleted": True}])
    assert read(paper(1, "a"), texts, others=(gone,))[0].text == ""
    # The same file in two papers is one.
    assert read(paper(1, "a"), texts, others=(paper(2, "a"),))[0].text == "Erster Text"


@pytest.mark.parametrize(("length", "n_notes"), [(MOST_TEXT, 0), (MOST_TEXT + 1, 1)])
def test_so_long_a_text_and_no_longer(length: int, n_notes: int) -> None:
    raw = paper(1, auxiliaryFile=[{"id": "x", "text": "ä" * length}], reference="7/2026")
    found, notes, _skipped = read(raw)
    assert len(found.text) == MOST_TEXT
    assert [name for name, _why in notes] == ["7/2026"] * n_notes


PLACES = {"primary": ["West", "West", 7, None], "mentioned": "Ost"}


@pytest.mark.parametrize(
    ("assigned", "about"),
    [
        ({}, ()),
        ({"1": PLACES}, ("West", "7")),
        ({f"{RAT}/papers/1": PLACES}, ("West", "7")),
        # The whole id says it better than its end.
        ({f"{RAT}/papers/1": {}, "1": PLACES}, ()),
        ({"1": "Unfug"}, ()),
        ({"2": PLACES}, ()),
    ],
)
def test_districts(assigned: dict[str, Any], about: tuple[str, ...]) -> None:
    found, _notes, _skipped = read(paper(1), assigned=assigned)
    assert (found.about, found.mentions) == (about, ())


def test_of_two_papers_that_end_alike_none_gets_the_districts() -> None:
    other = {**paper(1), "id": "https://other.example/1"}
    found, notes, _skipped = read(paper(1), assigned={"1": PLACES}, others=(other,))
    assert found.about == ()
    assert "1" in [what for what, _why in notes]
    whole = {f"{RAT}/papers/1": PLACES}
    assert read(paper(1), assigned=whole, others=(other,))[0].about == ("West", "7")


def test_what_has_no_name_is_skipped() -> None:
    found, _notes, skipped = read({"id": "x"})
    assert found is None
    assert [what for what, _why in skipped] == ["x"]
