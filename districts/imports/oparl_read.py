"""What is in a folder of OParl 1.1 objects? Pure: files in, values out.

::

    body.json                      the body, for the city's name (optional)
    organizations.json             a list, or organizations/*.json
    meetings/*.json  papers/*.json
    file-contents/<number>.txt     the text of a file; the number ends the file's id
    paper-stadtteile.json          districts, and which papers are about or name them (optional)

The case of these names makes no difference. Whatever is wrong with one file is reported; the others
are read all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _

from districts.imports import foreign_words as foreign
from districts.imports import oparl_files
from districts.imports import oparl_objects as oparl
from districts.imports.oparl_objects import Meeting, Organisation, Paper
from districts.imports.oparl_pages import Pages
from districts.imports.oparl_texts import PaperReader
from districts.imports.report import Report
from text import files

#: The kinds of object OParl 1.1 knows, as the end of `type` names them.
_TYPES = frozenset(
    {
        *("system", "body", "legislativeterm", "organization", "person", "membership"),
        *("meeting", "agendaitem", "paper", "consultation", "file", "location"),
    }
)
#: Shows the progress of reading.
Steps = Callable[[list[Path]], Iterable[Path]]

T = TypeVar("T", Organisation, Meeting, Paper)


class BadFolder(ValueError):
    """There is nothing of OParl in the folder."""


@dataclass(slots=True)
class Delivered(Generic[T]):
    """What a folder says of one kind.

    `deleted` are the ids the source has withdrawn. What cannot be used is not gone: `broken` are
    ids of such objects, `unread` the names of files of which nothing is known. `pages` tell
    whether the delivery says itself that there is more.
    """

    found: dict[str, T] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    pages: Pages = field(default_factory=Pages)

    def __bool__(self) -> bool:
        return bool(self.found or self.deleted or self.broken or self.unread)


@dataclass(slots=True)
class Folder:
    """Everything that could be read.

    `withdrawn` says that the source no longer has the body, whose id is `body`.
    """

    city: str = ""
    body: str = ""
    withdrawn: bool = False
    organisations: Delivered[Organisation] = field(default_factory=Delivered)
    meetings: Delivered[Meeting] = field(default_factory=Delivered)
    papers: Delivered[Paper] = field(default_factory=Delivered)
    districts: list[str] = field(default_factory=list)


def read_folder(path: Path, report: Report, steps: Steps = iter) -> Folder:
    """Read a folder; raises `BadFolder` when there is nothing to read."""
    if not path.is_dir():
        raise BadFolder(_("%(path)s is no folder.") % {"path": path})
    folder, there = Folder(), oparl_files.named(path)
    _body(folder, path, _value(there, "body.json", report))
    places = _assignments(there, report)
    folder.districts = foreign.lines(places.get("districts"), 120)
    papers = places.get("papers")
    assigned = papers if isinstance(papers, dict) else {}

    rows = _objects(there, "organizations", folder.organisations, report, steps)
    _take(folder.organisations, oparl.organisation, rows, "organization", report)
    names = {body.id: body.name for body in folder.organisations.found.values()}
    rows = _objects(there, "meetings", folder.meetings, report, steps)
    _take(folder.meetings, partial(oparl.meeting, names=names), rows, "meeting", report)
    read = list(_objects(there, "papers", folder.papers, report, steps))
    reader = PaperReader(there.get("file-contents"), assigned, [raw for _name, raw in read])
    _take(folder.papers, reader, read, "paper", report)
    if not (folder.organisations or folder.meetings or folder.papers or folder.withdrawn):
        raise BadFolder(_("%(path)s holds no organizations, meetings or papers.") % {"path": path})
    return folder


def _take(
    into: Delivered[T],
    reader: Callable[[dict[str, Any], Report], T | None],
    rows: Iterable[tuple[str, dict[str, Any]]],
    kind: str,
    report: Report,
) -> None:
    """Read the objects of a kind. One that is deleted anywhere in the folder is deleted."""
    for name, raw in rows:
        identifier = foreign.identifier(raw.get("id"))
        other = _other_type(raw, kind)
        if not identifier:
            report.skip(foreign.words(raw.get("name"), 80) or name, _("has no id"))
            into.unread.add(Path(name).stem)
        elif other:
            words = {"kind": other}
            report.skip(identifier, _("is an object of another kind: %(kind)s") % words)
            into.broken.add(identifier)
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


def _other_type(raw: Mapping[str, Any], kind: str) -> str:
    """Return the type of an object of OParl that says it is of another kind, else ""."""
    said = foreign.last_part(foreign.words(raw.get("type"), 200))
    return said if said.lower() in _TYPES - {kind} else ""


def _body(folder: Folder, path: Path, raw: object) -> None:
    """Read what the body is called, and whether the source has withdrawn it."""
    if not isinstance(raw, dict) or _other_type(raw, "body"):
        raw = {}
    name = path.resolve().name.replace("-", " ").replace("_", " ").title()
    folder.city = oparl.name_of(raw, 120) or name
    folder.body, folder.withdrawn = foreign.identifier(raw.get("id")), foreign.is_deleted(raw)


def _assignments(there: Mapping[str, Path], report: Report) -> dict[str, Any]:
    raw = _value(there, "paper-stadtteile.json", report)
    return raw if isinstance(raw, dict) else {}


def _value(there: Mapping[str, Path], name: str, report: Report) -> Any:
    """Return what a file of the delivery holds; None where it is not there, or unreadable."""
    file = there.get(name)
    return _load(file, report) if file and file.is_file() else None


def _objects(
    there: Mapping[str, Path], name: str, into: Delivered[Any], report: Report, steps: Steps
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the objects of a kind with the names of their files: a list, or a folder of files."""
    several = oparl_files.ending(there.get(name), ".json")
    single = there.get(f"{name}.json")
    for file in steps([single, *several] if single and single.is_file() else several):
        raw = _load(file, report)
        rows = raw.get("data", [raw]) if isinstance(raw, dict) else raw
        if not isinstance(rows, list):
            into.unread.add(file.stem)
            if raw is not None:
                report.skip(f"{name}/{file.name}", _("is no OParl object"))
            continue
        if raw == []:  # what some systems answer instead of an object
            into.unread.add(file.stem)
        into.pages.take(raw, rows)
        for row in rows:
            if isinstance(row, dict):
                yield f"{name}/{file.name}", row
            else:
                report.skip(f"{name}/{file.name}", _("is no OParl object"))
                into.unread.add(file.stem)


def _load(file: Path, report: Report) -> Any:
    try:
        return files.json_of(file, name=_("The file"))
    except files.Unreadable as error:
        report.skip(f"{file.parent.name}/{file.name}", str(error))
    return None
