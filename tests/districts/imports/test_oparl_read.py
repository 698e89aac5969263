"""A folder in which there is nothing of OParl is refused before anything is written."""

import json
from pathlib import Path

import pytest

from districts.imports.oparl_read import BadFolder, read_folder
from districts.imports.report import Report


def test_what_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "none", tmp_path / "file"):
        with pytest.raises(BadFolder):
            read_folder(path, Report())


@pytest.mark.parametrize("files", [{}, {"readme.txt": "x"}])
def test_a_folder_without_anything_to_read(tmp_path: Path, files: dict[str, str]) -> None:
    for name, words in files.items():
        (tmp_path / name).write_text(words)
    with pytest.raises(BadFolder):
        read_folder(tmp_path, Report())


def test_one_organisation_is_enough(tmp_path: Path) -> None:
    row = {"id": "https://o.example/1", "type": "https://schema.oparl.org/1.1/Organization"}
    row |= {"name": "Bezirksbeirat West"}
    (tmp_path / "organizations.json").write_text(json.dumps([row]))
    assert len(read_folder(tmp_path, Report()).organisations.found) == 1
