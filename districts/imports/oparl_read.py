"""What is in a folder of OParl 1.1 objects? Pure: files in, values out.

::

    body.json                      the body, for the city's name (optional)
    organizations.json             a list, or organizations/*.json
    meetings/*.json  papers/*.json
    file-contents/<number>.txt     the text of a file; the number ends the file's id
    paper-stadtteile.json          districts, and which papers are about or name them (optional)

Whatever is wrong with one file is reported; the others are read all the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from districts.imports.report import Report
from districts.recurrence import ZONE

#: Characters of one paper's text. The longest met in practice has 58,000; beyond this a page is no
#: longer readable, and the originals are linked.
MOST_TEXT = 200_000
#: Shows the progress of reading.
Steps = Callable[[list[Path]], Iterable[Path]]


class BadFolder(ValueError):
    """There is nothing of OParl in the folder."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An office or a committee."""

    id: str
    name: str
    short_name: str
    classification: str
    website: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting; `agenda` are the public items in their order."""

    id: str
    name: str
    start: datetime
    end: datetime
    place: str
    organisations: tuple[str, ...]
    agenda: str
    link: str
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper with the text of its files; `above` and `below` are ids of other papers."""

    id: str
    name: str
    reference: str
    paper_type: str
    date: date | None
    text: str
    files: tuple[tuple[str, str], ...]
    link: str
    organisations: tuple[str, ...]
    meetings: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    about: tuple[str, ...]
    mentions: tuple[str, ...]


@dataclass(slots=True)
class Folder:
    """Everything that could be read. `broken` are the numbers of files that could not."""

    city: str = ""
    organisations: list[Organisation] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    districts: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)


def read_folder(path: Path, report: Report, steps: Steps = iter) -> Folder:
    """Read a folder; raises `BadFolder` when there is nothing to read."""
    if not path.is_dir():
        raise BadFolder(f"{path} is not a folder.")
    folder = Folder(city=_city(path, report))
    places = _assignments(path, report)
    folder.districts = _names(places.get("districts"))
    for raw in _objects(path, "organizations", folder, report, steps):
        _take(folder.organisations, _organisation, raw, report, folder)
    for raw in _objects(path, "meetings", folder, report, steps):
        _take(folder.meetings, _meeting, raw, report, folder)
    papers = places.get("papers")
    assigned = papers if isinstance(papers, dict) else {}
    for raw in _objects(path, "papers", folder, report, steps):
        _take(folder.papers, _PaperReader(path, assigned, report), raw, report, folder)
    if not (folder.organisations or folder.meetings or folder.papers or folder.broken):
        raise BadFolder(f"{path} holds no organizations, meetings or papers.")
    return folder


def number_of(identifier: str) -> str:
    """Return the number at the end of an id, which is also the name of its file."""
    return identifier.rstrip("/").rpartition("/")[2]


def _take(
    into: list[Any],
    reader: Callable[[dict[str, Any], Report], Any],
    raw: dict[str, Any],
    report: Report,
    folder: Folder,
) -> None:
    """Read one object; a deleted one is left out, one without an id is a problem."""
    identifier = words(raw.get("id"), 400)
    if not identifier:
        report.skip(words(raw.get("name"), 80) or "an object", "has no id")
    elif identifier in folder.seen:
        report.skip(identifier, "is there twice; the first one counts")
    elif raw.get("deleted") is not True:
        folder.seen.add(identifier)
        found = reader(raw, report)
        if found is None:
            folder.broken.add(number_of(identifier))
        else:
            into.append(found)


def _city(path: Path, report: Report) -> str:
    file = path / "body.json"
    if file.is_file():
        raw = _load(file, report)
        name = words(raw.get("name"), 120) if isinstance(raw, dict) else ""
        if name:
            return name
    return path.resolve().name.replace("-", " ").replace("_", " ").title()


