"""Organisations become actors, meetings dates, papers council papers by district."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from districts import services
from districts.imports.council_bodies import sector_of
from districts.imports.missing import Missing
from districts.imports.oparl_objects import Meeting, Organisation, Paper
from districts.imports.oparl_read import Folder
from districts.imports.report import Report
from districts.imports.topics_named import TopicFinder
from districts.imports.upsert import ImportedRow, Link, Upsert
from districts.models import Actor, City, CouncilPaper, Date, DateKind, District, Topic
from districts.services.writing import announce_many
from text.identity import words_of
from text.names import made_fit

Steps = Callable[[list[Any], str], Iterable[Any]]


def import_folder(
    city: City, folder: Folder, report: Report, *, gone: Iterable[Missing], steps: Steps
) -> None:
    """Write what was read, in batches that are whole each; a second run changes nothing.

    Hidden is what the source has withdrawn, and of what it does not name what is `gone`.
    """
    places = _districts(city, folder, report)
    actors = Upsert(Actor, "actor", city, report.tally("organisations"))
    actors.write([_actor_row(o, places) for o in folder.organisations.found.values()])
    names = {o.id: o.name for o in folder.organisations.found.values()}
    dates = Upsert(Date, "event", city, report.tally("meetings"))
    dates.write([_date_row(m, actors.pks, places, names) for m in folder.meetings.found.values()])
    papers = Upsert(CouncilPaper, "paper", city, report.tally("papers"))
    found = list(folder.papers.found.values())
    papers.write(
        [_paper_row(p, places, actors.pks, dates.pks, report) for p in found],
        lambda batches: steps(batches, _("Papers, in batches of 500")),
        _TopicsByTitle(papers),
    )
    _connect(found, papers)
    missing = {kind.kind: kind.ids for kind in gone}
    for kind, store, delivered in (
        ("organisations", actors, folder.organisations),
        ("meetings", dates, folder.meetings),
        ("papers", papers, folder.papers),
    ):
        store.remove(sorted(delivered.deleted | missing.get(kind, set())))


def _districts(city: City, folder: Folder, report: Report) -> dict[str, District]:
    """Return the districts of the city by the words of their names; those listed are made."""
    known = {words_of(d.name): d for d in District.objects.filter(city=city)}
    tally = report.tally("districts")
    with transaction.atomic():
        for name in folder.districts:
            if words_of(name) in known:
                tally.unchanged += 1
            else:
                known[words_of(name)] = services.create_district(
                    city=city, name=made_fit(name, "Ortsteil"), draw=False
                )
                tally.new += 1
    if folder.districts:
        services.draw_signs(city=city)
    return known


def _actor_row(organisation: Organisation, places: dict[str, District]) -> ImportedRow:
    name = organisation.name
    place = _named_in(name, places)
    short = organisation.short_name
    sector = sector_of(
        name,
        classification=organisation.classification,
        organization_type=organisation.organization_type,
    )
    return ImportedRow(
        organisation.id,
        name,
        name,
        {
            "name": name,
            "sector": str(sector.value),
            "summary": organisation.classification or (short if short != name else ""),
            "website": organisation.website,
            "council_body": True,
            "city_wide": place is None,
        },
        {"districts": [(place.pk, {})] if place else []},
    )


def _named_in(name: str, places: dict[str, District]) -> District | None:
    """Return the district a body's name ends with: "Ortschaftsrat Durlach"."""
    words = words_of(name)
    found = [key for key in places if words.endswith(f" {key}")]
    return places[max(found, key=len)] if found else None


