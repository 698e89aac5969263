"""Which files of a delivery are read, whatever a system calls them."""

from pathlib import Path

import pytest

from districts.imports.oparl_files import ending, named


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.JSON", "a.json", "._a.json", ".DS_Store", "70.TXT", "json", "c.json.bak"):
        (tmp_path / name).write_text("{}")
    (tmp_path / "Papers").mkdir()
    (tmp_path / "Papers" / "in.json").write_text("{}")
    return tmp_path


def test_names_are_told_in_small_letters(folder: Path) -> None:
    found = named(folder)
    assert set(found) == {"a.json", "b.json", "70.txt", "json", "c.json.bak", "papers"}
    assert found["b.json"] == folder / "b.JSON"
    assert found["papers"].is_dir()


@pytest.mark.parametrize(
    ("end", "names"), [(".json", ["a.json", "b.JSON"]), (".txt", ["70.TXT"]), (".pdf", [])]
)
def test_files_come_in_order_without_shadows_and_other_folders(
    folder: Path, end: str, names: list[str]
) -> None:
    assert [path.name for path in ending(folder, end)] == names


def test_where_there_is_no_folder_there_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "papers").write_text("eine Datei")
    for nowhere in (None, tmp_path / "fehlt", tmp_path / "papers"):
        assert ending(nowhere, ".json") == []
    assert named(tmp_path / "fehlt") == {}