def _assignments(path: Path, report: Report) -> dict[str, Any]:
    file = path / "paper-stadtteile.json"
    raw = _load(file, report) if file.is_file() else None
    return raw if isinstance(raw, dict) else {}


def _objects(
    path: Path, name: str, folder: Folder, report: Report, steps: Steps
) -> Iterator[dict[str, Any]]:
    """Yield the objects of a kind, from one file with a list or a folder of files."""
    files = sorted((path / name).glob("*.json")) if (path / name).is_dir() else []
    single = path / f"{name}.json"
    if single.is_file():
        files.insert(0, single)
    for file in steps(files):
        raw = _load(file, report)
        rows = raw.get("data", [raw]) if isinstance(raw, dict) else raw
        if not isinstance(rows, list):
            folder.broken.add(file.stem)
            if raw is not None:
                report.skip(f"{name}/{file.name}", "is no OParl object")
            continue
        for row in rows:
            if isinstance(row, dict):
                yield row
            else:
                report.skip(f"{name}/{file.name}", "is no OParl object")
                folder.broken.add(file.stem)


def _load(file: Path, report: Report) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        report.skip(file.name, f"cannot be read: {error.strerror}")
    except (ValueError, RecursionError):
        report.skip(file.name, "is not JSON")
    return None


def words(value: Any, length: int) -> str:
    """Return a text in one line that a database can keep, cut at `length`."""
    if not isinstance(value, str):
        return ""
    return " ".join(_storable(value).split())[:length].strip()


def _storable(text: str) -> str:
    """Leave out NUL and lone surrogates, which no database takes."""
    return text.encode("utf-8", "ignore").decode().replace("\x00", "")


def link(value: Any) -> str:
    """Return a web address, or nothing: other schemes are never linked."""
    text = words(value, 2000)
    return text if text.startswith(("https://", "http://")) and len(text) <= 400 else ""


def _ids(value: Any) -> tuple[str, ...]:
    """Return the ids in a field that holds one, several, or whole objects."""
    rows = value if isinstance(value, list) else [value]
    found = (row.get("id") if isinstance(row, dict) else row for row in rows)
    return tuple(dict.fromkeys(text for row in found if (text := words(row, 400))))


def _names(value: Any) -> list[str]:
    rows = value if isinstance(value, list) else []
    return list(dict.fromkeys(name for row in rows if (name := words(row, 120))))


def moment(value: Any) -> datetime | None:
    """Read a moment; without an offset it is that of the place."""
    try:
        found = datetime.fromisoformat(words(value, 40))
    except ValueError:
        return None
    if not 1900 <= found.year <= 2200:
        return None
    return found if found.tzinfo else found.replace(tzinfo=ZONE)


def _organisation(raw: dict[str, Any], report: Report) -> Organisation | None:
    name = words(raw.get("name"), 200).lstrip("_")
    identifier = words(raw["id"], 400)
    if not name:
        report.skip(identifier, "organisation without a name")
        return None
    short, sort = words(raw.get("shortName"), 60), words(raw.get("classification"), 120)
    website = link(raw.get("website")) or link(raw.get("web"))
    return Organisation(identifier, name, short, sort, website)


def _meeting(raw: dict[str, Any], report: Report) -> Meeting | None:
    identifier, name = words(raw["id"], 400), words(raw.get("name"), 200)
    start, end = moment(raw.get("start")), moment(raw.get("end"))
    if not name or start is None:
        report.skip(name or identifier, "meeting without a name or a start")
        return None
    if end is not None and end < start:
        report.note(name, "meeting that ends before it starts; the end is left out")
        end = None
    return Meeting(
        id=identifier,
        name=name,
        start=start,
        end=end or start,
        place=_place(raw.get("location")),
        organisations=_ids(raw.get("organization")),
        agenda=_agenda(raw.get("agendaItem")),
        link=link(raw.get("web")),
        cancelled=raw.get("cancelled") is True,
    )


