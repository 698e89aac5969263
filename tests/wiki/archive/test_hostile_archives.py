"""Archives that somebody has made to do harm: refused as a whole, with a sentence, and unharmed."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from tests.people import moderator
from wiki.archive import files
from wiki.models import Article

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
HEAD = """---
title: "Gut"
slug: "gut"
language: "de"
district: null
topics: []
licence: "cc-by-sa-4.0"
authors: "Anna"
changed: "2026-05-01T10:00:00+00:00"
revision: 1
---

"""
GOOD = f"{HEAD}Ein guter Text.\n"
NAME = "de/allgemein/gut.md"
PICTURE = """---
description: "Bach"
caption: ""
credit: "Mia"
licence: "{licence}"
source_url: ""
taken: ""
people: "none"
---

Bach
"""


@pytest.fixture
def by() -> User:
    return moderator()


def zipped(path: Path, entries: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return path


def refused(path: Path, by: User, says: str) -> None:
    with pytest.raises(CommandError, match=says):
        call_command("wiki_import", archive=path, by=by.email)
    assert not Article.objects.exists()


NAMES = [
    "../../boese.md",
    "/etc/boese.md",
    "de/allgemein/../../../boese.md",
    "de\\allgemein\\boese.md",
    "C:/boese.md",
    "de/allgemein/boese.exe",
    "bilder/1.svg",
    "bilder/01.jpg",
    "de/Allgemein/gut.md",
    "de/allgemein/gut\n.md",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_no_archive_has(by: User, tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "a.zip", {NAME: GOOD, name: GOOD})
    before = sorted(tmp_path.rglob("*"))
    refused(path, by, "gehört nicht in ein Archiv")
    assert sorted(tmp_path.rglob("*")) == before, "nothing is unpacked"


def test_a_link_in_a_zip_file(by: User, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(NAME, GOOD)
        link = zipfile.ZipInfo("de/allgemein/link.md")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
    refused(path, by, "gehört nicht in ein Archiv")


@pytest.mark.parametrize("target", ["file", "folder", "pipe"])
def test_a_link_in_a_folder(by: User, tmp_path: Path, target: str) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "gut.md").write_text(GOOD)
    folder = tmp_path / "a" / "de" / "allgemein"
    folder.mkdir(parents=True)
    if target == "file":
        (folder / "gut.md").symlink_to(tmp_path / "secret" / "gut.md")
    elif target == "folder":
        (folder / "gut.md").write_text(GOOD)
        (tmp_path / "a" / "en").symlink_to(tmp_path / "secret")
    else:
        os.mkfifo(folder / "gut.md")
    refused(tmp_path / "a", by, "gehört nicht in ein Archiv")


def test_a_text_that_swells(by: User, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {NAME: b"a" * 50_000_000})
    assert path.stat().st_size < 100_000
    refused(path, by, "zu groß")


def test_a_text_that_is_longer_than_it_says(by: User, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {NAME: "b" * 5_000_000})
    data = path.read_bytes()
    for claimed in (100, 500_000):
        size = (5_000_000).to_bytes(4, "little")
        path.write_bytes(data.replace(size, claimed.to_bytes(4, "little")))
        refused(path, by, ".")


def test_more_than_any_town_has(by: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = {f"de/allgemein/gut-{n}.md": GOOD for n in range(30)}
    monkeypatch.setattr(files, "MOST_FILES", 20)
    refused(zipped(tmp_path / "a.zip", many), by, "zu groß")
    monkeypatch.setattr(files, "MOST_FILES", 100)
    monkeypatch.setattr(files, "MOST_BYTES", 1_000)
    refused(zipped(tmp_path / "b.zip", many), by, "zu groß")


def test_two_files_of_one_name(by: User, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(NAME, GOOD)
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr(NAME, GOOD)
    refused(path, by, "denselben Namen")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("harm", [_cut, _flip, lambda path: path.write_bytes(b"kein ZIP")])
def test_a_broken_file(by: User, tmp_path: Path, harm: Callable[[Path], object]) -> None:
    path = zipped(tmp_path / "a.zip", {NAME: GOOD * 20})
    harm(path)
    refused(path, by, ".")


def _strange_compression(path: Path) -> None:
    """What is behind the name is not what LZMA would have written."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as made:
        made.writestr(NAME, GOOD * 20)
    data = bytearray(path.read_bytes())
    for place in range(30 + len(NAME) + 9, 30 + len(NAME) + 60):
        data[place] ^= 0xFF
    path.write_bytes(bytes(data))


def _name_in_no_letters(path: Path) -> None:
    zipped(path, {"de/allgemein/gutä.md": GOOD})
    path.write_bytes(path.read_bytes().replace("ä".encode(), b"\xff\xfe"))


