"""Organisations become actors, meetings dates, papers council papers by district."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction

from districts import services
from districts.imports.oparl_read import Folder, Meeting, Organisation, Paper, number_of
from districts.imports.report import Report
from districts.imports.upsert import Link, Row, Upsert
from districts.models import (
    Actor,
    City,
    CouncilPaper,
    Date,
    DateKind,
    District,
    Sector,
    Topic,
)
from districts.naming import TopicFinder
from districts.services.writing import announce_many
from text.fold import fold
from text.names import made_fit

Steps = Callable[[list[Any], str], Iterable[Any]]
#: Words in names of bodies whose members are elected; all others are offices.
ELECTED = ("rat", "ausschuss", "beirat", "fraktion", "versammlung", "kommission", "kuratorium")


def import_folder(city: City, folder: Folder, report: Report, *, steps: Steps) -> None:
    """Write what was read; a second run changes nothing, what is gone is hidden."""
    places = _districts(city, folder, report)
    actors = Upsert(Actor, "actor", city, report.tally("organisations"))
    actors.write([_actor_row(o, places) for o in folder.organisations])
    dates = Upsert(Date, "event", city, report.tally("meetings"))
    dates.write([_date_row(m, actors.pks, places, folder) for m in folder.meetings])
    papers = Upsert(CouncilPaper, "paper", city, report.tally("papers"))
    rows = [_paper_row(p, places, actors.pks, dates.pks, report) for p in folder.papers]
    papers.write(rows, lambda batches: steps(batches, "Papers, in batches of 500"))
    _connect(folder.papers, papers)
    _name_topics(folder.papers, papers)
    _remove(actors, [o.id for o in folder.organisations], folder, report)
    _remove(dates, [m.id for m in folder.meetings], folder, report)
    _remove(papers, [p.id for p in folder.papers], folder, report)


def _districts(city: City, folder: Folder, report: Report) -> dict[str, District]:
    """Return the districts of the city by folded name; those the folder lists are made."""
    known = {fold(d.name): d for d in District.objects.filter(city=city)}
    tally = report.tally("districts")
    with transaction.atomic():
        for name in folder.districts:
            if fold(name) in known:
                tally.unchanged += 1
            else:
                known[fold(name)] = services.create_district(
                    city=city, name=made_fit(name, "Ortsteil"), draw=False
                )
                tally.new += 1
    if tally.new:
        services.draw_signs(city=city)
    return known


def _actor_row(organisation: Organisation, places: dict[str, District]) -> Row:
    name = organisation.name
    place = _named_in(name, places)
    words = f"{name} {organisation.classification}".lower()
    elected = any(word in words for word in ELECTED) and "personalrat" not in words
    short = organisation.short_name
    return Row(
        organisation.id,
        name,
        name,
        {
            "name": name,
            "sector": str((Sector.POLITICS if elected else Sector.MUNICIPAL).value),
            "summary": organisation.classification or (short if short != name else ""),
            "website": organisation.website,
            "council_body": True,
            "city_wide": place is None,
        },
        {"districts": [(place.pk, {})] if place else []},
    )


def _named_in(name: str, places: dict[str, District]) -> District | None:
    """Return the district a body's name ends with: "Ortschaftsrat Durlach"."""
    folded = fold(name)
    found = [key for key in places if folded.endswith(f" {key}")]
    return places[max(found, key=len)] if found else None


def _date_row(
    meeting: Meeting, actors: dict[str, int], places: dict[str, District], folder: Folder
) -> Row:
    bodies: list[Link] = [(actors[i], {}) for i in meeting.organisations if i in actors]
    names = {o.id: o.name for o in folder.organisations}
    local = {
        place.pk
        for identifier in meeting.organisations
        if (place := _named_in(names.get(identifier, ""), places))
    }
    return Row(
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
) -> Row:
    about = _known(paper.about, places, paper, report)
    mentions = _known(paper.mentions, places, paper, report)
    rows = dict.fromkeys(mentions, False) | dict.fromkeys(about, True)
    return Row(
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
        district = places.get(fold(name))
        if district is None:
            report.skip(f"{name} ({paper.reference or paper.name})", "unknown district")
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
        affected = {pk for pair in (*new, *extra) for pk in pair} - store.touched
        if affected:
            announce_many("paper", affected)


def _name_topics(papers: list[Paper], store: Upsert) -> None:
    """Put new and changed papers under the topics their titles name, beside those they have."""
    find, table = TopicFinder(Topic.objects.all()), CouncilPaper.topics.through
    written = [paper for paper in papers if store.pks[paper.id] in store.touched]
    rows = [(store.pks[paper.id], topic) for paper in written for topic in find(paper.name)]
    with transaction.atomic():
        table._default_manager.bulk_create(
            (table(councilpaper_id=paper, topic_id=topic) for paper, topic in rows),
            ignore_conflicts=True,
            batch_size=500,
        )
        if rows:
            announce_many("paper", {paper for paper, _topic in rows})


def _remove(store: Upsert, there: list[str], folder: Folder, report: Report) -> None:
    """Hide what the source no longer has. What could not be read is not gone."""
    if not there:
        if store.stored:
            kind = store.model._meta.verbose_name_plural
            report.note(str(kind), "none could be read, so none is taken for removed")
        return
    missing = set(store.stored) - set(there)
    kept = {external for external in missing if number_of(external) in folder.broken}
    bodies = {_body_of(external) for external in there}
    # Another source may feed the same town; only this one's objects can be missing here.
    store.remove(e for e in missing - kept if _body_of(e) in bodies)


def _body_of(identifier: str) -> str:
    """Return what names the system and body in an id: up to `/bodies/0001`, else the host."""
    head, found, rest = identifier.partition("/bodies/")
    if found:
        return f"{head}{found}{rest.partition('/')[0]}"
    return "/".join(identifier.split("/")[:3])