def _place(raw: Any) -> str:
    if not isinstance(raw, dict):
        return ""
    town = " ".join(filter(None, (words(raw.get(n), 80) for n in ("postalCode", "locality"))))
    parts = (words(raw.get("room"), 120), words(raw.get("streetAddress"), 120), town)
    return ", ".join(filter(None, parts))[:300] or words(raw.get("description"), 300)


def _agenda(raw: Any) -> str:
    rows = [row for row in raw if isinstance(row, dict)] if isinstance(raw, list) else []
    rows.sort(key=lambda row: row["order"] if isinstance(row.get("order"), int) else 0)
    lines = (
        f"{words(row.get('number'), 20)} {words(row.get('name'), 400)}".strip()
        for row in rows
        if row.get("public") is not False
    )
    return "\n".join(line for line in lines if line)[:MOST_TEXT]


class _PaperReader:
    """Reads papers with the texts of their files."""

    def __init__(self, path: Path, assigned: dict[str, Any], report: Report) -> None:
        self.path, self.assigned, self.report = path, assigned, report

    def __call__(self, raw: dict[str, Any], report: Report) -> Paper | None:
        identifier, name = words(raw["id"], 400), words(raw.get("name"), 400)
        if not name:
            report.skip(identifier, "paper without a name")
            return None
        files = self._files(raw)
        text = self._text(files, words(raw.get("reference"), 60) or name)
        places = self.assigned.get(number_of(identifier))
        places = places if isinstance(places, dict) else {}
        day = moment(raw.get("date"))
        consultations = raw.get("consultation")
        consultations = consultations if isinstance(consultations, list) else []
        shown = tuple(f for row in files if (f := _file(row)))
        return Paper(
            id=identifier,
            name=name,
            reference=words(raw.get("reference"), 60),
            paper_type=words(raw.get("paperType"), 120),
            date=day.date() if day else None,
            text=text,
            files=shown,
            link=link(raw.get("web")) or (shown[0][1] if shown else ""),
            organisations=_ids(
                [*_ids(raw.get("underDirectionOf")), *_ids(raw.get("originatorOrganization"))]
            ),
            meetings=_ids([row.get("meeting") for row in consultations if isinstance(row, dict)]),
            above=_ids(raw.get("superordinatedPaper")),
            below=_ids(raw.get("subordinatedPaper")),
            about=tuple(_names(places.get("primary"))),
            mentions=tuple(_names(places.get("mentioned"))),
        )

    def _files(self, raw: dict[str, Any]) -> list[dict[str, Any]]:
        auxiliary = raw.get("auxiliaryFile")
        rows = [raw.get("mainFile"), *(auxiliary if isinstance(auxiliary, list) else [])]
        return [row for row in rows if isinstance(row, dict)]

    def _text(self, files: list[dict[str, Any]], name: str) -> str:
        """Join the texts of a paper's files, in their order and up to `MOST_TEXT`."""
        texts = []
        for row in files:
            number = number_of(words(row.get("id"), 400))
            file = self.path / "file-contents" / f"{number}.txt"
            if not number.isalnum() or not file.is_file():
                continue
            try:
                texts.append(_storable(file.read_text(encoding="utf-8", errors="replace")).strip())
            except OSError as error:
                self.report.skip(file.name, f"cannot be read: {error.strerror}")
        whole = "\n\n".join(filter(None, texts))
        if not whole:
            self.report.note(name, "paper without a text")
        if len(whole) > MOST_TEXT:
            self.report.note(name, f"paper longer than {MOST_TEXT} characters; cut")
        return whole[:MOST_TEXT]


def _file(raw: dict[str, Any]) -> tuple[str, str] | None:
    address = link(raw.get("accessUrl")) or link(raw.get("downloadUrl"))
    name = words(raw.get("name"), 200) or words(raw.get("fileName"), 200)
    return (name or address, address) if address else None
