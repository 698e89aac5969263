"""What the districts try, what works, and what did not hold."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from districts.entries import overviews, reach
from districts.entries.card import Card
from districts.entries.kind import EntryKind, Writing
from districts.entries.licences import TEXTS
from districts.entries.listed import InMenu, Listed
from districts.entries.overviews import OnDistrict, OnTopic
from districts.entries.page import EntryPage
from districts.entries.shape import OwnRows, Shape
from districts.entries.staff import Staff, StaffColumn
from districts.lists import records
from districts.lists.choice_labels import status_label
from districts.lists.tables import LAST, Column, names
from districts.models import (
    Actor,
    City,
    ConditionKind,
    District,
    Project,
    ProjectRevision,
    Status,
    Topic,
)
from districts.modules import own
from districts.searchable import EntrySource, sector_terms
from search.contract import Record, Term, Traits
from text.euros import as_number
from text.inline import as_item, in_lines, in_words

_OF_A_CONDITION = ("kind", "text", "sector")


def _groups(project: Project) -> list[str]:
    return sorted(project.target_groups.values_list("name", flat=True))


def _plain_groups(names: list[str]) -> list[str]:
    return sorted({" ".join(name.split())[:120] for name in names} - {""})


def _conditions(project: Project) -> list[dict[str, str]]:
    return [dict(row) for row in project.conditions.values(*_OF_A_CONDITION)]


def _plain_conditions(rows: list[Any]) -> list[dict[str, str]]:
    return [{key: str(row.get(key, "")) for key in _OF_A_CONDITION} for row in rows]


def _told_conditions(rows: list[dict[str, str]]) -> str:
    kinds = dict(ConditionKind.choices)
    return "\n".join(f"{kinds.get(row['kind'], row['kind'])}: {row['text']}" for row in rows)


SHAPE = Shape(
    ProjectRevision,
    (
        *("title", "summary", "status", "failed_because", "effort", "cost_base", "cost_year"),
        *("began", "duration", "funded_by", "funded_until", "steps", "what_worked"),
        *("what_did_not_work", "do_differently", "results", "what_stays"),
        *("transferable", "contact_willing", "nameless"),
    ),
    keys={"city": City},
    many={"districts": District, "topics": Topic, "actors": Actor},
    rows={
        "target_groups": OwnRows(_groups, _plain_groups),
        "conditions": OwnRows(
            _conditions, _plain_conditions, _("What it cannot do without"), _told_conditions
        ),
    },
)


def card(project: Project, _chosen: frozenset[int]) -> Card:
    return {"summary": project.summary, "status": project.status}


def record(entry: Project) -> records.Record:
    """Return a project; without names it tells no organisation."""
    return records.common(entry, records.TEXTS) | {
        "title": entry.title,
        "summary": entry.summary,
        "status": entry.status,
        "failed_because": [reason.value for reason in entry.reasons],
        "effort": entry.effort or None,
        "cost_base": as_number(entry.cost_base),
        "cost_year": as_number(entry.cost_year),
        "began": entry.began,
        "duration": entry.duration,
        "funded_by": "" if entry.nameless else entry.funded_by,
        "funded_until": entry.funded_until.isoformat() if entry.funded_until else None,
        "actors": [] if entry.nameless else records.names(entry.actors),
        "target_groups": records.names(entry.target_groups),
        "conditions": [
            {"kind": row.kind, "text": row.text, "sector": row.sector or None}
            for row in entry.conditions.all()
        ],
        "steps": entry.steps,
        "what_worked": entry.what_worked,
        "what_did_not_work": entry.what_did_not_work,
        "do_differently": entry.do_differently,
        "results": entry.results,
        "what_stays": entry.what_stays,
        "replies": replies(entry),
        "transferable": entry.transferable,
        "transfer_project": entry.transfer_project,
        "revision": entry.published_number,
    }


def replies(entry: Project) -> list[records.Record]:
    """Return what those say whom a project names that did not hold."""
    if entry.nameless or entry.status != Status.FAILED:
        return []
    return [
        {"actor": records.named(row.actor), "text": row.reply, "date": row.replied_at.isoformat()}
        for row in entry.notices.all()
        if row.reply and row.replied_at and not row.reply_hidden and row.actor.is_public
    ]


class ProjectSource(EntrySource[Project]):
    """Projects, with what worked and what did not."""

    traits = Traits(shows_status=True, names_similar=True)
    many = ("actors__carrier", "target_groups", "conditions")

    def record(self, entry: Project) -> Record:
        """Say what the project is and what was learned."""
        actors = [a for a in entry.actors.all() if a.is_public and not entry.nameless]
        texts = [
            *(as_item(step, number) for number, step in enumerate(entry.steps, 1)),
            *(condition.text for condition in entry.conditions.all()),
            in_words(entry.what_worked),
            in_words(entry.what_did_not_work),
            in_words(entry.do_differently),
            in_words(entry.results),
            in_words(entry.what_stays),
            "" if entry.nameless else entry.funded_by,
            *(group.name for group in entry.target_groups.all()),
            *(actor.name for actor in actors),
        ]
        return Record(
            **self.common(entry),
            title=entry.title,
            summary=entry.summary,
            text="\n\n".join(filter(None, texts)),
            sectors=sector_terms(actors),
            status=Term(entry.status, entry.get_status_display()),
        )


COLUMNS = (
    Column(_("Title"), lambda row: row.title),
    Column(_("Status"), Project.get_status_display),
    Column(_("Why it did not hold"), lambda row: names(each.label for each in row.reasons)),
    Column(_("In two sentences"), lambda row: in_words(row.summary)),
    Column(_("Who takes part"), lambda row: "" if row.nameless else names(row.actors.all())),
    Column(_("Target groups"), lambda row: names(row.target_groups.all())),
    Column(_("Effort"), lambda row: row.get_effort_display() if row.effort else ""),
    Column(_("Cost to start, in euros"), lambda row: row.cost_base),
    Column(_("Cost each year, in euros"), lambda row: row.cost_year),
    Column(_("Year it began"), lambda row: row.began),
    Column(_("Duration"), lambda row: row.duration),
    Column(_("Funded by"), lambda row: "" if row.nameless else row.funded_by),
    Column(_("Funding ends on"), lambda row: row.funded_until),
    Column(_("Can be taken over"), lambda row: row.transferable),
    Column(_("What worked"), lambda row: in_lines(row.what_worked)),
    Column(_("What did not work"), lambda row: in_lines(row.what_did_not_work)),
    *LAST,
)


def _links(project: Project) -> tuple[str, ...]:
    names = () if project.nameless else ("actors",)
    return ("topics", "target_groups", "conditions", *names)


PROJECTS = EntryKind(
    key="project",
    module=own.PROJECTS,
    model=Project,
    start="projekte",
    route="project",
    one=_("Project"),
    many=_("Projects"),
    shape=SHAPE,
    writing=Writing(
        form_name="districts.forms.projects.ProjectForm",
        writer_name="districts.services.projects.WRITER",
        create_name="districts.services.create_project",
        update_name="districts.services.update_project",
        editing_name="districts.views.project_editing.ProjectEditing",
        template="districts/form_project.html",
        new_title=_("Tell of a project"),
        new_lead=_("Title, two sentences and the place are enough. What you learned helps most."),
        agreed=TEXTS,
    ),
    card=card,
    reach=reach.project,
    menu=InMenu(order=20),
    listed=Listed(
        name="projects",
        lead=_("What the districts try, what works, and what did not hold."),
        count=lambda n: ngettext("%(n)s project", "%(n)s projects", n) % {"n": n},
        told="List public projects; with districts, their own before the city-wide.",
        record=record,
        columns=COLUMNS,
        schema_name="districts.api_schemas.ProjectOut",
        filters_name="districts.lists.filters.ProjectFilter",
        recorded=lambda rows: records.with_links(
            rows, "actors", "target_groups", "conditions", "replies"
        ),
        template="districts/projects.html",
    ),
    staff=Staff(
        icon="pick",
        columns=(
            StaffColumn("get_status_display", _("Status"), "status"),
            StaffColumn("funded_until", _("Funded until"), "funded_until", "day"),
        ),
        filters=("status", "transferable", "nameless"),
    ),
    page=EntryPage(
        template="districts/project.html",
        links=_links,
        more_name="districts.views.details.of_project",
        rights_name="districts.views.details.may_at_project",
    ),
    on_district=OnDistrict(
        title=_("Projects"),
        anchor="projekte",
        slot=overviews.KNOWLEDGE,
        words=F("summary"),
        most=3,
        at_most=3,
        pictured=True,
        group="status",
        # What goes on comes first, what did not hold stands there as well.
        groups=("running", "completed", "idea", "paused", "failed"),
        group_label=status_label,
        template="districts/sections/projects.html",
    ),
    on_topic=OnTopic(
        status="status",
        best=("-transferable", "-updated_at"),
        all_of=_("All projects on this"),
        order=10,
    ),
    source=ProjectSource,
    names_actors="actors",
    has_carers=True,
    tells_who=False,
)
