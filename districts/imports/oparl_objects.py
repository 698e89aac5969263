"""What does one OParl 1.1 object say? Pure: an object in, a value of ours out.

Systems leave out names that a person would miss: a meeting is then called after who meets, a paper
after its reference, a body by its short name. What was deleted within an object (a file, an item
of an agenda, a reference) is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from districts.calendar.recurrence import ZONE
from districts.imports import foreign_words as foreign
from districts.imports.report import Report
from text.names import made_fit

#: Characters of an agenda. The longest met in practice has a tenth of it.
MOST_AGENDA = 200_000


@dataclass(frozen=True, slots=True)
class Organisation:
    """An office or a committee."""

    id: str
    name: str
    short_name: str
    classification: str
    organization_type: str
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
    """A paper; `above` and `below` are ids of other papers, `text` that of its files."""

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


def name_of(raw: Mapping[str, Any], length: int, key: str = "name") -> str:
    """Return the name an object has, "" where it has none that a person could say."""
    return made_fit(foreign.words(raw.get(key), length).lstrip("_"))


def organisation(raw: dict[str, Any], report: Report) -> Organisation | None:
    """Read a body; None where it has no name at all."""
    identifier, short = foreign.identifier(raw["id"]), name_of(raw, 60, "shortName")
    name = name_of(raw, 200) or short
    if not name:
        report.skip(identifier, _("organisation without a name"))
        return None
    return Organisation(
        id=identifier,
        name=name,
        short_name=short,
        classification=foreign.words(raw.get("classification"), 120),
        organization_type=foreign.words(raw.get("organizationType"), 60),
        website=foreign.link(raw.get("website")) or foreign.link(raw.get("web")),
    )


def meeting(raw: dict[str, Any], report: Report, names: Mapping[str, str]) -> Meeting | None:
    """Read a meeting; `names` are those of the bodies by id. None where it has no start."""
    identifier = foreign.identifier(raw["id"])
    bodies = foreign.ids(raw.get("organization"))
    start, end = foreign.moment(raw.get("start")), foreign.moment(raw.get("end"))
    if start is None:
        report.skip(name_of(raw, 200) or identifier, _("meeting without a start"))
        return None
    name = name_of(raw, 200) or _name_of_meeting(raw, [names.get(body, "") for body in bodies])
    if end is not None and end < start:
        report.note(name, _("meeting that ends before it starts; the end is left out"))
        end = None
    return Meeting(
        id=identifier,
        name=name,
        start=start,
        end=end or start,
        place=_place(raw.get("location")),
        organisations=bodies,
        agenda=_agenda(raw.get("agendaItem")),
        link=foreign.link(raw.get("web")),
        cancelled=foreign.flag(raw.get("cancelled")) is True,
    )


def _name_of_meeting(raw: Mapping[str, Any], known: list[str]) -> str:
    """Call a meeting after who meets. The date stands beside it wherever it is shown."""
    whole = [name_of(row, 200) for row in foreign.objects(raw.get("organization"))]
    bodies = list(dict.fromkeys(filter(None, [*known, *whole])))
    return f"Sitzung {', '.join(bodies)}"[:200].strip() if bodies else "Sitzung"


def _place(raw: object) -> str:
    if not isinstance(raw, dict) or foreign.is_deleted(raw):
        return ""
    words = {
        name: foreign.words(raw.get(name), 120)
        for name in ("room", "streetAddress", "postalCode", "locality")
    }
    town = f"{words['postalCode']} {words['locality']}".strip()
    parts = (words["room"], words["streetAddress"], town)
    return ", ".join(filter(None, parts))[:300] or foreign.words(raw.get("description"), 300)


def _agenda(raw: object) -> str:
    rows = foreign.objects(raw)
    rows.sort(key=lambda row: foreign.number(row.get("order")))
    lines = (
        f"{foreign.words(row.get('number'), 20)} {foreign.words(row.get('name'), 400)}".strip()
        for row in rows
        if foreign.is_public(row)
    )
    return "\n".join(line for line in lines if line)[:MOST_AGENDA]


def paper(
    raw: dict[str, Any],
    report: Report,
    *,
    text: str,
    about: tuple[str, ...] = (),
    mentions: tuple[str, ...] = (),
) -> Paper | None:
    """Read a paper; None where nothing of it could be its name."""
    identifier = foreign.identifier(raw["id"])
    shown = tuple(found for row in files_of(raw) if (found := _file(row)))
    day = foreign.moment(raw.get("date"))
    name = title_of(raw)
    if not name:
        report.skip(identifier, _("paper without a name or a reference"))
        return None
    consultations = foreign.objects(raw.get("consultation"))
    directed, begun = raw.get("underDirectionOf"), raw.get("originatorOrganization")
    return Paper(
        id=identifier,
        name=name,
        reference=foreign.words(raw.get("reference"), 60),
        paper_type=foreign.words(raw.get("paperType"), 120),
        date=day.astimezone(ZONE).date() if day else None,
        text=text,
        files=shown,
        link=foreign.link(raw.get("web")) or (shown[0][1] if shown else ""),
        organisations=foreign.ids([*foreign.ids(directed), *foreign.ids(begun)]),
        meetings=foreign.ids([row.get("meeting") for row in consultations]),
        above=foreign.ids(raw.get("superordinatedPaper")),
        below=foreign.ids(raw.get("subordinatedPaper")),
        about=about,
        mentions=mentions,
    )


def title_of(raw: Mapping[str, Any]) -> str:
    """Return what a paper is called: its name, else its reference, its file, or its day."""
    name = name_of(raw, 400)
    if name:
        return name
    kind = name_of(raw, 120, "paperType")
    reference = name_of(raw, 60, "reference")
    if reference:
        return f"{kind or 'Vorlage'} {reference}"
    named = (name_of(row, 200) for row in files_of(raw))
    file = next(filter(None, named), "")
    if file:
        return file
    day = foreign.moment(raw.get("date"))
    return f"{kind or 'Vorlage'} vom {day.astimezone(ZONE):%d.%m.%Y}" if day else kind


def files_of(raw: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the files of a paper, the main one first."""
    return [*foreign.objects(raw.get("mainFile")), *foreign.objects(raw.get("auxiliaryFile"))]


def file_ids(raw: Mapping[str, Any]) -> list[str]:
    """Return the ids of all files of a paper, those that are deleted, too."""
    rows: list[Any] = []
    for value in (raw.get("mainFile"), raw.get("auxiliaryFile")):
        rows += value if isinstance(value, list) else [value]
    return [foreign.identifier(row.get("id") if isinstance(row, dict) else row) for row in rows]


def _file(raw: Mapping[str, Any]) -> tuple[str, str] | None:
    address = foreign.link(raw.get("accessUrl")) or foreign.link(raw.get("downloadUrl"))
    name = foreign.words(raw.get("name"), 200) or foreign.words(raw.get("fileName"), 200)
    return (name or address, address) if address else None