def _date_row(
    meeting: Meeting,
    actors: Mapping[str, int],
    places: dict[str, District],
    names: Mapping[str, str],
) -> ImportedRow:
    bodies: list[Link] = [(actors[i], {}) for i in meeting.organisations if i in actors]
    local = {
        place.pk
        for identifier in meeting.organisations
        if (place := _named_in(names.get(identifier, ""), places))
    }
    return ImportedRow(
        meeting.id,
        meeting.name,
        f"{meeting.name} {meeting.start:%Y-%m-%d}",
        {
            "title": meeting.name,
            "kind": str(DateKind.OTHER.value),
            "start": meeting.start,
            "end": meeting.end,
            "next_start": meeting.start,
            "last_end": meeting.end,
            "place": meeting.place,
            "agenda": meeting.agenda,
            "link": meeting.link,
            "cancelled_at": meeting.start if meeting.cancelled else None,
            "council_meeting": True,
            "city_wide": not local,
        },
        {"bodies": bodies, "districts": [(pk, {}) for pk in sorted(local)]},
    )


def _paper_row(
    paper: Paper,
    places: dict[str, District],
    actors: dict[str, int],
    dates: dict[str, int],
    report: Report,
) -> ImportedRow:
    about = _known(paper.about, places, paper, report)
    mentions = _known(paper.mentions, places, paper, report)
    rows = dict.fromkeys(mentions, False) | dict.fromkeys(about, True)
    return ImportedRow(
        paper.id,
        paper.name,
        f"{paper.name} {paper.reference}",
        {
            "title": paper.name,
            "reference": paper.reference,
            "paper_type": paper.paper_type,
            "date": paper.date,
            "text": paper.text,
            "files": [{"name": name, "url": url} for name, url in paper.files],
            "original_url": paper.link,
            "city_wide": not rows,
        },
        {
            "districts": [(pk, {"primary": primary}) for pk, primary in rows.items()],
            "bodies": [(actors[i], {}) for i in paper.organisations if i in actors],
            "meetings": [(dates[i], {}) for i in paper.meetings if i in dates],
        },
    )


def _known(
    names: Iterable[str], places: dict[str, District], paper: Paper, report: Report
) -> list[int]:
    """Return the pks of the districts of these names; unknown ones are reported."""
    found = []
    for name in names:
        district = places.get(words_of(name))
        if district is None:
            report.skip(f"{name} ({paper.reference or paper.name})", _("unknown district"))
        else:
            found.append(district.pk)
    return found


def _connect(papers: list[Paper], store: Upsert) -> None:
    """Link papers to those above them; only what was written has to be looked at."""
    wanted: set[tuple[int, int]] = set()
    for paper in papers:
        own = store.pks[paper.id]
        wanted |= {(own, store.pks[i]) for i in paper.above if i in store.pks}
        wanted |= {(store.pks[i], own) for i in paper.below if i in store.pks}
    wanted = {(low, high) for low, high in wanted if low != high and (high, low) not in wanted} | {
        (low, high) for low, high in wanted if (high, low) in wanted and low < high
    }
    table: Any = CouncilPaper.refers_to.through
    ours = list(store.pks.values())
    stored = set()
    for start in range(0, len(ours), 500):
        rows = table.objects.filter(from_councilpaper__in=ours[start : start + 500])
        stored |= set(rows.values_list("from_councilpaper", "to_councilpaper"))
    known = {store.pks[paper.id] for paper in papers}
    extra = {(low, high) for low, high in stored - wanted if low in known and high in known}
    new = wanted - stored
    with transaction.atomic():
        for low, high in extra:
            table.objects.filter(from_councilpaper=low, to_councilpaper=high).delete()
        table.objects.bulk_create(
            (table(from_councilpaper_id=low, to_councilpaper_id=high) for low, high in new),
            ignore_conflicts=True,
            batch_size=500,
        )
        affected = {pk for pair in (*new, *extra) for pk in pair}
        if affected:
            announce_many("paper", affected)


class _TopicsByTitle:
    """Puts new and changed papers under the topics their titles name, beside those they have."""

    def __init__(self, store: Upsert) -> None:
        self.store, self.find = store, TopicFinder(Topic.objects.all())

    def __call__(self, written: list[ImportedRow]) -> None:
        table = CouncilPaper.topics.through
        table._default_manager.bulk_create(
            (
                table(councilpaper_id=self.store.pks[row.external_id], topic_id=topic)
                for row in written
                for topic in self.find(row.name)
            ),
            ignore_conflicts=True,
            batch_size=500,
        )
