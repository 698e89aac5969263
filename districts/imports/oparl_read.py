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

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _

from districts.imports import foreign_words as foreign
from districts.imports import oparl_objects as oparl
from districts.imports.oparl_objects import Meeting, Organisation, Paper
from districts.imports.report import Report
from text import files

#: Characters of one paper's text. The longest met in practice has 58,000; beyond this a page is no
#: longer readable, and the originals are linked.
MOST_TEXT = 200_000
#: Shows the progress of reading.
Steps = Callable[[list[Path]], Iterable[Path]]

T = TypeVar("T", Organisation, Meeting, Paper)


class BadFolder(ValueError):
    """There is nothing of OParl in the folder."""


@dataclass(slots=True)
class Delivered(Generic[T]):
    """What a folder says of one kind.

    `deleted` are the ids the source has withdrawn. What cannot be used is not gone: `broken` are
    ids of such objects, `unread` the names of files of which nothing is known.
    """

    found: dict[str, T] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.found or self.deleted or self.broken or self.unread)


@dataclass(slots=True)
class Folder:
    """Everything that could be read. `withdrawn` says that the source no longer has the body."""

    city: str = ""
    withdrawn: bool = False
    organisations: Delivered[Organisation] = field(default_factory=Delivered)
    meetings: Delivered[Meeting] = field(default_factory=Delivered)
    papers: Delivered[Paper] = field(default_factory=Delivered)
    districts: list[str] = field(default_factory=list)


def read_folder(path: Path, report: Report, steps: Steps = iter) -> Folder:
    """Read a folder; raises `BadFolder` when there is nothing to read."""
    if not path.is_dir():
        raise BadFolder(_("%(path)s is no folder.") % {"path": path})
    folder = Folder()
    folder.city, folder.withdrawn = _body(path, report)
    places = _assignments(path, report)
    folder.districts = _names(places.get("districts"))
    papers = places.get("papers")
    _take(folder.organisations, oparl.organisation, path, "organizations", report, steps)
    names = {body.id: body.name for body in folder.organisations.found.values()}
    _take(folder.meetings, partial(oparl.meeting, names=names), path, "meetings", report, steps)
    assigned = papers if isinstance(papers, dict) else {}
    _take(folder.papers, _PaperReader(path, assigned), path, "papers", report, steps)
    if not (folder.organisations or folder.meetings or folder.papers or folder.withdrawn):
        raise BadFolder(_("%(path)s holds no organizations, meetings or papers.") % {"path": path})
    return folder


def _take(
    into: Delivered[T],
    reader: Callable[[dict[str, Any], Report], T | None],
    path: Path,
    name: str,
    report: Report,
    steps: Steps,
) -> None:
    """Read the objects of a kind. One that is deleted anywhere in the folder is deleted."""
    for raw in _objects(path, name, into.unread, report, steps):
        identifier = foreign.identifier(raw.get("id"))
        if not identifier:
            report.skip(foreign.words(raw.get("name"), 80) or name, _("has no id"))
        elif foreign.is_deleted(raw):
            into.deleted.add(identifier)
        elif identifier in into.found:
            report.skip(identifier, _("is there twice; the first one counts"))
        else:
            found = reader(raw, report)
            if found is None:
                into.broken.add(identifier)
            else:
                into.found[identifier] = found
    for identifier in into.deleted:
        into.found.pop(identifier, None)


def _body(path: Path, report: Report) -> tuple[str, bool]:
    """Return what the body is called, and whether the source has withdrawn it."""
    raw = _load(path / "body.json", report) if (path / "body.json").is_file() else None
    name = oparl.name_of(raw, 120) if isinstance(raw, dict) else ""
    folder = path.resolve().name.replace("-", " ").replace("_", " ").title()
    return name or folder, foreign.is_deleted(raw)


def _assignments(path: Path, report: Report) -> dict[str, Any]:
    file = path / "paper-stadtteile.json"
    raw = _load(file, report) if file.is_file() else None
    return raw if isinstance(raw, dict) else {}


def _objects(
    path: Path, name: str, unread: set[str], report: Report, steps: Steps
) -> Iterator[dict[str, Any]]:
    """Yield the objects of a kind, from one file with a list or a folder of files."""
    found = sorted((path / name).glob("*.json")) if (path / name).is_dir() else []
    # Some systems leave a shadow ("._7.json") beside every file they copy.
    several = [file for file in found if not file.name.startswith(".")]
    single = path / f"{name}.json"
    for file in steps([single, *several] if single.is_file() else several):
        raw = _load(file, report)
        rows = raw.get("data", [raw]) if isinstance(raw, dict) else raw
        if not isinstance(rows, list):
            unread.add(file.stem)
            if raw is not None:
                report.skip(f"{name}/{file.name}", _("is no OParl object"))
            continue
        for row in rows:
            if isinstance(row, dict):
                yield row
            else:
                report.skip(f"{name}/{file.name}", _("is no OParl object"))
                unread.add(file.stem)


def _load(file: Path, report: Report) -> Any:
    try:
        return files.json_of(file, name=_("The file"))
    except files.Unreadable as error:
        report.skip(f"{file.parent.name}/{file.name}", str(error))
    return None


def _names(value: Any) -> list[str]:
    rows = value if isinstance(value, list) else []
    return list(dict.fromkeys(name for row in rows if (name := foreign.words(row, 120))))


class _PaperReader:
    """Reads papers with the texts of their files and their districts."""

    def __init__(self, path: Path, assigned: dict[str, Any]) -> None:
        self.path, self.assigned = path, assigned

    def __call__(self, raw: dict[str, Any], report: Report) -> Paper | None:
        identifier = foreign.identifier(raw["id"])
        places = self.assigned.get(identifier) or self.assigned.get(foreign.last_part(identifier))
        places = places if isinstance(places, dict) else {}
        return oparl.paper(
            raw,
            report,
            text=self._text(raw, report),
            about=tuple(_names(places.get("primary"))),
            mentions=tuple(_names(places.get("mentioned"))),
        )

    def _text(self, raw: dict[str, Any], report: Report) -> str:
        """Join the texts of a paper's files, in their order and up to `MOST_TEXT`."""
        name = foreign.words(raw.get("reference"), 60) or oparl.title_of(raw)
        texts = (self._text_of_file(row, report) for row in oparl.files_of(raw))
        whole = "\n\n".join(filter(None, texts))
        if not whole:
            report.note(name, _("paper without a text"))
        if len(whole) > MOST_TEXT:
            words = {"number": MOST_TEXT}
            report.note(name, _("paper longer than %(number)s characters; cut") % words)
        return whole[:MOST_TEXT]

    def _text_of_file(self, raw: dict[str, Any], report: Report) -> str:
        number = foreign.last_part(foreign.identifier(raw.get("id")))
        file = self.path / "file-contents" / f"{number}.txt"
        if not number or not file.is_file():
            said = raw.get("text")  # where OParl itself has it
            return foreign.storable(said).strip() if isinstance(said, str) else ""
        try:
            data = files.bytes_of(file, name=_("The file"))
        except files.Unreadable as error:
            report.skip(file.name, str(error))
            return ""
        text, remark = files.readable(data)
        if remark:
            report.note(file.name, remark)
        return foreign.storable(text).strip()