def _from_the_future(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[data.find(b"PK\x01\x02") + 6] = 99  # the version that is needed to read it
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("harm", [_strange_compression, _name_in_no_letters, _from_the_future])
def test_a_file_that_no_zip_program_writes(
    by: User, tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    path = zipped(tmp_path / "a.zip", {NAME: GOOD * 20})
    harm(path)
    refused(path, by, "lesbare|lesen")


def test_nothing_there(by: User, tmp_path: Path) -> None:
    refused(tmp_path / "fehlt", by, "weder ein Ordner noch")
    (tmp_path / "leer").mkdir()
    refused(tmp_path / "leer", by, "keinen Artikel")


HEADS = {
    "no head": "Ein Text ohne Kopf.\n",
    "head without end": '---\ntitle: "Gut"\n',
    "no JSON": GOOD.replace('"Gut"', "Gut"),
    "code of YAML": GOOD.replace('"Gut"', '!!python/object/apply:os.system ["id"]'),
    "a key twice": GOOD.replace("revision: 1", "revision: 1\nrevision: 2"),
    "no title": GOOD.replace('title: "Gut"\n', ""),
    "title no text": GOOD.replace('"Gut"', "[1]"),
    "deep": GOOD.replace('"Gut"', "[" * 5_000),
    "other licence": GOOD.replace("cc-by-sa-4.0", "all-rights"),
    "no licence": GOOD.replace('licence: "cc-by-sa-4.0"\n', ""),
    "number 0": GOOD.replace("revision: 1", "revision: 0"),
    "number huge": GOOD.replace("revision: 1", f"revision: {10**30}"),
    "no number left for edits": GOOD.replace("revision: 1", f"revision: {2**31 - 1}"),
    "no day": GOOD.replace("2026-05-01T10", "2026-15-01T10"),
    "half a character": GOOD.replace('"Gut"', '"\\ud800"'),
    "zero byte": GOOD.replace('"gut"', '"gut\\u0000"'),
    "another place": GOOD.replace("district: null", 'district: "west"'),
    "not UTF-8": GOOD.encode("utf-16"),
}


@pytest.mark.parametrize("file", HEADS.values(), ids=HEADS)
def test_a_head_that_is_none(by: User, tmp_path: Path, file: str | bytes) -> None:
    """And nothing of the sound article beside it is taken over."""
    other = GOOD.replace('slug: "gut"', 'slug: "andere"').replace('"Gut"', '"Andere"')
    path = zipped(tmp_path / "a.zip", {"de/allgemein/andere.md": other, NAME: file})
    refused(path, by, ".")


def test_half_a_character_in_the_words_of_a_picture(by: User, tmp_path: Path) -> None:
    """It can be neither stored nor printed with the line that refuses it."""
    words = PICTURE.format(licence="cc0-1.0").replace('"Mia"', '"\\ud800"')
    files_ = {NAME: f"{GOOD}\n![Bach](bild:1)\n", "bilder/1.md": words, "bilder/1.jpg": b"x"}
    refused(zipped(tmp_path / "a.zip", files_), by, "credit")


@pytest.mark.parametrize("licence", ["all-rights", "cc-by-nc-4.0", ""])
def test_pictures_on_other_terms(by: User, tmp_path: Path, licence: str) -> None:
    words = PICTURE.format(licence=licence)
    entries: dict[str, str | bytes] = {NAME: GOOD, "bilder/1.md": words, "bilder/1.jpg": b"x"}
    refused(zipped(tmp_path / "a.zip", entries), by, "Bilder")


def test_a_picture_without_its_file(by: User, tmp_path: Path) -> None:
    words = PICTURE.format(licence="cc0-1.0")
    refused(zipped(tmp_path / "a.zip", {NAME: GOOD, "bilder/1.md": words}), by, "fehlt")


def test_what_is_no_picture_keeps_its_article_away_and_no_other(by: User, tmp_path: Path) -> None:
    words = PICTURE.format(licence="cc0-1.0")
    other = GOOD.replace('slug: "gut"', 'slug: "andere"').replace('"Gut"', '"Andere"')
    entries: dict[str, str | bytes] = {
        NAME: f"{GOOD}\n![Bach](/bilder/1/)\n",
        "de/allgemein/andere.md": other,
        "bilder/1.md": words,
        "bilder/1.jpg": b"<svg onload=alert(1)>",
    }
    with pytest.raises(CommandError, match="1 "):
        call_command("wiki_import", archive=zipped(tmp_path / "a.zip", entries), by=by.email)
    assert list(Article.objects.values_list("slug", flat=True)) == ["andere"]
